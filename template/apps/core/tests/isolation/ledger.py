"""The rows of a workspace, to the last column, before and after an attack."""

from collections import Counter
from typing import Any

from django.apps import apps
from django.db import connection, models

from apps.users.models import CustomUser, Workspace

Rows = Counter[tuple[str, str]]


def rows_of(workspace: Workspace, users: list[CustomUser]) -> Rows:
    """Return all rows of a workspace as (table, text of the row), and those of some users."""
    parts: list[str] = []
    parameters: list[Any] = []
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if condition := _condition(model):
            parts.append(
                f"SELECT '{table}', to_jsonb(it)::text FROM {_quoted(table)} it {condition}"
            )
            parameters.append([user.pk for user in users] if model is CustomUser else workspace.pk)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        return Counter(cursor.fetchall())


def tenant_models() -> list[type[models.Model]]:
    """Return the models whose rows belong to workspaces."""
    return [model for model in apps.get_models() if _has_workspace(model)]


def _condition(model: Any) -> str:
    """Return the SQL that picks a workspace's rows, or "" if no workspace has rows of a model."""
    if model is Workspace:
        return "WHERE id = %s"
    if model is CustomUser:
        return "WHERE id = ANY (%s)"
    if _has_workspace(model):
        return "WHERE workspace_id = %s"
    for field in model._meta.concrete_fields if model._meta.auto_created else []:
        if isinstance(field, models.ForeignKey) and _has_workspace(field.related_model):
            owners = _quoted(field.related_model._meta.db_table)
            return (
                f"JOIN {owners} owner ON owner.id = it.{_quoted(field.column)} "
                "WHERE owner.workspace_id = %s"
            )
    return ""


def _has_workspace(model: Any) -> bool:
    return any(
        field.name == "workspace" and field.related_model is Workspace
        for field in model._meta.concrete_fields
    )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
