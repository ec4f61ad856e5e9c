"""Checks of the code as text and as Python: linter, types, size, leftovers."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..code import Function, Module, called, dotted
from ..frame import Finding, Severity, check
from ..project import Project, inner_folders
from ..suppressions import suppressions

_LONGEST = 400
_HUNK = re.compile(r"^@@ -(\d+)")
_LEFTOVER = re.compile(r"^\s*(?:#|//|/\*|<!--)\s*(TODO|FIXME|XXX|HACK)\b")
_SOURCE = (".py", ".ts", ".tsx", ".js", ".jsx", ".css", ".html", ".yml", ".yaml", ".toml", ".sh")
_NOT_OURS = ("genome.yml", ".copier-answers.yml", "openapi.yaml")


@check(
    "QUA-04",
    "every Python file can be read by Python",
    severity=Severity.CRITICAL,
    weight=8,
    reason="A module that does not parse does not run, and no other check can look into it.",
    fix="mend the syntax",
)
def readable(project: Project) -> Iterator[Finding]:
    yield from project.unreadable


@check(
    "QUA-05",
    "no file has conflict markers",
    severity=Severity.CRITICAL,
    weight=8,
    reason="Two versions of a passage stand in one file, and neither was chosen.",
    fix="keep one side and delete the markers",
)
def no_conflicts(project: Project) -> Iterator[Finding]:
    for path in project.files:
        if path.endswith(".rej"):
            yield Finding(path, 1, "a change that could not be applied was left here")
        text = project.text(path)
        if "<<<<<<< " not in text and ">>>>>>> " not in text:
            continue
        for number, line in enumerate(project.lines(path), start=1):
            if line.startswith(("<<<<<<< ", ">>>>>>> ")):
                yield Finding(path, number, "a conflict was not resolved")


@check(
    "QUA-06",
    "`ruff check` has nothing to say",
    severity=Severity.MAJOR,
    weight=6,
    reason="The linter finds faults that no reader sees twice.",
    fix="run `make format`, then mend what is left by hand",
    background=("ruff check",),
)
def linted(project: Project) -> Iterator[Finding]:
    for problem in project.commands.answer("ruff check").json():
        path = Path(problem["filename"])
        file = path.relative_to(project.root).as_posix() if path.is_absolute() else path.as_posix()
        yield Finding(file, problem["location"]["row"], f"{problem['code']}: {problem['message']}")


@check(
    "QUA-07",
    "`ruff format` would change nothing",
    severity=Severity.MINOR,
    weight=3,
    reason="With one format, every difference that a reader sees means something.",
    fix="run `make format`",
    background=("ruff format",),
)
def formatted(project: Project) -> Iterator[Finding]:
    file = ""
    for line in project.commands.answer("ruff format").output.splitlines():
        if line.startswith("--- "):
            file = PurePosixPath(line.removeprefix("--- ").removeprefix("a/")).as_posix()
        hunk = _HUNK.match(line)
        if file and hunk:
            yield Finding(file, int(hunk[1]) or 1, "the formatter would change this")
            file = ""


@check(
    "QUA-08",
    "public functions say what they take and give",
    severity=Severity.MINOR,
    weight=3,
    reason="Types are the documentation that is checked on every run.",
    fix="annotate the parameters and the result",
)
def annotated(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", "config", "tools", "manage.py"):
        for function in _public_functions(module):
            arguments = function.args
            named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            bare = [a.arg for a in named if a.annotation is None and a.arg not in {"self", "cls"}]
            if bare:
                message = f"{function.name}() does not type {', '.join(bare)}"
                yield Finding(module.path, function.lineno, message)
            if function.returns is None and function.name != "__init__":
                message = f"{function.name}() does not type its result"
                yield Finding(module.path, function.lineno, message)


def _public_functions(module: Module) -> Iterator[Function]:
    """Functions and methods whose names do not begin with one underscore."""
    bodies = [module.tree.body, *(n.body for n in module.tree.body if isinstance(n, ast.ClassDef))]
    for body in bodies:
        for node in body:
            if isinstance(node, Function) and (
                not node.name.startswith("_") or node.name.startswith("__")
            ):
                yield node


@check(
    "QUA-09",
    f"no module is longer than {_LONGEST} lines",
    severity=Severity.MINOR,
    weight=2,
    reason="What does not fit into a head is not understood before it is changed.",
    fix="part the module by subject",
)
def short_modules(project: Project) -> Iterator[Finding]:
    for path in project.matching(".py", ".ts", ".tsx"):
        length = len(project.text(path).splitlines())
        if length > _LONGEST and not {"migrations", "generated"} & set(inner_folders(path)):
            yield Finding(path, _LONGEST + 1, f"the module has {length} lines")


@check(
    "QUA-10",
    "nothing is left to be done in a comment",
    severity=Severity.MINOR,
    weight=2,
    reason="A note in the code is read by nobody who could plan the work.",
    fix="do it, or move it to the issue tracker",
)
def no_leftovers(project: Project) -> Iterator[Finding]:
    for path in project.matching(*_SOURCE):
        if path in _NOT_OURS:
            continue
        for number, comment in project.comments(path).items():
            found = _LEFTOVER.search(comment)
            if found:
                yield Finding(path, number, f"{found[1]} is left")


@check(
    "QUA-11",
    "no print() and no `import *` in the apps",
    severity=Severity.MINOR,
    weight=2,
    reason="What is printed is in no log, and a star hides where names come from.",
    fix="use logging or self.stdout, and name what is imported",
)
def no_prints(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", tests=True):
        for node in module.nodes:
            if isinstance(node, ast.Call) and dotted(node.func) in {"print", "breakpoint"}:
                yield Finding(module.path, node.lineno, f"{called(node)}() is left here")
            elif isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                yield Finding(module.path, node.lineno, f"everything of {node.module} is imported")


@check(
    "QUA-12",
    "every suppression names a check and gives a reason",
    severity=Severity.MINOR,
    weight=2,
    reason="Without a reason, nobody can tell an exception from an oversight.",
    fix="# archverify: ignore[SEC-14] why this is right here",
)
def reasons_for_suppressions(project: Project) -> Iterator[Finding]:
    for path in project.files:
        if path.endswith(".md"):
            continue
        for comment in suppressions(project, path):
            if not comment.reason:
                yield Finding(
                    path, comment.line, "the suppression gives no reason and has no effect"
                )
            if not all(re.fullmatch(r"[A-Z]{3}-\d\d", id_) for id_ in comment.ids):
                yield Finding(path, comment.line, "the suppression names no check")


@check(
    "QUA-13",
    "no error is swallowed",
    severity=Severity.MINOR,
    weight=3,
    reason="A fault that leaves no trace is found by the customer.",
    fix="catch the one exception that is expected, or let it pass",
)
def no_swallowed_errors(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", "config"):
        for node in module.nodes:
            if (
                isinstance(node, ast.ExceptHandler)
                and _catches_all(node.type)
                and all(isinstance(statement, ast.Pass | ast.Continue) for statement in node.body)
            ):
                yield Finding(module.path, node.lineno, "every exception is dropped here")


def _catches_all(caught: ast.expr | None) -> bool:
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(
        n is None or (isinstance(n, ast.Name) and n.id in {"Exception", "BaseException"})
        for n in names
    )
