"""What becomes of a value when its field changes, worked out here and not by the product."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation

from extensions.genome.fields import Field
from tests.update.rows import DEFAULTED, Rows, Value, nothing

LIMITS = {"integer": 2**31, "big_integer": 2**63}


class DoesNotFit(Exception):
    """A row has no place in what the genome says now, so that all of it must stay as it was."""


def converted(former: Field, present: Field, value: Value) -> Value:
    """The value in the field's present form."""
    if value is None or value == "":
        return value if nothing(present) == DEFAULTED else nothing(present)
    if present.is_text or present.type == "enum":
        return _text(present, value)
    if present.type in LIMITS:
        return _integer(present, value)
    if present.type == "decimal":
        return _decimal(present, value)
    if present.type == "date":
        return _date(value.removesuffix(" 00:00:00+00"))
    if present.type == "datetime":
        return f"{_date(value)} 00:00:00+00" if former.type == "date" else value
    assert former.type == present.type, (former.type, present.type)
    return value


def _text(field: Field, value: str) -> str:
    if field.type == "enum":
        if value not in {choice.value for choice in field.choices}:
            raise DoesNotFit(f"{value!r} is no choice")
    elif field.type != "text" and field.max_length and len(value) > field.max_length:
        raise DoesNotFit(f"{value!r} is too long")
    return value


def _integer(field: Field, value: str) -> str:
    if not re.fullmatch(r"-?\d+(\.0+)?", value):
        raise DoesNotFit(f"{value!r} is no whole number")
    number = int(Decimal(value))
    if not -LIMITS[field.type] <= number < LIMITS[field.type]:
        raise DoesNotFit(f"{value} is too large")
    return str(number)


def _decimal(field: Field, value: str) -> str:
    assert field.digits is not None
    assert field.places is not None
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise DoesNotFit(f"{value!r} is no number") from None
    shown = f"{number:.{field.places}f}"
    if Decimal(shown) != number:
        raise DoesNotFit(f"{value} has more than {field.places} places")
    if abs(number) >= 10 ** (field.digits - field.places):
        raise DoesNotFit(f"{value} has too many digits")
    return shown


def _date(value: str) -> str:
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise DoesNotFit(f"{value!r} is no date") from None


def must_be_filled(rows: Rows, entity: str, name: str) -> None:
    """Every row must have a value in the column."""
    if any(value in (None, "") for value in rows[entity][name].values()):
        raise DoesNotFit(f"{entity}.{name} is empty in places")


def must_be_unique(rows: Rows, entity: str, name: str) -> None:
    """No two rows may have the same value in the column; those without one do not count."""
    said = [value for value in rows[entity][name].values() if value not in (None, "")]
    if len(said) != len(set(said)):
        raise DoesNotFit(f"{entity}.{name} holds a value twice")
