"""What a user may see of the audit trail: no more than of the records themselves."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from apps.audit.models import AuditEvent
from apps.audit.names import fields_of, models_of, targets_of
from apps.audit.registry import audited_models, is_hidden
from apps.core.permissions import RolePermission

# Sign-ins and what else happens to an account.
ACCOUNT = "users.customuser"
# Said by the event itself.
IMPLIED = frozenset({"id", "workspace"})

Changes = dict[str, list[Any] | None]


def visible_targets(user: object) -> list[str]:
    """Return the targets whose events a user may see: those of records that they may open."""
    told_of = {*audited_models(), *RolePermission.models()}
    hidden = {
        target for model in told_of if not _may_open(user, model) for target in targets_of(model)
    }
    known = {target for model in told_of for target in targets_of(model)}
    return sorted((known - hidden) | {ACCOUNT})


def visible_changes(user: object, event: AuditEvent) -> Changes:
    """Return the changes of the fields that a user may read, under the names of today.

    A field that is gone has no rule any more that says who may read it: nobody may.
    """
    meanings = models_of(event.target)
    shown: Changes = {}
    for column, values in event.changes.items():
        fields = [field for model in meanings for field in fields_of(model, column)]
        if fields and all(_may_read(user, field) for field in fields):
            field = fields[0]
            if field.name not in IMPLIED:
                shown[field.name] = _values(fields, values)
    return shown


def _may_open(user: object, model: type[models.Model]) -> bool:
    permission = RolePermission.for_model(model)
    return permission is not None and (
        permission.allows(user, "list") or permission.allows(user, "retrieve")
    )


def _may_read(user: object, field: Any) -> bool:
    permission = RolePermission.for_model(field.model)
    return permission is not None and permission.may_read(user, field.name)


def _values(fields: list[Any], values: list[Any] | None) -> list[Any] | None:
    if values is None or any(is_hidden(field) for field in fields):
        return None
    return list(_as_shown(fields[0], values))


def _as_shown(field: Any, values: list[Any]) -> Iterator[Any]:
    """Yield values as the API shows them elsewhere: files by name, floats as numbers."""
    kind = getattr(field, "output_field", field)
    for value in values:
        if isinstance(value, str) and isinstance(kind, models.FileField):
            yield value.rpartition("/")[2]
        elif isinstance(value, str) and isinstance(kind, models.FloatField):
            yield float(value)
        else:
            yield value
