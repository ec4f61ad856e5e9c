"""What kind of value an expression gives, and whether its parts fit together."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from .expressions import (
    Binary,
    BoolOp,
    Call,
    Compare,
    Expression,
    ExpressionError,
    FieldRef,
    In,
    IsNull,
    Literal,
    Not,
)
from .fields import Field
from .problems import did_you_mean, quoted
from .values import INTEGER_RANGES, WrongValue, typed_value


class Kind(enum.Enum):
    """What a value is; the value of the member is how people call it."""

    INTEGER = "a whole number"
    DECIMAL = "a number"
    FLOAT = "a float"
    TEXT = "text"
    BOOLEAN = "true or false"
    DATE = "a date"
    DATETIME = "a moment"
    TIME = "a time of day"
    DURATION = "a duration"
    UUID = "a UUID"


NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.FLOAT})
KINDS = {
    "string": Kind.TEXT,
    "text": Kind.TEXT,
    "slug": Kind.TEXT,
    "email": Kind.TEXT,
    "url": Kind.TEXT,
    "phone": Kind.TEXT,
    "enum": Kind.TEXT,
    "integer": Kind.INTEGER,
    "big_integer": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "float": Kind.FLOAT,
    "boolean": Kind.BOOLEAN,
    "date": Kind.DATE,
    "datetime": Kind.DATETIME,
    "time": Kind.TIME,
    "duration": Kind.DURATION,
    "uuid": Kind.UUID,
}
_WRITTEN_AS_TEXT = {Kind.DATE, Kind.DATETIME, Kind.TIME, Kind.DURATION, Kind.UUID}
_ARGUMENTS = {"abs": (1, 1), "round": (1, 2), "lower": (1, 1), "upper": (1, 1), "length": (1, 1)}


def kind_of(node: Expression, fields: Mapping[str, Field]) -> Kind:
    """Work out what an expression gives. Raises ExpressionError where its parts do not fit."""
    if isinstance(node, FieldRef):
        return _field_kind(node, fields)
    if isinstance(node, Literal):
        return _literal_kind(node)
    if isinstance(node, Binary):
        return _binary_kind(node, fields)
    if isinstance(node, Call):
        return _call_kind(node, fields)
    if isinstance(node, Compare):
        _check_comparison(node, fields)
    elif isinstance(node, In):
        for value in node.values:
            _check_comparison(Compare("==", node.operand, value), fields)
    elif isinstance(node, IsNull):
        kind_of(node.operand, fields)
    else:
        _check_conditions(node, fields)
    return Kind.BOOLEAN


def _field_kind(node: FieldRef, fields: Mapping[str, Field]) -> Kind:
    field = fields.get(node.name)
    if field is None:
        raise ExpressionError(f"no field {quoted(node.name)}{did_you_mean(node.name, fields)}")
    if field.encrypted:
        raise ExpressionError(f"'{field.name}' is encrypted: the database cannot read it")
    if field.is_computed:
        raise ExpressionError(f"'{field.name}' is computed itself; write its expression out")
    if field.type not in KINDS:
        raise ExpressionError(f"'{field.name}' is of type {field.type} and cannot be used here")
    return KINDS[field.type]


def _literal_kind(node: Literal) -> Kind:
    if isinstance(node.value, bool):
        return Kind.BOOLEAN
    if isinstance(node.value, str):
        return Kind.TEXT
    return Kind.INTEGER if isinstance(node.value, int) else Kind.DECIMAL


def _binary_kind(node: Binary, fields: Mapping[str, Field]) -> Kind:
    left, right = kind_of(node.left, fields), kind_of(node.right, fields)
    if isinstance(node.left, Literal) and right is Kind.FLOAT and left in NUMBERS:
        left = Kind.FLOAT
    if isinstance(node.right, Literal) and left is Kind.FLOAT and right in NUMBERS:
        right = Kind.FLOAT
    return _arithmetic(node.op, left, right)


def _arithmetic(op: str, left: Kind, right: Kind) -> Kind:
    if {left, right} <= NUMBERS:
        return Kind.DECIMAL if op == "/" else _wider(left, right)
    if op == "+" and left is right is Kind.TEXT:
        return Kind.TEXT
    if op == "-" and left is right and left in {Kind.DATE, Kind.DATETIME}:
        return Kind.DURATION
    if op in "+-" and left is right is Kind.DURATION:
        return Kind.DURATION
    raise ExpressionError(f"{left.value} and {right.value} do not go together with {op}")


def _wider(left: Kind, right: Kind) -> Kind:
    if Kind.FLOAT in {left, right}:
        if Kind.DECIMAL in {left, right}:
            raise ExpressionError("a decimal and a float do not go together; make both decimal")
        return Kind.FLOAT
    return Kind.DECIMAL if Kind.DECIMAL in {left, right} else Kind.INTEGER


def _check_comparison(node: Compare, fields: Mapping[str, Field]) -> None:
    if isinstance(node.left, Literal) and isinstance(node.right, Literal):
        raise ExpressionError("compares two fixed values; name a field")
    for side, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(side, FieldRef) and isinstance(other, Literal):
            _check_literal(side, other, fields)
            return
    left, right = kind_of(node.left, fields), kind_of(node.right, fields)
    if left is not right and not {left, right} <= NUMBERS:
        raise ExpressionError(f"{left.value} cannot be compared with {right.value}")
    if left is Kind.BOOLEAN and node.op not in {"==", "!="}:
        raise ExpressionError("true and false have no order; use == or !=")


def _check_literal(node: FieldRef, literal: Literal, fields: Mapping[str, Field]) -> None:
    """Check that a field can hold what it is compared with; dates and choices stand as text."""
    kind, value = kind_of(node, fields), literal.value
    field = fields[node.name]
    if kind in _WRITTEN_AS_TEXT or field.type == "enum":
        try:
            typed_value(field, value)
        except WrongValue as error:
            raise ExpressionError(f"what '{field.name}' is compared with: {error}") from None
        return
    other = _literal_kind(literal)
    if other is not kind and not {other, kind} <= NUMBERS:
        raise ExpressionError(
            f"{kind.value} ('{field.name}') cannot be compared with {other.value}"
        )
    low, high = INTEGER_RANGES.get(field.type, (-(2**63), 2**63))
    if not isinstance(value, bool | str) and not low <= value <= high:
        raise ExpressionError(f"'{field.name}' can never be {value}")


def _check_conditions(node: BoolOp | Not, fields: Mapping[str, Field]) -> None:
    for part in node.parts if isinstance(node, BoolOp) else (node.operand,):
        kind = kind_of(part, fields)
        if kind is not Kind.BOOLEAN or isinstance(part, Literal):
            raise ExpressionError(f"and, or, not need comparisons, not {kind.value}")


def _call_kind(node: Call, fields: Mapping[str, Field]) -> Kind:
    least, most = _ARGUMENTS.get(node.name, (2, 20))
    if not least <= len(node.args) <= most:
        raise ExpressionError(
            f"{node.name} takes {least if least == most else f'{least} to {most}'} values"
        )
    kinds = [kind_of(arg, fields) for arg in node.args]
    if node.name in {"abs", "round"}:
        return _rounding(node, kinds)
    if node.name == "coalesce":
        return _common(kinds)
    if set(kinds) != {Kind.TEXT}:
        raise ExpressionError(f"{node.name} needs text")
    return Kind.INTEGER if node.name == "length" else Kind.TEXT


def _rounding(node: Call, kinds: list[Kind]) -> Kind:
    if kinds[0] not in NUMBERS:
        raise ExpressionError(f"{node.name} needs a number")
    if len(kinds) == 1:
        return kinds[0]
    places = node.args[1]
    whole = isinstance(places, Literal) and type(places.value) is int and 0 <= places.value <= 10
    if not whole or kinds[0] is Kind.FLOAT:
        raise ExpressionError("round takes a decimal, and how many places as a number from 0 to 10")
    return Kind.DECIMAL


def _common(kinds: list[Kind]) -> Kind:
    kind = kinds[0]
    for other in kinds[1:]:
        if other is not kind:
            if not {kind, other} <= NUMBERS:
                raise ExpressionError(f"coalesce mixes {kind.value} and {other.value}")
            kind = _wider(kind, other)
    return kind
