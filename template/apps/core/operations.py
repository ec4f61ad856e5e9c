"""Operations that migrations have besides Django's own; written by `manage.py makemigrations`.

Migrations name them for ever: an operation may get another inside, but no other meaning.
"""

from collections.abc import Sequence
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ProjectState

from apps.core.evolution import identifiers, references, rows


class TwoWayOperation(Operation):
    """Changes one table; its reverse is the same change, by other names or values."""

    model_name: str

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self._run(app_label, schema_editor, from_state, to_state, forwards=True)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self._run(app_label, schema_editor, from_state, to_state, forwards=False)

    def _run(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
        *,
        forwards: bool,
    ) -> None:
        after = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, after):
            before = from_state.apps.get_model(app_label, self.model_name)
            self.change(schema_editor, before, after, forwards=forwards)

    def change(
        self,
        schema_editor: BaseDatabaseSchemaEditor,
        before: type[models.Model],
        after: type[models.Model],
        *,
        forwards: bool,
    ) -> None:
        """Make a table of the model `before` one of the model `after`."""
        raise NotImplementedError


class RenameField(TwoWayOperation, migrations.RenameField):
    """Rename a field, and what names it: indexes, constraints, ordering, generated fields."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        model = state.models[app_label, self.model_name_lower]
        references.rename(model, self.old_name, self.new_name)
        super().state_forwards(app_label, state)

    def change(
        self,
        schema_editor: BaseDatabaseSchemaEditor,
        before: type[models.Model],
        after: type[models.Model],
        *,
        forwards: bool,
    ) -> None:
        names = [self.old_name, self.new_name]
        former, name = names if forwards else reversed(names)
        old: Any = before._meta.get_field(former)
        new: Any = after._meta.get_field(name)
        identifiers.rename_column(schema_editor, before, old, new)

    def reduce(self, operation: Operation, app_label: str) -> bool:
        return False  # the history of names must stay readable


class RenameModel(migrations.RenameModel):
    """Rename a model, its table, and what Django has named after it."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        # Django's own database_backwards comes by here, too, with the names exchanged.
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        new = to_state.apps.get_model(app_label, self.new_name)
        if self.allow_migrate_model(schema_editor.connection.alias, new):
            old = from_state.apps.get_model(app_label, self.old_name)
            identifiers.rename_related(schema_editor, old, new)

    def reduce(self, operation: Operation, app_label: str) -> bool:
        return False  # the history of names must stay readable


class RecordRenames(Operation):
    """Note that renames in a ring are behind us: made just before, or never to be made.

    A project that is new has nothing to rename. Without this note, a declared swap of two names
    would look like one that is still to be made: both names are there, before and after.
    """

    reduces_to_sql = True
    elidable = False

    def __init__(
        self,
        models: Sequence[tuple[str, str]] = (),
        fields: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        """models: former name, name; fields: model, former name, name."""
        self.models = list(models)
        self.fields = list(fields)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        said = {"models": self.models, "fields": self.fields}
        return type(self).__name__, [], {key: value for key, value in said.items() if value}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(self, *args: Any) -> None:
        pass

    def database_backwards(self, *args: Any) -> None:
        pass

    def describe(self) -> str:
        names = [f"{former} -> {name}" for former, name in self.models]
        names += [f"{model}.{former} -> {name}" for model, former, name in self.fields]
        return f"Note that these renames are not to be made (again): {', '.join(names)}"

    @property
    def migration_name_fragment(self) -> str:
        return "record_renames"


class RenameConstraint(TwoWayOperation, IndexOperation):
    """Rename a constraint; nothing is checked or built again."""

    category = OperationCategory.ALTERATION
    option_name = "constraints"

    def __init__(self, model_name: str, old_name: str, new_name: str) -> None:
        self.model_name = model_name
        self.old_name = old_name
        self.new_name = new_name

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        names = ("model_name", "old_name", "new_name")
        return type(self).__name__, [], {name: getattr(self, name) for name in names}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        model = state.models[app_label, self.model_name_lower]
        constraint = model.get_constraint_by_name(self.old_name).clone()
        constraint.name = self.new_name
        state.alter_constraint(app_label, self.model_name_lower, self.old_name, constraint)

    def change(
        self,
        schema_editor: BaseDatabaseSchemaEditor,
        before: type[models.Model],
        after: type[models.Model],
        *,
        forwards: bool,
    ) -> None:
        names = [self.old_name, self.new_name]
        former, name = names if forwards else reversed(names)
        statement = "ALTER TABLE {table} RENAME CONSTRAINT {old} TO {new}"
        constraints = {constraint.name: constraint for constraint in after._meta.constraints}
        if isinstance(constraints[name], models.UniqueConstraint):
            # Renames the constraint along with its index, where there is one.
            statement = "ALTER INDEX {old} RENAME TO {new}"
        table = after._meta.db_table
        identifiers.run(schema_editor, statement, table=table, old=former, new=name)

    def describe(self) -> str:
        return f"Rename constraint {self.old_name} on {self.model_name} to {self.new_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"rename_{self.old_name.lower()}_{self.new_name.lower()}"


class ConvertField(TwoWayOperation, migrations.AlterField):
    """Alter a field together with its rows.

    Rows that do not fit get `backfill`. Without one, a single such row fails the migration, and
    nothing is altered: no value is ever cut or rounded. It is reversed in the same way.
    """

    reduces_to_sql = False
    atomic = True

    def __init__(
        self,
        model_name: str,
        name: str,
        field: models.Field,
        backfill: Any = models.NOT_PROVIDED,
    ) -> None:
        super().__init__(model_name, name, field)
        self.backfill = backfill

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        name, args, kwargs = super().deconstruct()
        if self.backfill is not models.NOT_PROVIDED:
            kwargs["backfill"] = self.backfill
        return name, args, kwargs

    def change(
        self,
        schema_editor: BaseDatabaseSchemaEditor,
        before: type[models.Model],
        after: type[models.Model],
        *,
        forwards: bool,
    ) -> None:
        old: Any = before._meta.get_field(self.name)
        new: Any = after._meta.get_field(self.name)
        backfill = self.backfill if forwards else models.NOT_PROVIDED
        rows.convert(schema_editor, before, old, new, backfill)

    def describe(self) -> str:
        return f"Convert field {self.name} on {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"convert_{self.model_name_lower}_{self.name_lower}"

    def reduce(self, operation: Operation, app_label: str) -> bool:
        return False  # what the rows go through is more than the last definition


class DataOperation(TwoWayOperation):
    """Changes the rows of one field, and no table. Its reverse leaves the rows as they are."""

    category = OperationCategory.PYTHON
    reduces_to_sql = False
    atomic = True

    def __init__(self, model_name: str, name: str) -> None:
        self.model_name = model_name
        self.name = name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def change(
        self,
        schema_editor: BaseDatabaseSchemaEditor,
        before: type[models.Model],
        after: type[models.Model],
        *,
        forwards: bool,
    ) -> None:
        self.change_rows(schema_editor, after, forwards=forwards)
        rows.settle(schema_editor)

    def change_rows(
        self,
        schema_editor: BaseDatabaseSchemaEditor,
        model: type[models.Model],
        *,
        forwards: bool,
    ) -> None:
        raise NotImplementedError


class Backfill(DataOperation):
    """Give the rows that are there a value in a field that has just been added."""

    def __init__(self, model_name: str, name: str, value: Any, encrypted: bool = False) -> None:
        super().__init__(model_name, name)
        self.value = value
        self.encrypted = encrypted

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kwargs = {"model_name": self.model_name, "name": self.name, "value": self.value}
        if self.encrypted:
            kwargs["encrypted"] = True
        return type(self).__name__, [], kwargs

    def change_rows(
        self,
        schema_editor: BaseDatabaseSchemaEditor,
        model: type[models.Model],
        *,
        forwards: bool,
    ) -> None:
        objects = model._base_manager.using(schema_editor.connection.alias)
        if forwards and objects.exists():
            value = rows.encrypted(self.value) if self.encrypted else self.value
            objects.update(**{self.name: value})

    def describe(self) -> str:
        return f"Fill field {self.name} of the rows of {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"backfill_{self.model_name.lower()}_{self.name.lower()}"


class EncryptRows(DataOperation):
    """Encrypt the text of every row; reversed, decrypt it. Both need FIELD_ENCRYPTION_KEYS."""

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"model_name": self.model_name, "name": self.name}

    def change_rows(
        self,
        schema_editor: BaseDatabaseSchemaEditor,
        model: type[models.Model],
        *,
        forwards: bool,
    ) -> None:
        written = rows.encrypted if forwards else rows.decrypted
        rows.rewrite(schema_editor, model, self.name, written)

    def describe(self) -> str:
        return f"Encrypt field {self.name} of the rows of {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"encrypt_{self.model_name.lower()}_{self.name.lower()}"
