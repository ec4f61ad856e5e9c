"""Checks of the API's structure: serializers validate, routes exist, lists load references."""

import ast
from collections.abc import Iterator

from ..code import Class, called, calls, strings
from ..domain import all_relations, field_names, model_of_view, views, viewsets
from ..frame import Finding, Severity, check
from ..project import Project


@check(
    "ARC-09",
    "a serializer validates whatever a client sends",
    severity=Severity.MAJOR,
    weight=6,
    reason="Input that no serializer has seen reaches the database unchecked and fails as a 500.",
    fix="set serializer_class and read serializer.validated_data, never request.data",
)
def serializers_validate(project: Project) -> Iterator[Finding]:
    code = project.code
    for view in viewsets(project):
        found = code.attribute(view, "serializer_class")
        if found is None and code.method(view, "get_serializer_class") is None:
            yield Finding(
                view.module.path, view.node.lineno, f"{view.name} has no serializer_class"
            )
    for view in views(project, built_in=True):
        handed_on = {
            inner
            for call in calls(view.node)
            if "erializer" in called(call)
            for argument in [*call.args, *(k.value for k in call.keywords)]
            for inner in ast.walk(argument)
        }
        for node in ast.walk(view.node):
            if not isinstance(node, ast.Attribute) or node.attr not in {"data", "POST", "FILES"}:
                continue
            if _is_request(node.value) and node not in handed_on:
                message = f"{view.name} reads request.{node.attr} past its serializer"
                yield Finding(view.module.path, node.lineno, message)


def _is_request(node: ast.expr) -> bool:
    if isinstance(node, ast.Name):
        return node.id == "request"
    return isinstance(node, ast.Attribute) and node.attr == "request"


@check(
    "ARC-12",
    "every viewset has a route",
    severity=Severity.MAJOR,
    weight=4,
    reason="A view that no address leads to is dead code, or an API that was forgotten.",
    fix="register it on the router in the app's urls.py",
)
def routed_views(project: Project) -> Iterator[Finding]:
    code = project.code
    routed = {
        code.resolve(module, node)
        for module in project.modules("apps", "config")
        if module.path.endswith("urls.py")
        for node in module.nodes
        if isinstance(node, ast.Name | ast.Attribute)
    }
    for view in views(project):
        if view.qualified_name not in routed:
            yield Finding(view.module.path, view.node.lineno, f"{view.name} is in no urls.py")


@check(
    "ARC-13",
    "lists load their references with the rows",
    severity=Severity.MAJOR,
    weight=4,
    reason="A reference that is not loaded costs one more query for every row that is shown.",
    fix="name it in select_related(), or in prefetch_related() where there are many",
)
def loaded_references(project: Project) -> Iterator[Finding]:
    code = project.code
    for view in viewsets(project):
        model = model_of_view(code, view)
        found = code.method(view, "get_queryset")
        if model is None or found is None:
            continue
        owner, method = found
        loaded = _loaded(method)
        for name, call in all_relations(code, model).items():
            many = called(call) == "ManyToManyField"
            if name in _shown(project, view) and name not in loaded and (many or "" not in loaded):
                message = f"{view.name} shows {name} and does not load it"
                yield Finding(owner.module.path, method.lineno, message)


def _loaded(method: ast.AST) -> set[str]:
    """The references that a queryset loads; "" stands for select_related() of all of them."""
    names: set[str] = set()
    for call in calls(method):
        if called(call) == "select_related" and not call.args:
            names.add("")
        if called(call) in {"select_related", "prefetch_related"}:
            names |= {str(s.value).partition("__")[0] for a in call.args for s in strings(a)}
    return names


def _shown(project: Project, view: Class) -> set[str]:
    """The field names that the view's serializer lists."""
    found = project.code.attribute(view, "serializer_class")
    serializer = project.code.class_of(found[0].module, found[1]) if found else None
    listed = serializer.meta("fields") if serializer else None
    return {str(field.value) for field in field_names(listed)}
