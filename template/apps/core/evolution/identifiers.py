"""Names that Django gives to columns' indexes and constraints by itself, kept in step with them.

Django leaves them as they were when a column or a table is renamed. Something new under the former
name would then ask for the same names, and what a violated constraint is about could not be read
from its name.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement

SUFFIXES = ("", "_like", "_uniq")


def run(editor: BaseDatabaseSchemaEditor, statement: str, **names: str) -> None:
    """Run a statement with names in it, which are quoted."""
    quoted = {key: editor.quote_name(name) for key, name in names.items()}
    editor.execute(statement.format_map(quoted), None)


def rename_column(
    editor: BaseDatabaseSchemaEditor,
    model: type[models.Model],
    old: models.Field,
    new: models.Field,
) -> None:
    """Rename a column, or the table of a many-to-many, with what is named after it."""
    if old.many_to_many:
        editor.alter_field(model, old, new)
        rename_through(editor, old, new)
        return
    if old.column is None or new.column is None or old.column == new.column:
        return
    table = model._meta.db_table
    kind = new.db_parameters(editor.connection)["type"]
    editor.execute(editor._rename_field_sql(table, old, new, kind))  # type: ignore[attr-defined]
    for statement in editor.deferred_sql:
        if isinstance(statement, Statement):
            statement.rename_column_references(table, old.column, new.column)
    _rename(editor, table, table, old, new)


def rename_table(
    editor: BaseDatabaseSchemaEditor, old: type[models.Model], new: type[models.Model]
) -> None:
    """Rename what is named after a table or its columns; they have their new names already."""
    before, after = old._meta, new._meta
    for old_field, new_field in zip(
        before.local_concrete_fields, after.local_concrete_fields, strict=True
    ):
        _rename(editor, before.db_table, after.db_table, old_field, new_field)
    for old_names, new_names in zip(before.unique_together, after.unique_together, strict=True):
        _rename_index(
            editor,
            _name(editor, before.db_table, _columns(old, old_names), "_uniq"),
            _name(editor, after.db_table, _columns(new, new_names), "_uniq"),
        )


def rename_through(editor: BaseDatabaseSchemaEditor, old: Any, new: Any) -> None:
    """Rename what belongs to the table of a many-to-many that Django has made."""
    through = new.remote_field.through
    if through._meta.auto_created:
        rename_table(editor, old.remote_field.through, through)


def rename_related(
    editor: BaseDatabaseSchemaEditor, old: type[models.Model], new: type[models.Model]
) -> None:
    """Rename what is named after a model in its own table and in those between it and others."""
    rename_table(editor, old, new)
    for before, after in zip(
        old._meta.local_many_to_many, new._meta.local_many_to_many, strict=True
    ):
        rename_through(editor, before, after)
    theirs = {_identity(field): field for field in _incoming(new)}
    for field in _incoming(old):
        if field.model is not old:
            rename_through(editor, field, theirs[_identity(field)])


def _incoming(model: type[models.Model]) -> Iterator[Any]:
    for relation in model._meta.related_objects:
        if relation.many_to_many:
            yield relation.field


def _identity(field: Any) -> tuple[str, str]:
    return field.model._meta.label_lower, field.name


def _rename(
    editor: BaseDatabaseSchemaEditor, old_table: str, new_table: str, old: Any, new: Any
) -> None:
    for suffix in SUFFIXES:
        _rename_index(
            editor,
            _name(editor, old_table, [old.column], suffix),
            _name(editor, new_table, [new.column], suffix),
        )
    # So PostgreSQL calls a constraint that stands inside CREATE TABLE or ADD COLUMN.
    _rename_index(editor, f"{old_table}_{old.column}_key", f"{new_table}_{new.column}_key")
    if old.remote_field and new.remote_field and new.db_constraint:
        _rename_constraint(
            editor,
            new_table,
            _foreign_key(editor, old_table, old),
            _foreign_key(editor, new_table, new),
        )


def _rename_index(editor: BaseDatabaseSchemaEditor, old: str, new: str) -> None:
    if old != new:
        run(editor, "ALTER INDEX IF EXISTS {old} RENAME TO {new}", old=old, new=new)


def _rename_constraint(editor: BaseDatabaseSchemaEditor, table: str, old: str, new: str) -> None:
    if old == new:
        return
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_constraint WHERE conname = %s AND conrelid = to_regclass(%s)",
            [old, editor.quote_name(table)],
        )
        if cursor.fetchone() is None:
            return
    statement = "ALTER TABLE {table} RENAME CONSTRAINT {old} TO {new}"
    run(editor, statement, table=table, old=old, new=new)


def _name(editor: Any, table: str, columns: list[str], suffix: str) -> str:
    return str(editor._create_index_name(table, columns, suffix))


def _foreign_key(editor: BaseDatabaseSchemaEditor, table: str, field: Any) -> str:
    target = field.target_field
    suffix = f"_fk_{target.model._meta.db_table}_{target.column}"
    return _name(editor, table, [field.column], suffix)


def _columns(model: type[models.Model], names: Any) -> list[str]:
    return [str(model._meta.get_field(name).column) for name in names]  # type: ignore[union-attr]
