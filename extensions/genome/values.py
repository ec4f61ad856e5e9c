"""Values that a genome gives for a field: its default, its bounds, its backfill."""

from __future__ import annotations

import datetime
import math
import re
import uuid
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from .fields import Field
from .problems import did_you_mean, one_of, quoted

T = TypeVar("T")

INTEGER_RANGES = {
    "integer": (-(2**31), 2**31 - 1),
    "big_integer": (-(2**63), 2**63 - 1),
}
_DURATION = re.compile(
    r"^(?P<sign>[-+]?)P(?:(?P<weeks>\d{1,6})W)?(?:(?P<days>\d{1,7})D)?"
    r"(?:T(?:(?P<hours>\d{1,9})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,9}(?:\.\d{1,6})?)S)?)?$"
)
_CLOCK = re.compile(
    r"^(?:(?P<days>\d{1,7}) )?"
    r"(?P<hours>\d{1,9}):(?P<minutes>\d{2}):(?P<seconds>\d{2}(?:\.\d{1,6})?)$"
)
_SLUG = re.compile(r"[-a-zA-Z0-9_]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_URL = re.compile(r"https?://[^\s/]+\S*")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{3,30}")
_SHAPES = {
    "slug": (_SLUG, "a slug (letters, digits, hyphens and underscores)"),
    "email": (_EMAIL, "an e-mail address"),
    "url": (_URL, "an address that begins with http:// or https://"),
    "phone": (_PHONE, "a phone number, such as +49 30 1234567"),
}


class WrongValue(ValueError):
    """A value that a field cannot hold, with the reason in plain words."""


def typed_value(field: Field, value: Any) -> Any:
    """Read a value for a field into the type that the field holds.

    Returns str, int, Decimal, float, bool, date, datetime (aware), time, timedelta, UUID, or plain
    data for json and a list for an array. Raises WrongValue with the reason.
    """
    if field.type == "array":
        return _array(field, value)
    if field.type == "json":
        if not isinstance(value, dict | list):
            raise WrongValue("must be a mapping or a list")
        return _json(value)
    if field.type == "enum":
        return _choice(field, value)
    reader = _READERS.get(field.type)
    if reader is None:
        raise WrongValue(f"a field of type {field.type} cannot have a value given here")
    return reader(field, value)


def _array(field: Field, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise WrongValue("must be a list")
    element = field.changed({"type": field.of or "string"})
    return [typed_value(element, item) for item in value]


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise WrongValue("has a key that is no text; put it in quotes")
        return {key: _json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_json(item) for item in value]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise WrongValue(f"holds something that JSON does not{_in_quotes(value)}")


def _choice(field: Field, value: Any) -> str:
    values = [choice.value for choice in field.choices]
    if not isinstance(value, str):
        raise WrongValue(f"must be one of the choices as text{_in_quotes(value)}")
    if value not in values:
        guess = did_you_mean(value, values)
        raise WrongValue(f"{quoted(value)} is none of the choices{guess or _few(values)}")
    return value


def _few(values: list[str]) -> str:
    return f"; choose {one_of(values)}" if 0 < len(values) <= 10 else ""


def _in_quotes(value: Any) -> str:
    return "; put it in quotes" if isinstance(value, bool | int | float | datetime.date) else ""


def _text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise WrongValue(f"must be text{_in_quotes(value)}")
    if field.type in _SHAPES and value:
        shape, wanted = _SHAPES[field.type]
        if not shape.fullmatch(value):
            raise WrongValue(f"{quoted(value)} is not {wanted}")
    return value


def _integer(field: Field, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongValue("must be a whole number")
    low, high = INTEGER_RANGES[field.type]
    if not low <= value <= high:
        larger = "; use big_integer" if field.type == "integer" and abs(value) < 2**63 else ""
        raise WrongValue(f"is outside of what {field.type} holds ({low} to {high}){larger}")
    return value


def _decimal(field: Field, value: Any) -> int | Decimal:
    number = _finite(value, "must be a number, such as 9.50")
    digits = 12 if field.digits is None else field.digits
    places = 2 if field.places is None else field.places
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        raise WrongValue(f"has more than {places} digits after the point")
    if number.adjusted() >= digits - places:
        raise WrongValue(f"has more than {digits - places} digits before the point")
    return value if isinstance(value, int) else number


def _float(_: Field, value: Any) -> float:
    number = float(_finite(value, "must be a number, such as 0.5"))
    if math.isinf(number):
        raise WrongValue("is larger than a float can be")
    return number


def _finite(value: Any, wanted: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise WrongValue(wanted)
    try:
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        raise WrongValue(wanted) from None
    if not number.is_finite():
        raise WrongValue("must be a finite number")
    return number


def _boolean(_: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValue("must be true or false")
    return value


def _date(_: Field, value: Any) -> datetime.date:
    wanted = "must be a date, such as 2024-02-29"
    if isinstance(value, datetime.datetime):
        raise WrongValue(wanted)
    if isinstance(value, datetime.date):
        return value
    return _parsed(value, datetime.date.fromisoformat, wanted)


def _datetime(_: Field, value: Any) -> datetime.datetime:
    wanted = 'must be a moment, such as "2024-02-29T12:00:00Z"'
    moment = (
        value
        if isinstance(value, datetime.datetime)
        else _parsed(value, datetime.datetime.fromisoformat, wanted)
    )
    try:
        return (
            moment.astimezone(datetime.UTC)
            if moment.tzinfo
            else moment.replace(tzinfo=datetime.UTC)
        )
    except OverflowError:
        raise WrongValue(wanted) from None


def _time(_: Field, value: Any) -> datetime.time:
    wanted = 'must be a time of day in quotes, such as "17:30"'
    moment = _parsed(value, datetime.time.fromisoformat, wanted)
    if moment.tzinfo:
        raise WrongValue("must be a time of day without a time zone")
    return moment


def _duration(_: Field, value: Any) -> datetime.timedelta:
    return _parsed(value, _timedelta, 'must be a duration in quotes, such as "P3D" or "01:30:00"')


def _timedelta(text: str) -> datetime.timedelta:
    found = _DURATION.match(text) or _CLOCK.match(text)
    parts = {key: part for key, part in found.groupdict().items() if part} if found else {}
    sign = -1 if parts.pop("sign", "+") == "-" else 1
    if not parts:
        raise ValueError(text)
    return sign * datetime.timedelta(**{key: float(part) for key, part in parts.items()})


def _uuid(_: Field, value: Any) -> uuid.UUID:
    return _parsed(value, uuid.UUID, "must be a UUID in quotes")


def _parsed(value: Any, parse: Callable[[str], T], wanted: str) -> T:
    if not isinstance(value, str):
        raise WrongValue(wanted)
    try:
        return parse(value)
    except (ValueError, OverflowError):
        raise WrongValue(f"{wanted}, not {quoted(value)}") from None


_READERS: dict[str, Callable[[Field, Any], Any]] = {
    "string": _text,
    "text": _text,
    "slug": _text,
    "email": _text,
    "url": _text,
    "phone": _text,
    "integer": _integer,
    "big_integer": _integer,
    "decimal": _decimal,
    "float": _float,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "duration": _duration,
    "uuid": _uuid,
}
