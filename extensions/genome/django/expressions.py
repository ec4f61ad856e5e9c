"""Genome expressions as Django expressions and conditions."""

from .. import pycode
from ..expressions import (
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
)
from ..pycode import Chain, Code, Group
from ..schema import Entity
from .imports import Imports

LOOKUPS = {"==": "exact", ">": "gt", ">=": "gte", "<": "lt", "<=": "lte"}
COMPARISONS = {
    "==": "Exact",
    ">": "GreaterThan",
    ">=": "GreaterThanOrEqual",
    "<": "LessThan",
    "<=": "LessThanOrEqual",
}
FLIPPED = {"==": "==", "!=": "!=", ">": "<", ">=": "<=", "<": ">", "<=": ">="}
FUNCTIONS = {
    "abs": "Abs",
    "round": "Round",
    "lower": "Lower",
    "upper": "Upper",
    "length": "Length",
    "coalesce": "Coalesce",
    "concat": "Concat",
}
# Whole numbers are divided as decimals: the database would cut the result to a whole number.
DIVIDEND = "models.DecimalField(max_digits=30, decimal_places=10)"
INTEGERS = {"integer", "big_integer"}
TEXTS = {"string", "text", "slug", "email", "url", "phone", "enum"}


def value_expression(node: Expression, entity: Entity, imports: Imports) -> Code:
    """Return a Django expression for a value, such as `models.F("a") * models.F("b")`."""
    if isinstance(node, FieldRef):
        return pycode.call("models.F", pycode.string(node.name))
    if isinstance(node, Literal):
        return pycode.call("models.Value", _literal(node.value, imports))
    if isinstance(node, Call):
        imports.add("django.db.models.functions", FUNCTIONS[node.name])
        if node.name == "round" and len(node.args) > 1:
            rounded, places = node.args
            assert isinstance(places, Literal)
            value = value_expression(rounded, entity, imports)
            return pycode.call("Round", value, precision=str(places.value))
        return _call(
            FUNCTIONS[node.name], [value_expression(arg, entity, imports) for arg in node.args]
        )
    if not isinstance(node, Binary):
        holds = condition(node, entity, imports)
        return pycode.call("models.ExpressionWrapper", holds, output_field="models.BooleanField()")
    if node.op == "+" and _is_text(node, entity):
        imports.add("django.db.models.functions", "Concat")
        return _call(
            "Concat", [value_expression(part, entity, imports) for part in _summands(node)]
        )
    left, right = (_operand(side, entity, imports) for side in (node.left, node.right))
    if node.op in {"/", "%"}:
        # Where the divisor is 0 the result is empty, instead of an error on every write.
        imports.add("django.db.models.functions", "NullIf")
        divisor = value_expression(node.right, entity, imports)
        right = _call("NullIf", [divisor, pycode.call("models.Value", "0")])
    if node.op == "/" and _is_integer(node.left, entity) and _is_integer(node.right, entity):
        imports.add("django.db.models.functions", "Cast")
        left = _call("Cast", [value_expression(node.left, entity, imports), DIVIDEND])
    return Chain(node.op, (left, right))


def condition(node: Expression, entity: Entity, imports: Imports) -> Code:
    """Return a Django condition for a check, such as `models.Q(a__gte=models.F("b"))`."""
    if isinstance(node, BoolOp):
        parts = [condition(part, entity, imports) for part in node.parts]
        if node.op == "and":
            return _all_of(parts)
        return Chain("|", tuple(parts))
    if isinstance(node, Not):
        inner = condition(node.operand, entity, imports)
        return negation(_call("models.Q", [inner]))
    if isinstance(node, IsNull):
        return pycode.call_with("models.Q", {f"{node.operand.name}__isnull": str(not node.negated)})
    if isinstance(node, In):
        values = pycode.listing(_literal(value.value, imports) for value in node.values)
        found = pycode.call_with("models.Q", {f"{node.operand.name}__in": values})
        return negation(found) if node.negated else found
    assert isinstance(node, Compare)
    return _comparison(node, entity, imports)


def _all_of(parts: list[Code]) -> Code:
    """Join conditions by and: as keywords of one Q where each is a single keyword of its own."""
    items = [item for part in parts if isinstance(part, Group) for item in part.items]
    plain = all(isinstance(part, Group) and part.opening == "models.Q(" for part in parts)
    labels = [label for label, _ in items]
    if plain and all(labels) and len(set(labels)) == len(labels):
        return Group("models.Q(", tuple(items), ")")
    return _call("models.Q", parts)


def _comparison(node: Compare, entity: Entity, imports: Imports) -> Code:
    operator, left, right = node.op, node.left, node.right
    if not isinstance(left, FieldRef) and isinstance(right, FieldRef):
        operator, left, right = FLIPPED[operator], right, left
    negated = operator == "!="
    operator = "==" if negated else operator
    if isinstance(left, FieldRef):
        lookup = "" if operator == "==" else f"__{LOOKUPS[operator]}"
        value: Code = (
            _literal(right.value, imports)
            if isinstance(right, Literal)
            else value_expression(right, entity, imports)
        )
        found = pycode.call_with("models.Q", {f"{left.name}{lookup}": value})
    else:
        name = COMPARISONS[operator]
        imports.add("django.db.models.lookups", name)
        sides = [value_expression(side, entity, imports) for side in (left, right)]
        found = _call("models.Q", [_call(name, sides)])
    return negation(found) if negated else found


def _operand(node: Expression, entity: Entity, imports: Imports) -> Code:
    if isinstance(node, Literal):
        return _literal(node.value, imports)
    inner = value_expression(node, entity, imports)
    return f"({pycode.flat(inner)})" if isinstance(inner, Chain) else inner


def _call(name: str, args: list[Code]) -> Group:
    return pycode.call(name, *args)


def negation(group: Group) -> Group:
    return Group(f"~{group.opening}", group.items, group.closing)


def _literal(value: object, imports: Imports) -> str:
    if isinstance(value, str):
        return pycode.string(value)
    if isinstance(value, float):
        imports.add("decimal", "Decimal")
        return f'Decimal("{value}")'
    return repr(value)


def _summands(node: Expression) -> list[Expression]:
    if isinstance(node, Binary) and node.op == "+":
        return _summands(node.left) + _summands(node.right)
    return [node]


def _is_text(node: Expression, entity: Entity) -> bool:
    if isinstance(node, Binary):
        return _is_text(node.left, entity)
    if isinstance(node, Literal):
        return isinstance(node.value, str)
    if isinstance(node, Call):
        return node.name in {"lower", "upper", "concat"}
    return isinstance(node, FieldRef) and _type(node, entity) in TEXTS


def _is_integer(node: Expression, entity: Entity) -> bool:
    if isinstance(node, Literal):
        return isinstance(node.value, int)
    return isinstance(node, FieldRef) and _type(node, entity) in INTEGERS


def _type(node: FieldRef, entity: Entity) -> str:
    return entity.fields_by_name[node.name].type
