"""What the project's classes are for: workspace models, views, serializers, references."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from .code import Class, Code, called, dotted, string, strings
from .project import BUILT_IN_APPS, Project, is_test_code

_RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
_VIEW_MODULES = ("rest_framework.views.", "rest_framework.generics.", "rest_framework.viewsets.")


def app_of(cls: Class) -> str:
    """The app folder that a class stands in, or ""."""
    parts = PurePosixPath(cls.module.path).parts
    return parts[1] if len(parts) > 2 and parts[0] == "apps" else ""


def is_core(code: Code, cls: Class, name: str) -> bool:
    """Whether a class derives from the class of that name in apps.core, wherever core keeps it."""
    return any(
        base.startswith("apps.core.") and base.endswith(f".{name}")
        for own in code.ancestry(cls)
        for base in code.bases(own)
    )


def is_workspace_model(code: Code, cls: Class) -> bool:
    """Whether the rows of a model belong to one workspace."""
    return is_core(code, cls, "WorkspaceModel")


def views(project: Project, *, built_in: bool = False) -> Iterator[Class]:
    """The API views of the entity apps, and those of core and users if asked for.

    A class that others derive from and that names no serializer is a base, not a view.
    """
    code = project.code
    parents = {base for cls in code.classes.values() for base in code.bases(cls)}
    for cls in code.classes.values():
        app = app_of(cls)
        if not app or is_test_code(cls.module.path) or (app in BUILT_IN_APPS and not built_in):
            continue
        if not any(
            base.startswith(_VIEW_MODULES) for own in code.ancestry(cls) for base in code.bases(own)
        ):
            continue
        is_base = cls.qualified_name in parents and code.attribute(cls, "serializer_class") is None
        if not is_base:
            yield cls


def viewsets(project: Project) -> Iterator[Class]:
    """The views of the entity apps that serve records: viewsets and concrete generic views."""
    code = project.code
    for cls in views(project):
        bases = [base for own in code.ancestry(cls) for base in code.bases(own)]
        if any(
            base.startswith("rest_framework.viewsets.")
            or (base.startswith("rest_framework.generics.") and not base.endswith("GenericAPIView"))
            for base in bases
        ):
            yield cls


def serializers(project: Project) -> Iterator[Class]:
    """The serializers of all apps."""
    code = project.code
    for cls in code.classes.values():
        app = app_of(cls)
        if not app or is_test_code(cls.module.path):
            continue
        bases = [base for own in code.ancestry(cls) for base in code.bases(own)]
        if any(base.startswith("rest_framework.serializers.") for base in bases):
            yield cls


def model_of_serializer(code: Code, serializer: Class) -> Class | None:
    """The model that a serializer's `Meta` names."""
    for own in code.ancestry(serializer):
        model = own.meta("model")
        if model is not None:
            return code.class_of(own.module, model)
    return None


def model_of_view(code: Code, view: Class) -> Class | None:
    """The model that a view serves, by its serializer."""
    found = code.attribute(view, "serializer_class")
    serializer = code.class_of(found[0].module, found[1]) if found else None
    return model_of_serializer(code, serializer) if serializer else None


def fields(model: Class) -> dict[str, ast.Call]:
    """The fields that a model itself declares: every `name = something.SomethingField(...)`."""
    found = {}
    for node in model.node.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(node, ast.AnnAssign):
            target = node.target
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(target, ast.Name):
            continue
        if isinstance(node.value, ast.Call) and is_field(node.value):
            found[target.id] = node.value
    return found


def is_field(call: ast.Call) -> bool:
    """Whether a call makes a model field."""
    name = called(call)
    return name.endswith("Field") or name in _RELATIONS


def all_relations(code: Code, model: Class) -> dict[str, ast.Call]:
    """The references of a model, those that it inherits too, but for its workspace."""
    found: dict[str, ast.Call] = {}
    for own in code.ancestry(model):
        found = relations(own) | found
    found.pop("workspace", None)
    return found


def relations(model: Class) -> dict[str, ast.Call]:
    """The fields of a model that refer to other records."""
    return {name: call for name, call in fields(model).items() if called(call) in _RELATIONS}


def names_in(code: Code, cls: Class, node: ast.expr) -> list[str]:
    """Canonical names of the classes in a list such as `permission_classes`.

    `[*Base.permission_classes, Other]` and `Base.permission_classes + [Other]` are followed.
    """
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [name for element in node.elts for name in names_in(code, cls, element)]
    if isinstance(node, ast.Starred):
        return names_in(code, cls, node.value)
    if isinstance(node, ast.BinOp):
        return names_in(code, cls, node.left) + names_in(code, cls, node.right)
    if isinstance(node, ast.Attribute):
        owner = code.class_of(cls.module, node.value)
        found = code.attribute(owner, node.attr) if owner else None
        if found is not None:
            return names_in(code, *found)
    name = code.resolve(cls.module, node)
    return [name] if name else []


def field_names(node: ast.expr | None) -> list[ast.Constant]:
    """The literals of a list of names, or the keys of a mapping."""
    if isinstance(node, ast.Dict):
        return [key for key in node.keys if isinstance(key, ast.Constant) and string(key)]
    return strings(node)


def is_current_workspace(node: ast.expr) -> bool:
    """Whether an expression is the active workspace of the user who asks."""
    return dotted(node).split(".")[-2:] in (
        ["user", "active_workspace"],
        ["user", "active_workspace_id"],
    )
