"""Checks of who may import whom."""

import ast
from collections.abc import Iterator

from ..code import Module
from ..frame import Finding, Severity, check
from ..project import BUILT_IN_APPS, Project

_PRIVATE = {"admin", "filters", "permissions", "serializers", "signals", "urls", "views"}
_ABOVE_MODELS = {"admin", "filters", "serializers", "urls", "views"}


@check(
    "ARC-10",
    "imports point inwards",
    severity=Severity.MAJOR,
    weight=6,
    reason="core serves every app, so it may know none; apps that share their views grow together.",
    fix="move what is shared to apps/core, or go through the other app's models",
)
def inward_imports(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps"):
        app = _part(module.name, 1)
        for target, line in _imports(module):
            other, layer = _part(target, 1), _part(target, 2)
            if not target.startswith("apps.") or other not in project.apps:
                continue
            if app in BUILT_IN_APPS and other not in BUILT_IN_APPS:
                message = f"apps/{app} imports apps/{other}, which builds on it"
            elif other not in {app, *BUILT_IN_APPS} and layer in _PRIVATE:
                message = f"apps/{app} imports the {layer} of apps/{other}"
            elif _part(module.name, 2) == "models" and layer in _ABOVE_MODELS:
                message = f"models import {layer}, which are built on models"
            else:
                continue
            yield Finding(module.path, line, message)


@check(
    "ARC-11",
    "apps do not import each other in a circle",
    severity=Severity.MAJOR,
    weight=5,
    reason="Apps in a circle can only be understood, tested and changed together.",
    fix="refer to models by name, or move what both need to one of them",
)
def no_circles(project: Project) -> Iterator[Finding]:
    edges: dict[str, dict[str, tuple[str, int]]] = {}
    for module in project.modules("apps"):
        app = _part(module.name, 1)
        for target, line in _imports(module):
            other = _part(target, 1)
            if other in {app, *BUILT_IN_APPS} or other not in project.apps:
                continue
            if target.startswith("apps.") and _part(target, 2) != "models":
                edges.setdefault(app, {}).setdefault(other, (module.path, line))
    for app in sorted(edges):
        for other, (path, line) in edges[app].items():
            way = _way(edges, other, app)
            if way and app == min([app, *way]):
                circle = " -> ".join([app, *way])
                yield Finding(path, line, f"these apps import each other: {circle}")


def _way(edges: dict[str, dict[str, tuple[str, int]]], start: str, goal: str) -> list[str]:
    """The apps on a shortest way of imports from `start` to `goal`, both included."""
    ways = [[start]]
    seen = {start}
    for way in ways:
        if way[-1] == goal:
            return way
        following = [app for app in edges.get(way[-1], {}) if app not in seen]
        seen.update(following)
        ways.extend([*way, app] for app in following)
    return []


def _imports(module: Module) -> Iterator[tuple[str, int]]:
    """What a module imports when it runs, with the line; type-only imports are left out."""
    type_only = {
        inner
        for node in module.nodes
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in module.nodes:
        if node in type_only:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            source = module.source_of(node)
            for alias in node.names:
                yield f"{source}.{alias.name}", node.lineno


def _part(name: str, index: int) -> str:
    parts = name.split(".")
    return parts[index] if len(parts) > index else ""
