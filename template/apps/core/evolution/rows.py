"""Rows that go from one definition of a field to another, in SQL, without losing anything."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import DataError, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from apps.core.evolution import conversions, kinds
from apps.core.evolution.kinds import AnyField

EXAMPLES = 3
BATCH = 500


class RowsDoNotFitError(DataError):
    """Rows hold what a field would not hold any more."""


def convert(
    editor: BaseDatabaseSchemaEditor,
    model: type[models.Model],
    old: AnyField,
    new: AnyField,
    backfill: Any,
) -> None:
    """Alter a column so that every row keeps its value, gets `backfill`, or all stays as it is."""
    table, column = editor.quote_name(model._meta.db_table), editor.quote_name(str(old.column))
    has_backfill = backfill is not models.NOT_PROVIDED
    instead = _literal(editor, new, _prepared(old, new, backfill)) if has_backfill else None
    cases = conversions.Cases(old, new, column, partial(_literal, editor, new), instead)
    if cases.are_kept_as_they_lie:
        editor.alter_field(model, old, new)
        return
    # What alters the table needs this lock anyway; now no other row can come in between.
    _execute(editor, f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
    for function in cases.functions:
        _execute(editor, function)
    if not has_backfill:
        _refuse(editor, model, new, cases.misfit)
    if cases.is_retyped and not isinstance(old, ArrayField):
        with _using(editor, cases.value):
            editor.alter_field(model, old, new)
        return
    if cases.filler:
        _update(editor, table, f"{column} = {cases.filler}", cases.is_unfilled)
    if instead and cases.misfit != conversions.NEVER:
        _update(editor, table, f"{column} = {instead}", cases.misfit)
    settle(editor)
    editor.alter_field(model, old, new)


def settle(editor: BaseDatabaseSchemaEditor) -> None:
    """Check now what is to be checked at the end: a table with open checks cannot be altered."""
    _execute(editor, "SET CONSTRAINTS ALL IMMEDIATE")
    _execute(editor, "SET CONSTRAINTS ALL DEFERRED")


def rewrite(
    editor: BaseDatabaseSchemaEditor,
    model: type[models.Model],
    name: str,
    change: Callable[[str], str],
) -> None:
    """Write the text of every row anew, a few at a time; what is empty stays so."""
    objects = model._base_manager.using(editor.connection.alias)
    filled = objects.exclude(**{name: ""}).filter(**{f"{name}__isnull": False})
    keys = list(filled.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        some = list(objects.filter(pk__in=keys[start : start + BATCH]))
        for record in some:
            setattr(record, name, change(getattr(record, name)))
        objects.bulk_update(some, [name])


def encrypted(text: str) -> str:
    """Return what the application stores for a text.

    The text itself where nothing is encrypted any more: a migration further on drops the field.
    """
    return str(_encrypted_field().get_prep_value(text)) if _has_encryption() else text


def decrypted(token: str) -> str:
    return str(_encrypted_field().from_db_value(token, None, None)) if _has_encryption() else token


def _has_encryption() -> bool:
    return find_spec("apps.core.encryption") is not None


def _encrypted_field() -> Any:
    """Return the field; its module is there while the genome has an encrypted field."""
    return import_module("apps.core.encryption").EncryptedTextField()


def _prepared(old: AnyField, new: AnyField, backfill: Any) -> Any:
    """Return a value as it is stored; plain text where rows are still to be encrypted."""
    both = kinds.is_encrypted(old) and kinds.is_encrypted(new)
    return encrypted(backfill) if both else backfill


def _refuse(
    editor: BaseDatabaseSchemaEditor, model: type[models.Model], field: AnyField, misfit: str
) -> None:
    """Raise an error that names some rows, if there are any that do not fit."""
    if misfit == conversions.NEVER:
        return
    table = editor.quote_name(model._meta.db_table)
    key = editor.quote_name(str(model._meta.pk.column))
    rows = f"FROM {table} WHERE {misfit}"
    (count,) = _found(editor, f"SELECT count(*) {rows}")
    if not count:
        return
    some = _found(editor, f"SELECT {key} {rows} ORDER BY {key} LIMIT {EXAMPLES}")
    examples = ", ".join(map(str, some))
    more = ", ..." if count > EXAMPLES else ""
    one = count == 1
    raise RowsDoNotFitError(
        f"{model._meta.object_name}.{field.name}: {count} row{'' if one else 's'} "
        f"do{'es' if one else ''} not fit into {conversions.description(field)} "
        f"(id {examples}{more}). Nothing was changed.\n"
        "  Mend these rows and migrate again; or take the edit back, say a backfill, apply anew."
    )


@contextmanager
def _using(editor: Any, expression: str) -> Iterator[None]:
    """Let a column that changes its type get its values by an expression."""
    # Django puts it through two rounds of %-formatting.
    clause = f" USING {expression}".replace("%", "%%%%")
    editor._using_sql = lambda new_field, old_field: clause
    try:
        yield
    finally:
        del editor._using_sql


def _literal(editor: Any, field: AnyField, value: Any) -> str:
    return str(editor.quote_value(field.get_db_prep_save(value, editor.connection)))


def _found(editor: BaseDatabaseSchemaEditor, query: str) -> list[Any]:
    """Return the first column of what a query finds."""
    with editor.connection.cursor() as cursor:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]


def _update(editor: BaseDatabaseSchemaEditor, table: str, change: str, condition: str) -> None:
    _execute(editor, f"UPDATE {table} SET {change} WHERE {condition}")  # noqa: S608


def _execute(editor: BaseDatabaseSchemaEditor, sql: str) -> None:
    editor.execute(sql, None)
