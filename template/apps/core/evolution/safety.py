"""What each operation of a migration does to a product in use, and how to do it without a pause.

The facts are PostgreSQL's, from version 11 on. A table that the migration itself creates is empty,
so that nothing which is done to it can lock or destroy anything.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import singledispatch
from textwrap import wrap
from typing import Any

from django.contrib.postgres import operations as postgres
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import ModelOperation
from django.db.migrations.state import ModelState, ProjectState

from apps.core import operations
from apps.core.evolution import columns, effects
from apps.core.evolution.declared import Declared
from apps.core.evolution.effects import BRIEF, NOTHING, Effect, Level

WIDTH = 100
HEADING = "Know before it runs on a product in use; `manage.py explainmigrations` says more."


@dataclass(frozen=True, kw_only=True)
class Described(Effect):
    """One operation: what it does, and to what."""

    model: str
    field: str
    name: str  # of an index or a constraint
    operation: str

    @property
    def subject(self) -> str:
        return ".".join(part for part in (self.model, self.field or self.name) if part)

    def as_data(self) -> dict[str, Any]:
        about = ("model", "field", "name", "operation")
        said = ("level", "why", "breaks", "advice", "reversible")
        return {key: getattr(self, key) for key in (*about, *said)}


@dataclass(frozen=True)
class Scene:
    """Where an operation takes place: its app, and the models as they are before it."""

    app_label: str
    state: ProjectState

    def model(self, name: str) -> ModelState | None:
        return self.state.models.get((self.app_label, name.lower()))

    def field(self, model: str, name: str) -> models.Field | None:
        state = self.model(model)
        return _bound(state.fields[name], name) if state and name in state.fields else None

    def is_referred_to(self, model: str) -> bool:
        label = f"{self.app_label}.{model}".lower()
        return any(
            field.is_relation and columns.target_of(field) == label
            for state in self.state.models.values()
            for field in state.fields.values()
        )


def describe(
    operation: Operation,
    app_label: str,
    state_before: ProjectState,
    new_tables: Set[str] = frozenset(),
) -> Described:
    """Say what an operation does; `new_tables` are the models whose tables are still empty."""
    scene = Scene(app_label, state_before)
    model = _model_of(operation)
    effect = _effect(operation, scene)
    if model.lower() in new_tables:
        effect = Effect(Level.SAFE, "safe, the table is new", reversible=effect.reversible)
    if effect.level is Level.DESTRUCTIVE and _is_acknowledged(operation, scene):
        effect = replace(effect, why=f"{effect.why}, acknowledged in `dropped`")
    return Described(
        **vars(effect),
        model=_shown(operation, scene.model(model)) or model,
        field=_field_of(operation),
        name=_name_of(operation),
        operation=type(operation).__name__,
    )


def described(migration: migrations.Migration, state_before: ProjectState) -> Iterator[Described]:
    """Say what each operation of a migration does; `state_before` stays as it is."""
    state = state_before.clone()
    label = migration.app_label
    new = {name for app, name in state.models if app == label} if migration.initial else set()
    for place, operation in enumerate(migration.operations):
        entry = describe(operation, label, state, new)
        if isinstance(operation, migrations.RenameField) and entry.breaks:
            before, after = migration.operations[:place], migration.operations[place + 1 :]
            if operation.old_name in _names_given(before, operation.model_name_lower):
                entry = replace(entry, breaks="", advice="")  # a name for the time in between
            elif operation.old_name in _names_given(after, operation.model_name_lower):
                entry = replace(entry, breaks=f"`{operation.old_name}` means two different things")
        yield entry
        if isinstance(operation, migrations.CreateModel):
            new.add(operation.name_lower)
        if isinstance(operation, migrations.RenameModel) and operation.old_name_lower in new:
            new.add(operation.new_name_lower)
        operation.state_forwards(label, state)


def _names_given(steps: Sequence[Operation], model: str) -> set[str]:
    """The names that fields of a model get by renames and additions."""
    kinds = migrations.RenameField | migrations.AddField
    return {
        _field_of(each)
        for each in steps
        if isinstance(each, kinds) and each.model_name_lower == model
    }


def docstring(migration: migrations.Migration, state_before: ProjectState) -> str:
    """Return what has to be known of a migration, for the top of its file; "" if nothing has."""
    grave = [entry for entry in described(migration, state_before) if entry.worth_saying]
    if not grave:
        return ""
    lines = [HEADING, ""]
    for entry in grave:
        lines.append(f"{entry.operation} {entry.subject}".rstrip())
        for text in reasons(entry):
            lines += wrap(text, WIDTH, initial_indent="    ", subsequent_indent="        ")
    return "\n".join(lines) + "\n"


def reasons(effect: Effect) -> Iterator[str]:
    """Say in a line each what speaks against an operation."""
    yield effect.why if effect.level is Level.SAFE else f"{effect.level}: {effect.why}"
    if effect.breaks:
        yield f"while both versions run: {effect.breaks}"
    if effect.reversible is not True:
        yield f"reversal: {effect.reversible}"


def _is_acknowledged(operation: Operation, scene: Scene) -> bool:
    model = _shown(operation, scene.model(_model_of(operation)))
    field = _field_of(operation)
    names = [model, f"{model}.{field}"] if field else [model]
    return Declared.by_genome().allows(scene.app_label, names)


def _shown(operation: Operation, model: ModelState | None) -> str:
    """The name of a model as people write it, after the operation."""
    if isinstance(operation, migrations.RenameModel):
        return operation.new_name
    return model.name if model else ""


def _model_of(operation: Operation) -> str:
    """The model that an operation is about, by its name before."""
    if isinstance(operation, migrations.RenameModel):
        return operation.old_name
    if isinstance(operation, ModelOperation):
        return operation.name
    return getattr(operation, "model_name", None) or ""


def _field_of(operation: Operation) -> str:
    if isinstance(operation, migrations.RenameField):
        return operation.new_name
    if isinstance(operation, FieldOperation | operations.DataOperation):
        return operation.name
    return ""


def _name_of(operation: Operation) -> str:
    for attribute in ("index", "constraint"):
        if part := getattr(operation, attribute, None):
            return str(part.name)
    if isinstance(operation, migrations.RenameIndex | operations.RenameConstraint):
        return operation.new_name
    if isinstance(operation, ModelOperation | FieldOperation | operations.DataOperation):
        return ""
    return getattr(operation, "name", "") if hasattr(operation, "model_name") else ""


def _bound(field: models.Field, name: str) -> models.Field:
    """A copy of a field that knows its name and column, as the model would have it."""
    field = field.clone()
    field.set_attributes_from_name(name)
    return field


def _is_renamed(field: models.Field, name: str) -> bool:
    """Whether another name of a field means another name of its column or of its table."""
    if field.many_to_many:
        return getattr(field.remote_field, "through", None) is None
    return field.column != _bound(field, name).column


@singledispatch
def _effect(operation: Operation, scene: Scene) -> Effect:
    return Effect(
        Level.LOCKING,
        f"{type(operation).__name__} is not known: it may lock tables",
        "Read its SQL (`manage.py sqlmigrate`) before it runs on large tables.",
        reversible=operation.reversible or "it has no reverse",
    )


@_effect.register
def _(operation: migrations.CreateModel, scene: Scene) -> Effect:
    return Effect(Level.SAFE, "safe, a new table")


@_effect.register
def _(operation: migrations.DeleteModel, scene: Scene) -> Effect:
    return Effect(
        Level.DESTRUCTIVE,
        "destroys the table with all its rows",
        "First deliver code that no longer uses it; let this migration run when all of the code "
        "before has stopped. A copy of the rows: `pg_dump --table`.",
        breaks="code that still names it fails",
        reversible="the reverse makes the table without its rows",
    )


@_effect.register
def _(operation: migrations.AddField, scene: Scene) -> Effect:
    return columns.adding(_bound(operation.field, operation.name))


@_effect.register
def _(operation: migrations.RemoveField, scene: Scene) -> Effect:
    field = scene.field(operation.model_name, operation.name)
    return columns.removing(field) if field else _effect.dispatch(Operation)(operation, scene)


@_effect.register
def _(operation: migrations.AlterField, scene: Scene) -> Effect:
    old = scene.field(operation.model_name, operation.name)
    if old is None:
        return _effect.dispatch(Operation)(operation, scene)
    return columns.altering(old, _bound(operation.field, operation.name))


@_effect.register
def _(operation: operations.ConvertField, scene: Scene) -> Effect:
    old = scene.field(operation.model_name, operation.name)
    if old is None:
        return _effect.dispatch(Operation)(operation, scene)
    has_backfill = operation.backfill is not models.NOT_PROVIDED
    new = _bound(operation.field, operation.name)
    return columns.converting(old, new, has_backfill=has_backfill)


@_effect.register(operations.Backfill)
@_effect.register(operations.EncryptRows)
def _(operation: operations.DataOperation, scene: Scene) -> Effect:
    effect = Effect(
        Level.LOCKING,
        "changes every row, and locks it until the migration ends",
        "On a large table: let it run when the product is quiet.",
    )
    if isinstance(operation, operations.EncryptRows):
        return replace(effect, breaks="code that reads plain text gets what is encrypted")
    return effect


@_effect.register
def _(operation: migrations.RenameField, scene: Scene) -> Effect:
    old = scene.field(operation.model_name, operation.old_name)
    if old is not None and not _is_renamed(old, operation.new_name):
        return Effect(Level.SAFE, NOTHING)
    return effects.renaming(operation.old_name)


@_effect.register
def _(operation: migrations.RenameModel, scene: Scene) -> Effect:
    old = scene.model(operation.old_name)
    if old is not None and old.options.get("db_table"):
        return Effect(Level.SAFE, NOTHING)
    effect = effects.renaming(operation.old_name)
    if scene.is_referred_to(operation.old_name):
        why = "locks the tables that refer to it while their references are checked"
        return replace(effect, level=Level.LOCKING, why=why)
    return effect


@_effect.register
def _(operation: migrations.AlterModelTable, scene: Scene) -> Effect:
    return effects.renaming(operation.name)


@_effect.register
def _(operation: migrations.AddIndex, scene: Scene) -> Effect:
    return effects.INDEXING


@_effect.register
def _(operation: postgres.AddIndexConcurrently, scene: Scene) -> Effect:
    return Effect(Level.SAFE, "safe, writes go on while the index is built")


@_effect.register(migrations.RemoveIndex)
@_effect.register(migrations.RenameIndex)
@_effect.register(operations.RenameConstraint)
@_effect.register(migrations.AlterModelTableComment)
def _(operation: Operation, scene: Scene) -> Effect:
    return Effect(Level.SAFE, BRIEF)


@_effect.register
def _(operation: migrations.RemoveConstraint, scene: Scene) -> Effect:
    return Effect(Level.SAFE, BRIEF, breaks="code that counts on it may meet what it refused")


@_effect.register
def _(operation: postgres.CreateExtension, scene: Scene) -> Effect:
    return Effect(Level.SAFE, "safe, touches no table")


@_effect.register(migrations.AlterModelOptions)
@_effect.register(migrations.AlterModelManagers)
@_effect.register(operations.RecordRenames)
def _(operation: Operation, scene: Scene) -> Effect:
    return Effect(Level.SAFE, NOTHING)


@_effect.register
def _(operation: migrations.AddConstraint, scene: Scene) -> Effect:
    return effects.constraining(operation.constraint)


@_effect.register
def _(operation: postgres.AddConstraintNotValid, scene: Scene) -> Effect:
    return Effect(Level.SAFE, "safe, brief lock; rows are not checked yet")


@_effect.register
def _(operation: postgres.ValidateConstraint, scene: Scene) -> Effect:
    return Effect(Level.SAFE, "safe, reads and writes go on while rows are checked")


@_effect.register(migrations.RunPython)
@_effect.register(migrations.RunSQL)
def _(operation: migrations.RunPython | migrations.RunSQL, scene: Scene) -> Effect:
    return Effect(
        Level.LOCKING,
        "not known: it runs code of its own",
        "Rows that it changes stay locked until the migration ends: change many in batches, in a "
        "migration with `atomic = False`.",
        reversible=operation.reversible or "it has no reverse",
    )


@_effect.register
def _(operation: migrations.SeparateDatabaseAndState, scene: Scene) -> Effect:
    state = scene.state.clone()
    found = [Effect(Level.SAFE, NOTHING)]
    for part in operation.database_operations:
        found.append(_effect(part, replace(scene, state=state)))
        part.state_forwards(scene.app_label, state)
    return effects.together(found)
