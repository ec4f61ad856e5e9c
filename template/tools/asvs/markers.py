"""The tests that are marked with requirements, read from their source."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class UnreadableMarkError(Exception):
    """A mark that names its requirements in a way that only running it would tell."""


def marked_tests(root: Path) -> dict[str, list[str]]:
    """The ids of the tests of every requirement that is named by a mark, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((root / "apps").rglob("test_*.py")):
        relative = path.relative_to(root).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=relative)
        for test, requirements in _tests(tree.body, relative, _module_marks(tree)):
            for requirement in requirements:
                if test not in found[requirement]:
                    found[requirement].append(test)
    return dict(found)


def _tests(
    body: list[ast.stmt], prefix: str, inherited: list[ast.expr]
) -> Iterator[tuple[str, list[str]]]:
    """The tests of a module or class, by their ids, each with its requirements."""
    for node in body:
        if not isinstance(node, Definition):
            continue
        marks = [*inherited, *node.decorator_list]
        name = f"{prefix}::{node.name}"
        if isinstance(node, ast.ClassDef):
            if node.name.startswith("Test"):
                yield from _tests(node.body, name, marks)
        elif node.name.startswith("test") and not any(map(_may_skip, marks)):
            yield name, [requirement for mark in marks for requirement in _requirements(mark, name)]


def _module_marks(tree: ast.Module) -> list[ast.expr]:
    """The marks in `pytestmark = ...` of a module."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets
        ):
            value = node.value
            return value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
    return []


def _may_skip(mark: ast.expr) -> bool:
    return _name(mark) in {"pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail"}


def _requirements(mark: ast.expr, test: str) -> list[str]:
    if not isinstance(mark, ast.Call) or _name(mark) != "pytest.mark.asvs":
        return []
    ids = [argument.value for argument in mark.args if isinstance(argument, ast.Constant)]
    if not ids or len(ids) < len(mark.args) or mark.keywords:
        raise UnreadableMarkError(f"{test}: write the ids of `asvs` as texts in the mark")
    return [str(requirement) for requirement in ids]


def _name(mark: ast.expr) -> str:
    return ast.unparse(mark.func if isinstance(mark, ast.Call) else mark)
