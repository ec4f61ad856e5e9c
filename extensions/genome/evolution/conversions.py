"""Whether every value of a field fits into what the field becomes."""

from __future__ import annotations

from dataclasses import dataclass

from ..fields import FILE_TYPES, NUMBER_TYPES, RELATION_TYPES, TO_ONE_TYPES, Field

UNBOUNDED = 10**9
# The longest text that a value can be written as. 50 is the room for the values of an enum.
WRITTEN = {
    "integer": 11,
    "big_integer": 20,
    "boolean": 5,
    "date": 13,
    "time": 15,
    "uuid": 36,
    "float": 24,
}
DIGITS = {"integer": 10, "big_integer": 19}
WIDER = {
    ("integer", "big_integer"),
    ("integer", "float"),
    ("date", "datetime"),
    ("file", "image"),
    ("image", "file"),
}
ENUM_ROOM = 50


@dataclass(frozen=True)
class Misfit:
    """Why some values may not fit.

    key:  the key of the field that is to blame, for the acknowledgement `Order.code:key`
    what: the change in words
    """

    key: str
    what: str


def is_convertible(former: Field, present: Field, *, same_target: bool) -> bool:
    """Tell whether the values can be carried over at all, be it only those that fit.

    same_target: both are relations, to what is still the same entity
    """
    if former.is_computed or present.is_computed:
        return former.is_computed and present.is_computed
    if former.encrypted and not present.encrypted:
        return False
    if former.is_relation or present.is_relation:
        one_each = {former.type, present.type} <= TO_ONE_TYPES
        return same_target and (one_each or former.type == present.type)
    if former.type in FILE_TYPES or present.type in FILE_TYPES:
        return {former.type, present.type} <= FILE_TYPES
    if "array" in (former.type, present.type):
        return former.type == present.type and former.of == present.of
    if present.encrypted:
        return former.is_text
    return True


def misfit(former: Field, present: Field) -> Misfit | None:
    """Return what may not fit; None if every value of the former field does.

    The fields are convertible, and resolved.
    """
    if former.is_computed or former.type in RELATION_TYPES | FILE_TYPES or present.encrypted:
        return None
    if present.type == "enum" and former.type == "enum":
        gone = {choice.value for choice in former.choices} - {
            choice.value for choice in present.choices
        }
        listed = ", ".join(sorted(gone))
        return Misfit("choices", f"would not allow {listed} any more") if gone else None
    if former.type == present.type or (former.is_text and present.is_text):
        return _shorter(former, present) or _narrower(former, present)
    if (former.type, present.type) in WIDER or _has_room(former, present):
        return None
    return Misfit("type", f"would change from {former.type} to {present.type}")


def _shorter(former: Field, present: Field) -> Misfit | None:
    if _room(former) <= _room(present):
        return None
    if former.type != present.type and "text" in (former.type, present.type):
        return Misfit("type", f"would change from {former.type} to {present.type}")
    length = "any length" if _room(former) == UNBOUNDED else str(_room(former))
    return Misfit("max_length", f"would be cut from {length} to {_room(present)} letters")


def _narrower(former: Field, present: Field) -> Misfit | None:
    if "decimal" not in (former.type, former.of):
        return None
    for key in ("digits", "places"):
        before, after = _size(former, key), _size(present, key)
        if after < before:
            return Misfit(key, f"would be cut from {before} to {after} {SIZES[key]}")
    return None


SIZES = {"digits": "digits before the point", "places": "places"}


def _size(field: Field, key: str) -> int:
    digits, places = field.digits or 0, field.places or 0
    return places if key == "places" else digits - places


def _room(field: Field) -> int:
    """Return how long a text the column takes; `max_length` of a text is the API's concern."""
    if field.type in {"text", "json"} or field.encrypted:
        return UNBOUNDED
    if field.type == "enum":
        return max(ENUM_ROOM, *(len(choice.value) for choice in field.choices))
    return field.max_length or UNBOUNDED


def _has_room(former: Field, present: Field) -> bool:
    if present.is_text:
        return _written(former) <= _room(present)
    if present.type == "decimal" and former.type in NUMBER_TYPES:
        return DIGITS.get(former.type, UNBOUNDED) <= _size(present, "digits")
    return False


def _written(field: Field) -> int:
    if field.type == "enum":
        return _room(field)
    if field.type == "decimal":
        return (field.digits or 0) + 2
    return WRITTEN.get(field.type, UNBOUNDED)
