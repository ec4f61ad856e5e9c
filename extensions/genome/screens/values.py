"""Values of a genome as the API writes them, in TypeScript."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .. import tscode
from ..schema import Field
from ..tscode import Code

# The largest whole number that a number of JavaScript holds exactly.
LARGEST_EXACT = 2**53 - 1


def default(field: Field) -> Code:
    """Return the default of a field as source."""
    if field.type == "array":
        element = field.changed({"type": field.of or "string"})
        return tscode.listing(_value(element, item) for item in field.default or ())
    return _value(field, field.default)


def bound(field: Field, value: Any) -> Code:
    """Return the smallest or the largest value of a field: as text, so that no digit is lost."""
    return tscode.string(str(value) if field.is_number else _text(field, value))


def _value(field: Field, value: Any) -> Code:
    if field.type == "json":
        return tscode.data(value)
    if field.type == "boolean":
        return tscode.boolean(value)
    if field.type == "float" or (field.type in _WHOLE and abs(value) <= LARGEST_EXACT):
        return tscode.number(value)
    return tscode.string(_text(field, value))


def _text(field: Field, value: Any) -> str:
    return _TEXTS[field.type](field, value) if field.type in _TEXTS else str(value)


def _decimal(field: Field, value: Any) -> str:
    return f"{Decimal(str(value)):.{field.places}f}"


def _datetime(_: Field, value: datetime.datetime) -> str:
    return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def _duration(_: Field, value: datetime.timedelta) -> str:
    """Write a duration as Django does: `1 02:30:00`."""
    hours, rest = divmod(value.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    days = f"{value.days} " if value.days else ""
    parts = f".{value.microseconds:06d}" if value.microseconds else ""
    return f"{days}{hours:02d}:{minutes:02d}:{seconds:02d}{parts}"


_WHOLE = frozenset({"integer", "big_integer"})
_TEXTS: dict[str, Callable[[Field, Any], str]] = {
    "decimal": _decimal,
    "date": lambda _, value: value.isoformat(),
    "datetime": _datetime,
    "time": lambda _, value: value.isoformat(),
    "duration": _duration,
}
