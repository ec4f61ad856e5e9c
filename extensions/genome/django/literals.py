"""Values of a genome as Python source."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .. import pycode
from ..pycode import Code
from .imports import Imports


def _decimal(value: Any, imports: Imports) -> Code:
    if isinstance(value, int):
        return str(value)
    imports.add("decimal", "Decimal")
    return pycode.call("Decimal", pycode.string(str(Decimal(str(value)))))


def _date(value: datetime.date, imports: Imports) -> Code:
    parts = (value.year, value.month, value.day)
    return pycode.call(f"{imports.module('datetime')}.date", *map(str, parts))


def _datetime(value: datetime.datetime, imports: Imports) -> Code:
    moment = value.astimezone(datetime.UTC)
    module = imports.module("datetime")
    parts = (moment.year, moment.month, moment.day, *_clock(moment))
    return pycode.call(f"{module}.datetime", *map(str, parts), tzinfo=f"{module}.UTC")


def _time(value: datetime.time, imports: Imports) -> Code:
    return pycode.call(f"{imports.module('datetime')}.time", *map(str, _clock(value)))


def _clock(moment: datetime.datetime | datetime.time) -> tuple[int, ...]:
    """Return hours, minutes and what there is of seconds and their parts."""
    if moment.microsecond:
        return moment.hour, moment.minute, moment.second, moment.microsecond
    if moment.second:
        return moment.hour, moment.minute, moment.second
    return moment.hour, moment.minute


def _duration(value: datetime.timedelta, imports: Imports) -> Code:
    name = f"{imports.module('datetime')}.timedelta"
    seconds = value.total_seconds()
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60), ("seconds", 1)):
        if seconds and seconds % size == 0:
            return pycode.call_with(name, {unit: str(int(seconds // size))})
    return pycode.call(name, seconds=f"{seconds:g}")


def _uuid(value: Any, imports: Imports) -> Code:
    return pycode.call(f"{imports.module('uuid')}.UUID", pycode.string(str(value)))


LITERALS: dict[str, Callable[[Any, Imports], Code]] = {
    "integer": lambda value, _: str(int(value)),
    "big_integer": lambda value, _: str(int(value)),
    "float": lambda value, _: repr(float(value)),
    "boolean": lambda value, _: str(bool(value)),
    "decimal": _decimal,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "duration": _duration,
    "uuid": _uuid,
}


def literal(kind: str, value: Any, imports: Imports) -> Code:
    """Return a typed value (as `genome.values.typed_value` gives it) as Python source."""
    return LITERALS[kind](value, imports) if kind in LITERALS else pycode.string(str(value))


def data_literal(value: Any) -> Code:
    """Return plain data (of JSON) as Python source."""
    if isinstance(value, dict):
        return pycode.mapping(
            (pycode.string(str(key)), data_literal(item)) for key, item in value.items()
        )
    if isinstance(value, list | tuple):
        return pycode.listing(data_literal(item) for item in value)
    return pycode.string(value) if isinstance(value, str) else repr(value)
