"""Whose rows a transaction may see: said to PostgreSQL, which holds everybody to it.

Row-level security compares each row with `app.workspace_id` and `app.user_id`. The settings
last until the end of the transaction, so nothing leaks into the next one of the same connection.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest
from structlog.contextvars import bind_contextvars

from apps.core.permissions import active_membership
from apps.core.requests import client_address, request_id
from apps.users.models import CustomUser, Workspace

USER = "app.user_id"
WORKSPACE = "app.workspace_id"
EVERY_WORKSPACE = "app.every_workspace"
ADDRESS = "app.address"
REQUEST_ID = "app.request_id"


def enter(user: object, request: HttpRequest | None = None) -> None:
    """Show the transaction what a user may see: their memberships and their active workspace.

    The membership is read from the database, whatever a token or an earlier request said.
    """
    known = user if isinstance(user, CustomUser) else None
    values = {USER: str(known.pk) if known else "", WORKSPACE: "", EVERY_WORKSPACE: ""}
    if request is not None:
        values |= {ADDRESS: client_address(request), REQUEST_ID: request_id(request)}
    _set(values)
    if known:
        bind_contextvars(user_id=str(known.pk))  # for the log
        known.__dict__.pop("active_membership", None)
        if membership := active_membership(known):
            enter_workspace(membership.workspace_id)


def enter_workspace(workspace_id: UUID) -> None:
    """Show the transaction the rows of a workspace. Who asks for it must be allowed in."""
    bind_contextvars(workspace_id=str(workspace_id))
    _set({WORKSPACE: str(workspace_id)})


def enter_every_workspace() -> None:
    """Show the transaction all rows: for superusers in the admin."""
    _set({EVERY_WORKSPACE: "on"})


@contextmanager
def inside(workspace: Workspace, user: CustomUser | None = None) -> Iterator[None]:
    """Run a block as one transaction inside a workspace, then go back to what was visible before.

    For commands and jobs, and for the few views that work in a workspace that is not active.
    """
    names = (USER, WORKSPACE)
    with transaction.atomic():
        before = _get(names)
        _set({USER: str(user.pk) if user else before[USER], WORKSPACE: str(workspace.pk)})
        yield
        _set(before)


def _set(values: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(key, value, true) FROM jsonb_each_text(%s::jsonb)",
            [json.dumps(values)],
        )


def _get(names: tuple[str, ...]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, coalesce(current_setting(name, true), '') FROM unnest(%s::text[]) name",
            [list(names)],
        )
        return dict(cursor.fetchall())
