"""Code of people's own that a merge may have put into another class.

Git merges lines. When classes come and go in a module, it may take one for the other: the code is
still there, and there is no conflict, but it is somebody else's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

Members = dict[str, set[str]]


def displaced(rendered: str, mine: str, merged: str, renamed: Mapping[str, str]) -> Iterator[str]:
    """Say where own code of a module went, as far as it is not where it was.

    rendered: the module as the template had made it
    renamed:  from former names of entities to present ones
    """
    before, team, now = _members(rendered), _members(mine), _members(merged)
    for name, members in team.items():
        homes = {present + name.removeprefix(former) for former, present in renamed.items()}
        at_home = set().union(*(now.get(home, set()) for home in {name, *homes}))
        for member in sorted(members - before.get(name, set()) - at_home):
            if others := [other for other, found in now.items() if member in found]:
                yield f"{name}.{member} is in {' and '.join(others)} now"


def _members(source: str) -> Members:
    """What each class of a module holds: names, and the texts of its lists."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return {}
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    return {node.name: set(_names(node)) for node in classes}


def _names(node: ast.ClassDef, prefix: str = "") -> Iterator[str]:
    for child in node.body:
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield prefix + child.name
        if isinstance(child, ast.ClassDef):
            yield from _names(child, f"{prefix}{child.name}.")
        if isinstance(child, ast.Assign | ast.AnnAssign) and child.value is not None:
            targets = child.targets if isinstance(child, ast.Assign) else [child.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    yield prefix + target.id
                    yield from (f"{prefix}{target.id}[{text}]" for text in _texts(child.value))


def _texts(value: ast.expr) -> Iterator[str]:
    items = value.elts if isinstance(value, ast.List) else []
    items = [key for key in value.keys if key] if isinstance(value, ast.Dict) else items
    yield from (
        repr(item.value)
        for item in items
        if isinstance(item, ast.Constant) and isinstance(item.value, str)
    )
