"""What kind of values a field holds, and how much room it has for them."""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

ENCRYPTED = "encrypted by the application"
UNBOUNDED = 10**9
# The longest text that PostgreSQL writes a value as.
WRITTEN = {"boolean": 5, "date": 13, "time": 15, "uuid": 36, "float": 24}
# From special to general: a field is of the first kind that it is an instance of.
CLASSES: list[tuple[type[Any] | tuple[type[Any], ...], str]] = [
    (models.GeneratedField, "generated"),
    (models.FileField, "file"),
    (ArrayField, "array"),
    (models.JSONField, "json"),
    ((models.CharField, models.TextField), "text"),
    (models.IntegerField, "integer"),
    (models.DecimalField, "decimal"),
    (models.FloatField, "float"),
    (models.BooleanField, "boolean"),
    (models.DateTimeField, "datetime"),
    (models.DateField, "date"),
    (models.TimeField, "time"),
    (models.DurationField, "duration"),
    (models.UUIDField, "uuid"),
]
SCALARS = {kind for _, kind in CLASSES} - {"generated", "file", "array"}

AnyField = models.Field


def kind_of(field: AnyField) -> str | None:
    """Return the kind; None for a field of some library."""
    if field.is_relation:
        return "relations" if field.many_to_many else "relation"
    if is_encrypted(field):
        return "encrypted"
    return next((kind for classes, kind in CLASSES if isinstance(field, classes)), None)


def is_encrypted(field: AnyField) -> bool:
    return getattr(field, "db_comment", None) == ENCRYPTED


def is_textual(field: AnyField) -> bool:
    """Tell whether `""` is what the field holds when it holds nothing."""
    return kind_of(field) in {"text", "encrypted", "file"}


def is_optional(field: AnyField) -> bool:
    return field.null or (is_textual(field) and field.blank)


def column_type(field: AnyField) -> str:
    """Return the type in the database; nothing for a relation, which has its target's."""
    return "" if field.is_relation else field.db_type(connection) or ""


def room(field: AnyField) -> int:
    """Return how long a text the column takes; `max_length` of a TextField is the API's concern."""
    limited = isinstance(field, models.CharField | models.FileField)
    return (field.max_length or UNBOUNDED) if limited else UNBOUNDED


def written(field: AnyField) -> int:
    """Return how long the text of a value can be."""
    kind = kind_of(field)
    if kind == "integer":
        return max(len(str(bound)) for bound in bounds(field))
    if isinstance(field, models.DecimalField):
        return (field.max_digits or 0) + 2
    return room(field) if kind == "text" else WRITTEN.get(kind or "", UNBOUNDED)


def bounds(field: AnyField) -> tuple[int, int]:
    """Return the least and the greatest value of an integer field."""
    low, high = connection.ops.integer_field_range(field.get_internal_type())
    return int(low if low is not None else -(2**63)), int(high if high is not None else 2**63 - 1)


def digits(field: AnyField) -> tuple[int, int]:
    """Return how many digits a decimal has before its point, and how many behind it."""
    places = int(getattr(field, "decimal_places", 0))
    return int(getattr(field, "max_digits", 0)) - places, places


def limit(field: AnyField) -> Decimal:
    """Return what the absolute value of a decimal stays below."""
    return Decimal(10) ** digits(field)[0]


def choices(field: AnyField) -> set[Any] | None:
    """Return the values that may be chosen; None if any may."""
    return {value for value, _ in field.flatchoices} - {"", None} if field.choices else None
