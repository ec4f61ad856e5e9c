"""Values that satisfy or break an entity's checks, found by trying them as SQL would."""

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from .expressions import (
    Binary,
    BoolOp,
    Call,
    Compare,
    Expression,
    FieldRef,
    In,
    IsNull,
    Literal,
    Not,
    operands,
    parse,
)
from .schema import Check, Entity, Field
from .values import WrongValue, typed_value

Values = dict[str, Any]
TRIES = 20_000
DURATION = Field.model_validate({"name": "duration", "type": "duration"})

ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right if right else None,
    "%": lambda left, right: left % right if right else None,
}
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda left, right: bool(left == right),
    "!=": lambda left, right: bool(left != right),
    ">": lambda left, right: bool(left > right),
    ">=": lambda left, right: bool(left >= right),
    "<": lambda left, right: bool(left < right),
    "<=": lambda left, right: bool(left <= right),
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "round": round,
    "lower": str.lower,
    "upper": str.upper,
    "length": len,
    "concat": lambda *parts: "".join(map(str, parts)),
}


def evaluate(node: Expression, values: Mapping[str, Any]) -> Any:
    """Return the value of an expression; None stands for SQL's unknown."""
    if isinstance(node, FieldRef):
        return values[node.name]
    if isinstance(node, Literal):
        return Decimal(str(node.value)) if isinstance(node.value, float) else node.value
    if isinstance(node, IsNull):
        return (evaluate(node.operand, values) is None) != node.negated
    if isinstance(node, BoolOp):
        return _connect(node, values)
    if isinstance(node, Not):
        inner = evaluate(node.operand, values)
        return None if inner is None else not inner
    if isinstance(node, In):
        value = evaluate(node.operand, values)
        found = value in [evaluate(item, values) for item in node.values]
        return None if value is None else found != node.negated
    if isinstance(node, Call):
        return _apply(node, values)
    assert isinstance(node, Binary | Compare)
    left, right = evaluate(node.left, values), evaluate(node.right, values)
    if left is None or right is None:
        return None
    left, right = _alike(left, right), _alike(right, left)
    return (ARITHMETIC if isinstance(node, Binary) else COMPARISONS)[node.op](left, right)


def _alike(value: Any, other: Any) -> Any:
    """Read a text beside a date or a time as one, as the database does."""
    if isinstance(value, str) and isinstance(other, datetime.datetime):
        moment = datetime.datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    if isinstance(value, str) and isinstance(other, datetime.date | datetime.time):
        return type(other).fromisoformat(value)
    if isinstance(value, str) and isinstance(other, datetime.timedelta):
        return typed_value(DURATION, value)
    if isinstance(value, float) and isinstance(other, Decimal):
        return Decimal(str(value))
    return value


def _connect(node: BoolOp, values: Mapping[str, Any]) -> bool | None:
    parts = [evaluate(part, values) for part in node.parts]
    decisive = node.op == "or"
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def _apply(node: Call, values: Mapping[str, Any]) -> Any:
    args = [evaluate(arg, values) for arg in node.args]
    if node.name == "coalesce":
        return next((arg for arg in args if arg is not None), None)
    return None if None in args else FUNCTIONS[node.name](*args)


def fields_of(node: Expression) -> set[str]:
    """Return the names of the fields that an expression reads."""
    return {operand.name for operand in operands(node)}


def breaking(entity: Entity, check: Check) -> Values | None:
    """Return values that break a check and no other, or None if none were found."""
    others = [parse(other.check) for other in entity.checks if other is not check]
    node = parse(check.check)

    def wanted(values: Values) -> bool:
        return evaluate(node, values) is False and all(
            evaluate(other, values) is not False
            for other in others
            if fields_of(other) <= values.keys()
        )

    return _search(entity, [node], wanted)


def satisfying(entity: Entity, checks: Iterable[Check]) -> Values | None:
    """Return values that satisfy all of the checks, or None if none were found."""
    nodes = [parse(check.check) for check in checks]
    return _search(
        entity, nodes, lambda values: all(evaluate(node, values) is not False for node in nodes)
    )


def _search(
    entity: Entity, nodes: list[Expression], wanted: Callable[[Values], bool]
) -> Values | None:
    names: set[str] = set().union(*map(fields_of, nodes))
    fields = [field for field in entity.fields if field.name in names]
    literals = [value for node in nodes for value in _literals(node)]
    combinations = itertools.product(*(_tried(field, literals) for field in fields))
    for combination in itertools.islice(combinations, TRIES):
        values = dict(zip((field.name for field in fields), combination, strict=True))
        if wanted(values):
            return values
    return None


def _literals(node: Expression) -> Iterator[Any]:
    if isinstance(node, Literal):
        yield node.value
    elif isinstance(node, Binary | Compare):
        yield from _literals(node.left)
        yield from _literals(node.right)
    elif isinstance(node, BoolOp | Call):
        for part in node.parts if isinstance(node, BoolOp) else node.args:
            yield from _literals(part)
    elif isinstance(node, Not):
        yield from _literals(node.operand)
    elif isinstance(node, In):
        yield from (value.value for value in node.values)


def _tried(field: Field, literals: list[Any]) -> list[Any]:
    """Return what to try for a field: near to the literals of the checks, then what is likely."""
    near = [value for literal in literals for value in _near(field, literal)]
    nothing = [] if field.required or field.is_text else [None]
    return [*near, *candidates(field), *nothing]


def _near(field: Field, literal: Any) -> list[Any]:
    if isinstance(literal, bool):
        return [literal]
    try:
        value = typed_value(field, literal)
    except WrongValue:
        return []
    if field.is_number:
        step: Any = 1
    elif field.type == "date":
        step = datetime.timedelta(days=1)
    elif field.type in {"datetime", "duration"}:
        step = datetime.timedelta(hours=1)
    else:
        too_long = field.max_length is not None and len(str(value)) > field.max_length
        return [] if too_long else [value]
    return [value, value + step, value - step]


def candidates(field: Field) -> Iterator[Any]:
    """Yield values to try for a field, its own limits and what lies just beyond them included."""
    if field.type == "enum":
        yield from (choice.value for choice in field.choices)
    elif field.type == "boolean":
        yield from (True, False)
    elif field.type in {"date", "datetime", "time"}:
        yield from _moments(field.type)
    elif field.type in {"integer", "big_integer", "decimal", "float"}:
        yield from _numbers(field)
    elif field.type == "duration":
        yield from (datetime.timedelta(hours=1), datetime.timedelta(hours=2), datetime.timedelta(0))
    else:
        yield from ("Example", "Other", "a", "A" * 40, "")


def _numbers(field: Field) -> Iterator[Any]:
    bounds = [bound for bound in (field.min, field.max) if bound is not None]
    near = [Decimal(str(bound)) + step for bound in bounds for step in (0, 1, -1)]
    for number in dict.fromkeys([*near, *map(Decimal, (1, 2, 5, 10, 50, 100, 1000, 0, -1, -100))]):
        yield (
            int(number)
            if field.type in {"integer", "big_integer"} or number == int(number)
            else number
        )


def _moments(kind: str) -> Iterator[Any]:
    for day in (10, 11, 20):
        if kind == "date":
            yield datetime.date(2026, 3, day)
        elif kind == "datetime":
            yield datetime.datetime(2026, 3, day, 9, tzinfo=datetime.UTC)
        else:
            yield datetime.time(day, 0)
