"""Composite foreign keys: a row can only point to a row of its own workspace.

PostgreSQL checks foreign keys past row-level security, so an id of another workspace would be
accepted, and a cascade of theirs would reach a row of ours. `(workspace_id, project_id)` cannot.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.backends.utils import truncate_name
from psycopg.sql import SQL, Identifier

from apps.core.tenancy.policies import TENANT, concrete_models, is_tenant, is_tenant_key

KEY_PREFIX, PAIR_PREFIX = "same_workspace_", "in_workspace_"
NAME_LENGTH = 63
ROWS_ACROSS = SQL(
    "SELECT own.id::text, count(*) OVER () FROM {table} own"
    " JOIN {target} target ON target.id = own.{column}"
    " WHERE target.workspace_id <> own.workspace_id ORDER BY own.id LIMIT %s"
)


@dataclass(frozen=True)
class Key:
    """A composite foreign key from one tenant table to another."""

    table: str
    column: str
    target: str

    @property
    def name(self) -> str:
        return key_name(self.column)

    @property
    def sql(self) -> str:
        quoted = connection.ops.quote_name
        return (
            f"ALTER TABLE {quoted(self.table)} ADD CONSTRAINT {quoted(self.name)} "
            f"FOREIGN KEY (workspace_id, {quoted(self.column)}) "
            f"REFERENCES {quoted(self.target)} (workspace_id, id) DEFERRABLE INITIALLY DEFERRED"
        )

    def rows_across(self, shown: int) -> tuple[int, list[str]]:
        """Return how many rows point to another workspace, and the ids of some."""
        names = {"table": self.table, "target": self.target, "column": self.column}
        query = ROWS_ACROSS.format(**{name: Identifier(text) for name, text in names.items()})
        with connection.cursor() as cursor:
            cursor.execute(query.as_string(), [shown])
            rows = cursor.fetchall()
        return (rows[0][1] if rows else 0), [row for row, _ in rows]


def key_name(column: str) -> str:
    """Return what the composite key of a column is called."""
    return truncate_name(f"{KEY_PREFIX}{column}", NAME_LENGTH, 6)


def pair_name(table: str) -> str:
    """Return what the unique (workspace_id, id) of a table is called, to which keys point."""
    return truncate_name(f"{PAIR_PREFIX}{table}", NAME_LENGTH, 6)


def expected_keys() -> list[Key]:
    """Return the composite keys of all tenant tables."""
    return [
        Key(model._meta.db_table, field.column, field.related_model._meta.db_table)
        for model in concrete_models()
        if is_tenant(model)
        for field in _references(model)
    ]


def _references(model: type[models.Model]) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if field.name != TENANT and is_tenant_key(field)
    ]
