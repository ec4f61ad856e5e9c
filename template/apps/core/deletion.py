"""Deletion that can be undone: a deleted record is kept, with the time of its deletion.

What `cascade` would delete goes along with the same time, if it is kept itself, and comes back
with it. All other records stay as they are, their references too; what `protect` guards is
guarded against records that are not deleted.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Self

from django.db import models, transaction
from django.db.models import CASCADE, PROTECT, RESTRICT, RestrictedError
from django.utils import timezone
from rest_framework.exceptions import ValidationError

TARGET_IS_DELETED = "What this refers to is deleted. Restore that first."

Found = dict[tuple[type[models.Model], Any], Any]


class SoftDeleteQuerySet(models.QuerySet[Any]):
    """Records of which some may be deleted."""

    def alive(self) -> Self:
        """Leave out the deleted records."""
        return self.filter(deleted_at=None)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Mark all of them as deleted."""
        with transaction.atomic():
            counts = [record.delete()[0] for record in self.alive()]
        return sum(counts), {self.model._meta.label: len(counts)}

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class SoftDeleteModel(models.Model):
    """A record that is kept when it is deleted. It stands before the other base.

    `objects` holds the deleted records too: whoever shows records says `deleted_at=None`.
    """

    deleted_at = models.DateTimeField(null=True, editable=False, db_index=True)

    objects: Any = SoftDeleteQuerySet.as_manager()

    class Meta:
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Mark the record as deleted, and what goes along with it."""
        deleted = mark(self)
        return len(deleted), {self._meta.label: len(deleted)}


def is_deleted(record: object) -> bool:
    """Whether a record is one that was deleted and is kept."""
    return isinstance(record, SoftDeleteModel) and record.deleted_at is not None


def erase(record: SoftDeleteModel) -> None:
    """Delete a record for good."""
    super(SoftDeleteModel, record).delete()


@transaction.atomic
def mark(record: SoftDeleteModel) -> list[Any]:
    """Mark a record as deleted, with all that goes along; refuse if a live one needs any of it."""
    _lock(record)
    found = _with_dependents(record, deleted_at=None)
    _refuse_if_needed(found)
    _set_deleted_at(found.values(), timezone.now())
    return [*found.values()]


@transaction.atomic
def restore(record: SoftDeleteModel) -> list[Any]:
    """Bring a record back, with what went along with it.

    What refers to another record that is still deleted stays deleted, too.
    """
    _lock(record)
    if blocked := _deleted_targets(record, {}):
        raise ValidationError({name: [TARGET_IS_DELETED] for name in blocked})
    found = _with_dependents(
        record,
        deleted_at=record.deleted_at,
        unless=lambda dependent, found: bool(_deleted_targets(dependent, found)),
    )
    _set_deleted_at(found.values(), None)
    return [*found.values()]


def _lock(record: models.Model) -> None:
    """Wait for whoever writes a reference to the record: then it is seen below."""
    manager = type(record)._base_manager
    manager.select_for_update(of=("self",)).filter(pk=record.pk).values_list("pk").first()


def _set_deleted_at(records: Iterable[Any], moment: datetime | None) -> None:
    for record in records:
        record.deleted_at = moment
        record.save(update_fields=["deleted_at", "updated_at"])


def _with_dependents(
    record: SoftDeleteModel,
    *,
    deleted_at: datetime | None,
    unless: Callable[[Any, Found], bool] = lambda dependent, found: False,
) -> Found:
    """Return a record and those kept records that `cascade` ties to it, and lock them."""
    found: Found = {_key(record): record}
    waiting: list[Any] = [record]
    while waiting:
        target = waiting.pop()
        for relation in _relations_to(target):
            if relation.on_delete is not CASCADE:
                continue
            if not issubclass(relation.related_model, SoftDeleteModel):
                continue
            dependents = _dependents(relation, [target]).filter(deleted_at=deleted_at)
            for dependent in dependents.select_for_update(of=("self",)).order_by("pk"):
                if _key(dependent) not in found and not unless(dependent, found):
                    found[_key(dependent)] = dependent
                    waiting.append(dependent)
    return found


def _refuse_if_needed(found: Found) -> None:
    by_model: dict[type[models.Model], list[Any]] = {}
    for record in found.values():
        by_model.setdefault(type(record), []).append(record)
    for records in by_model.values():
        for relation in _relations_to(records[0]):
            if relation.on_delete not in {RESTRICT, PROTECT}:
                continue
            needing = _dependents(relation, records)
            if issubclass(relation.related_model, SoftDeleteModel):
                needing = needing.filter(deleted_at=None)
            kept = [each for each in needing if _key(each) not in found]
            if kept:
                raise RestrictedError("Other records still refer to this one.", set(kept))


def _relations_to(record: models.Model) -> Iterator[Any]:
    """Yield the foreign keys that point to a record, seen from the record."""
    for relation in record._meta.get_fields(include_hidden=True):
        is_reverse = relation.auto_created and not relation.concrete
        if is_reverse and (relation.one_to_one or relation.one_to_many):
            yield relation


def _dependents(relation: Any, targets: list[Any]) -> models.QuerySet[Any]:
    manager = relation.related_model._base_manager
    return manager.filter(**{f"{relation.field.name}__in": targets})


def _deleted_targets(record: models.Model, restored: Found) -> list[str]:
    """Return the references of a record that are needed, and point to what is deleted."""
    return [
        field.name
        for field in record._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete in {CASCADE, RESTRICT, PROTECT}
        and is_deleted(target := getattr(record, field.name))
        and _key(target) not in restored
    ]


def _key(record: Any) -> tuple[type[models.Model], Any]:
    return record._meta.concrete_model, record.pk
