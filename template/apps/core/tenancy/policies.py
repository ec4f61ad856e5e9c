"""Row-level security: which rows of a table the app's role may see and write.

Every model with a `workspace` gets the policy by itself, and so do the tables behind its
many-to-many fields. PLATFORM lists the tables that no workspace owns, each with its reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from apps.core.models import GlobalModel
from apps.users.models import Membership, Workspace

TENANT = "workspace"

PLATFORM = {
    "account": "e-mail addresses of people, who may be members of several workspaces",
    "admin": "what platform staff did in the admin",
    "auth": "groups and permissions of platform staff",
    "contenttypes": "names of models",
    "mfa": "second factors of people",
    "sessions": "sessions of people",
    "socialaccount": "sign-ins by other providers",
    "token_blacklist": "refresh tokens that were issued",
    "users.CustomUser": "people, who may be members of several workspaces",
    "usersessions": "where people are signed in",
}

CURRENT = "(SELECT nullif(current_setting('app.workspace_id', true), '')::uuid)"
USER = "(SELECT nullif(current_setting('app.user_id', true), '')::uuid)"
EVERY = "(SELECT current_setting('app.every_workspace', true) = 'on')"


@dataclass(frozen=True)
class Policy:
    """A policy of a table: for which command it holds, and the rows that it lets through."""

    table: str
    name: str
    rows: str
    command: str = "ALL"
    written: str = ""

    @property
    def sql(self) -> str:
        quoted = connection.ops.quote_name
        check = f" WITH CHECK ({self.written or self.rows})" if self.command == "ALL" else ""
        return (
            f"CREATE POLICY {quoted(self.name)} ON {quoted(self.table)} FOR {self.command} "
            f"USING ({self.rows}){check}"
        )


def expected_policies() -> list[Policy]:
    """Return the policies of all tables that hold rows of workspaces."""
    return [policy for model in concrete_models() for policy in _policies(model)]


def concrete_models() -> list[type[models.Model]]:
    """Return the models that have tables of their own, those behind many-to-many fields too."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def is_tenant(model: Any) -> bool:
    """Whether each row of a model belongs to one workspace."""
    field = next((each for each in model._meta.concrete_fields if each.name == TENANT), None)
    return field is not None and field.related_model is Workspace


def is_platform(model: type[models.Model]) -> bool:
    """Whether a model stands on the reviewed list: no workspace owns its rows."""
    return (
        issubclass(model, GlobalModel)
        or model._meta.app_label in PLATFORM
        or model._meta.label in PLATFORM
        or (_owner(model) is not None and not _tenants_of(model))
    )


def _policies(model: type[models.Model]) -> Iterator[Policy]:
    table = model._meta.db_table
    if model is Workspace:
        yield Policy(table, "tenancy", f"id = {CURRENT} OR {EVERY}")
        mine = _exists(Membership, "workspace_id", f"{_column(table, 'id')} AND {_is_mine()}")
        yield Policy(table, "own", mine, "SELECT")
    elif is_tenant(model):
        rows = f"workspace_id = {CURRENT} OR {EVERY}"
        nobodys = f"{rows} OR workspace_id IS NULL" if model._meta.get_field(TENANT).null else ""
        yield Policy(table, "tenancy", rows, written=nobodys)
        if model is Membership:
            yield Policy(table, "own", _is_mine(), "SELECT")
    elif tenants := _tenants_of(model):
        # Each subquery is held to the policy of the table that it asks.
        rows = " AND ".join(
            _exists(field.related_model, "id", _column(table, field.column)) for field in tenants
        )
        yield Policy(table, "tenancy", rows)


def _tenants_of(model: type[models.Model]) -> list[Any]:
    """Return the keys of a many-to-many table that point to rows of workspaces."""
    if _owner(model) is None:
        return []
    return [field for field in model._meta.concrete_fields if is_tenant_key(field)]


def is_tenant_key(field: Any) -> bool:
    """Whether a field is a foreign key to rows of workspaces."""
    return isinstance(field, models.ForeignKey) and is_tenant(field.related_model)


def _owner(model: Any) -> type[models.Model] | None:
    """Return the model whose many-to-many field a table was made for."""
    return model._meta.auto_created or None


def _exists(model: Any, column: str, value: str) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    return f"EXISTS (SELECT FROM {table} AS other WHERE other.{column} = {value})"


def _is_mine() -> str:
    return f"user_id = {USER}"


def _column(table: str, column: str) -> str:
    quoted = connection.ops.quote_name
    return f"{quoted(table)}.{quoted(column)}"
