"""Checks of the models: whose rows they are, what they refer to, and their migrations."""

import ast
from collections.abc import Iterator

from ..code import Class, assigned, called, calls, is_true, keyword, string, strings
from ..domain import app_of, fields, is_core, is_workspace_model, relations
from ..frame import Finding, Severity, check
from ..introspection import broken, django_answers
from ..project import Project

_TEXT = {"CharField", "EmailField", "SlugField", "TextField", "URLField"}
_SCHEMA_BY_HAND = "tables come from migrations only"


@check(
    "ARC-02",
    "migrations are there for every app and in step with the models",
    severity=Severity.CRITICAL,
    weight=12,
    reason="A model without its migration works on one machine and breaks the next deployment.",
    fix="run `make migrations`, read what it wrote, and commit it",
    background=("django",),
)
def migrations_in_step(project: Project) -> Iterator[Finding]:
    answers = django_answers(project)["migrations"]
    fault = broken(answers)
    if fault:
        yield fault
        return
    for folder in answers["unmigrated"]:
        yield Finding(f"{folder}/models.py", 1, "the app has models and no migrations")
    for folder, names in answers["conflicts"].items():
        for name in names:
            others = ", ".join(other for other in names if other != name)
            yield Finding(f"{folder}/migrations/{name}.py", 1, f"this and {others} both come last")
    for change in answers["changes"]:
        file, line = _place_of_model(project, change["folder"], change["model"])
        yield Finding(file, line, f"no migration for: {change['text']}")


def _place_of_model(project: Project, folder: str, name: str) -> tuple[str, int]:
    for model in project.code.models():
        if f"apps/{app_of(model)}" == folder and model.name.lower() == name:
            return model.module.path, model.node.lineno
    return f"{folder}/models.py", 1


@check(
    "ARC-03",
    "no table is made without a migration",
    severity=Severity.CRITICAL,
    weight=8,
    reason="Tables that no migration knows are not there after the next deployment.",
    fix="use `python manage.py migrate`",
)
def no_tables_by_hand(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", "config", "manage.py", "tools", tests=True):
        for node in module.nodes:
            if not isinstance(node, ast.Call):
                continue
            arguments = [string(argument) for argument in node.args]
            listed = [literal.value for a in node.args for literal in strings(a)]
            if called(node) == "create_all":
                yield Finding(module.path, node.lineno, f"create_all(): {_SCHEMA_BY_HAND}")
            elif is_true(keyword(node, "run_syncdb")) or (
                "--run-syncdb" in [*arguments, *listed] and "archverify" not in module.path
            ):
                yield Finding(module.path, node.lineno, f"run-syncdb: {_SCHEMA_BY_HAND}")
    for path in project.files:
        if path.endswith((".py", ".md", ".txt")):
            continue
        for number, line in enumerate(project.lines(path), start=1):
            if "--run-syncdb" in line and not line.lstrip().startswith("#"):
                yield Finding(path, number, f"run-syncdb: {_SCHEMA_BY_HAND}")


@check(
    "ARC-04",
    "every model is of a workspace or global by choice",
    severity=Severity.MAJOR,
    weight=8,
    reason="A table without a workspace column cannot be kept apart by any filter.",
    fix="derive from WorkspaceModel, or from GlobalModel for reference data that all may read",
)
def known_bases(project: Project) -> Iterator[Finding]:
    code = project.code
    for model in _entity_models(project):
        if not is_core(code, model, "WorkspaceModel") and not is_core(code, model, "GlobalModel"):
            message = f"{model.name} derives from neither WorkspaceModel nor GlobalModel"
            yield Finding(model.module.path, model.node.lineno, message)


def _entity_models(project: Project) -> list[Class]:
    return [model for model in project.code.models() if app_of(model) in project.entity_apps]


@check(
    "ARC-05",
    "references say what a deletion does and what they are called from the other side",
    severity=Severity.MAJOR,
    weight=5,
    reason="Both are decisions about data; left open, they are taken by accident.",
    fix="give on_delete= and related_name=",
)
def explicit_references(project: Project) -> Iterator[Finding]:
    for model in _entity_models(project):
        for name, call in relations(model).items():
            what = f"{model.name}.{name}"
            needs_deletion = called(call) != "ManyToManyField" and len(call.args) < 2
            if needs_deletion and keyword(call, "on_delete") is None:
                yield Finding(model.module.path, call.lineno, f"{what} has no on_delete")
            if keyword(call, "related_name") is None:
                yield Finding(model.module.path, call.lineno, f"{what} has no related_name")


@check(
    "ARC-06",
    "what is unique is unique within its workspace",
    severity=Severity.MAJOR,
    weight=6,
    reason="Uniqueness across workspaces tells one customer which values another one uses.",
    fix='UniqueConstraint(fields=["workspace", ...]) instead of unique=True',
)
def unique_within_workspace(project: Project) -> Iterator[Finding]:
    code = project.code
    for model in _entity_models(project):
        if not is_workspace_model(code, model):
            continue
        path = model.module.path
        for name, call in fields(model).items():
            if is_true(keyword(call, "unique")):
                message = f"{model.name}.{name} is unique across all workspaces"
                yield Finding(path, call.lineno, message)
        together = model.meta("unique_together")
        if together is not None and "workspace" not in [s.value for s in strings(together)]:
            message = f"unique_together of {model.name} leaves the workspace out"
            yield Finding(path, together.lineno, message)
        constraints = model.meta("constraints")
        for call in calls(constraints) if constraints is not None else ():
            if called(call) == "UniqueConstraint" and not _names_workspace(call):
                message = f"a UniqueConstraint of {model.name} leaves the workspace out"
                yield Finding(path, call.lineno, message)


def _names_workspace(constraint: ast.Call) -> bool:
    parts = [*constraint.args, keyword(constraint, "fields")]
    return any(literal.value == "workspace" for part in parts for literal in strings(part))


@check(
    "ARC-07",
    "text without a value is empty, not null",
    severity=Severity.MINOR,
    weight=2,
    reason="Two kinds of nothing make every query and every client handle both.",
    fix='blank=True and default="" instead of null=True',
)
def text_is_not_null(project: Project) -> Iterator[Finding]:
    for model in _entity_models(project):
        for name, call in fields(model).items():
            if called(call) not in _TEXT or not is_true(keyword(call, "null")):
                continue
            if not _is_unique_text(model, name, call):
                message = f"{model.name}.{name} can be null and empty"
                yield Finding(model.module.path, call.lineno, message)


def _is_unique_text(model: Class, name: str, call: ast.Call) -> bool:
    """Unique text is the exception that Django itself makes: many rows may have none."""
    if is_true(keyword(call, "unique")):
        return True
    constraints = model.meta("constraints")
    return any(
        called(constraint) == "UniqueConstraint"
        and any(literal.value == name for literal in strings(keyword(constraint, "fields")))
        for constraint in (calls(constraints) if constraints is not None else ())
    )


@check(
    "ARC-15",
    "every list has an order",
    severity=Severity.MINOR,
    weight=2,
    reason="Without one, pages overlap and rows are shown twice or never.",
    fix="class Meta(WorkspaceModel.Meta), or Meta.ordering",
)
def ordered_models(project: Project) -> Iterator[Finding]:
    for model in _entity_models(project):
        meta = model.inner("Meta")
        if meta is None or assigned(meta.body, "ordering") is not None:
            continue
        if not meta.bases:
            message = f"Meta of {model.name} drops the order that its base class has"
            yield Finding(model.module.path, meta.lineno, message)
