"""Checks of what serializers show and filters tell."""

import ast
from collections.abc import Iterator

from ..code import Class, Code, called, calls, dotted
from ..domain import (
    app_of,
    field_names,
    is_core,
    is_workspace_model,
    model_of_serializer,
    model_of_view,
    relations,
    serializers,
    views,
)
from ..frame import Finding, Severity, check
from ..project import BUILT_IN_APPS, Project, is_test_code


@check(
    "SEC-04",
    "serializers list their fields, and never the workspace",
    severity=Severity.MAJOR,
    weight=6,
    reason="`__all__` publishes the next column that is added; a writable workspace moves rows.",
    fix="name the fields in Meta.fields; core sets the workspace itself",
)
def listed_fields(project: Project) -> Iterator[Finding]:
    code = project.code
    for serializer in serializers(project):
        path, name = serializer.module.path, serializer.name
        listed = serializer.meta("fields")
        excluded = serializer.meta("exclude")
        if excluded is not None:
            yield Finding(
                path, excluded.lineno, f"{name} says what it leaves out, not what it shows"
            )
        if isinstance(listed, ast.Attribute) or any(
            field.value == "__all__" for field in field_names(listed)
        ):
            line = listed.lineno if listed is not None else serializer.node.lineno
            yield Finding(path, line, f"{name} does not list its fields")
        model = model_of_serializer(code, serializer)
        if model is None or app_of(model) in BUILT_IN_APPS or not is_workspace_model(code, model):
            continue
        own = serializer.attribute("workspace")
        places = [field for field in field_names(listed) if field.value == "workspace"]
        for place in [*places, *([own] if own is not None else [])]:
            yield Finding(path, place.lineno, f"{name} exposes the workspace")


@check(
    "SEC-05",
    "filters on references take ids and look nothing up",
    severity=Severity.MAJOR,
    weight=5,
    reason="A choice filter answers differently for unknown ids and for another workspace's.",
    fix="declare the filter as django_filters.UUIDFilter",
)
def id_filters(project: Project) -> Iterator[Finding]:
    code = project.code
    for cls in code.classes.values():
        if not app_of(cls) or is_test_code(cls.module.path):
            continue
        bases = [base for own in code.ancestry(cls) for base in code.bases(own)]
        if not any(base.rpartition(".")[2] == "FilterSet" for base in bases):
            continue
        yield from _lookups(cls)
        if app_of(cls) == "core":
            yield from _unsafe_defaults(cls)
        elif not _is_core_filterset(code, cls):
            yield from _undeclared(code, cls)
    for view in views(project):
        listed = view.attribute("filterset_fields")
        target = model_of_view(code, view)
        for field in field_names(listed):
            if target and field.value in relations(target):
                message = f"{view.name} leaves the kind of filter for {field.value} to the library"
                yield Finding(view.module.path, field.lineno, message)


def _unsafe_defaults(filterset: Class) -> Iterator[Finding]:
    """Relations that a filter set of core leaves to the library's lookups."""
    defaults = filterset.attribute("FILTER_DEFAULTS")
    if isinstance(defaults, ast.Dict):
        named = {dotted(key).rpartition(".")[2] for key in defaults.keys if key is not None}
        for relation in sorted({"ForeignKey", "OneToOneField", "ManyToManyField"} - named):
            message = f"{filterset.name} leaves the kind of filter for {relation} to the library"
            yield Finding(filterset.module.path, defaults.lineno, message)


def _is_core_filterset(code: Code, cls: Class) -> bool:
    """Whether a filter set derives from those of core, which filter references by id."""
    return is_core(code, cls, "WorkspaceFilterSet") or is_core(code, cls, "GlobalFilterSet")


def _undeclared(code: Code, filterset: Class) -> Iterator[Finding]:
    model = filterset.meta("model")
    target = code.class_of(filterset.module, model) if model is not None else None
    for field in field_names(filterset.meta("fields")) if target else ():
        name = str(field.value)
        if target and name in relations(target) and filterset.attribute(name) is None:
            message = f"{filterset.name} leaves the kind of filter for {name} to the library"
            yield Finding(filterset.module.path, field.lineno, message)


def _lookups(filterset: Class) -> Iterator[Finding]:
    for call in calls(filterset.node):
        if called(call).startswith("Model") and called(call).endswith("ChoiceFilter"):
            message = f"{filterset.name} uses {called(call)}"
            yield Finding(filterset.module.path, call.lineno, message)
