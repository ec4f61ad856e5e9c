"""Events that no trigger sees: what was read, and who came in or tried to."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from apps.audit.models import AuditEvent
from apps.audit.registry import reads_are_audited
from apps.audit.trail import ACCOUNT
from apps.core.requests import AuthenticatedRequest, client_address, request_id
from apps.core.tenancy.context import inside
from apps.users.models import CustomUser, Workspace

_waiting: ContextVar[list[AuditEvent] | None] = ContextVar("waiting", default=None)


def record_reads(
    request: AuthenticatedRequest | HttpRequest, records: Iterable[models.Model]
) -> None:
    """Record that somebody was shown records, where their model asks for it.

    An event for each record, as who asks later asks about one record; all in one statement.
    """
    active = getattr(request.user, "active_workspace_id", None)
    events = [
        AuditEvent(
            action=AuditEvent.Action.READ,
            workspace_id=getattr(record, "workspace_id", active),
            actor_id=request.user.pk,
            target=record._meta.label_lower,
            record_id=record.pk,
            **_origin(request),
        )
        for record in records
        if reads_are_audited(type(record))
    ]
    if events:
        AuditEvent.objects.bulk_create(events)


def record_export(
    request: AuthenticatedRequest | HttpRequest,
    model: type[models.Model],
    count: int,
    parameters: dict[str, str | None],
) -> None:
    """Record that somebody took records out of here as a file: how many, and which."""
    AuditEvent.objects.create(
        action=AuditEvent.Action.EXPORT,
        workspace_id=getattr(request.user, "active_workspace_id", None),
        actor_id=request.user.pk,
        target=model._meta.label_lower,
        details={"count": count, "parameters": parameters},
        **_origin(request),
    )


def record_account_event(
    action: AuditEvent.Action, user: CustomUser, request: HttpRequest | None
) -> None:
    """Record what a user did to their own account, in the workspace that is active for them."""
    event = AuditEvent(
        action=action, actor=user, target=ACCOUNT, record_id=user.pk, **_origin(request)
    )
    if user.active_workspace_id is None:
        event.save(force_insert=True)
        return
    workspace = Workspace(pk=user.active_workspace_id)
    with inside(workspace, user):
        # They may have been removed from it in the meantime.
        if user.memberships.filter(workspace=workspace.pk).exists():
            event.workspace_id = workspace.pk
        event.save(force_insert=True)


def record_failed_sign_in(login: str, request: HttpRequest | None) -> None:
    """Record that a sign-in failed, with a keyed hash of what was typed as the login.

    The hash tells attempts at one account from those at many, and names nobody.
    """
    _record_failure(
        AuditEvent(
            action=AuditEvent.Action.SIGN_IN_FAILED,
            target=ACCOUNT,
            login_hash=login_hash(login),
            **_origin(request),
        )
    )


def record_failed_second_factor(user: CustomUser, request: HttpRequest | None) -> None:
    """Record that somebody knew a user's password, and not the code that comes next."""
    _record_failure(
        AuditEvent(
            action=AuditEvent.Action.SECOND_FACTOR_FAILED,
            target=ACCOUNT,
            record_id=user.pk,
            **_origin(request),
        )
    )


def _record_failure(event: AuditEvent) -> None:
    """Record what a refused request did; its transaction is rolled back, so wait for the end."""
    waiting = _waiting.get()
    if waiting is None:
        event.save(force_insert=True)
    else:
        waiting.append(event)


@contextmanager
def after_the_transaction() -> Iterator[None]:
    """Keep events back that must outlive a rollback, and write them at the end of the block."""
    events: list[AuditEvent] = []
    token = _waiting.set(events)
    try:
        yield
    finally:
        _waiting.reset(token)
    if events:
        AuditEvent.objects.bulk_create(events)


def login_hash(login: str) -> str:
    """Return the keyed hash by which the trail knows a login that somebody typed."""
    typed = login.strip().casefold()
    return salted_hmac("apps.audit.login", typed, algorithm="sha256").hexdigest()


def _origin(request: Any) -> dict[str, str]:
    if request is None:
        return {}
    return {"address": client_address(request)[:64], "request_id": request_id(request)[:64]}
