"""The little language of `computed` and `check`: read into a tree, and its types worked out.

It has Python's syntax and is limited to what a database can compute from one row: the entity's own
fields, literals, arithmetic, comparisons, and / or / not, `in`, `is None` and a few functions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from .problems import one_of, quoted

LONGEST = 1000
FUNCTIONS = ("abs", "round", "lower", "upper", "length", "coalesce", "concat")

_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Mod: "%",
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_CONSTANTS = {"true": True, "false": False}
_EMPTY = frozenset({"null", "none"})


class ExpressionError(ValueError):
    """An expression that cannot be used, with the reason in plain words."""


@dataclass(frozen=True)
class FieldRef:
    """A field of the same record."""

    name: str


@dataclass(frozen=True)
class Literal:
    """A fixed text, number or truth value."""

    value: str | int | float | bool


@dataclass(frozen=True)
class Binary:
    """Arithmetic; op is one of + - * / %. Texts are joined by +."""

    op: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Compare:
    """A comparison; op is one of == != < <= > >=."""

    op: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class BoolOp:
    """Conditions joined by op, which is `and` or `or`."""

    op: str
    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Not:
    """The opposite of a condition."""

    operand: Expression


@dataclass(frozen=True)
class IsNull:
    """Whether a field is empty, or (negated) is not."""

    operand: FieldRef
    negated: bool = False


@dataclass(frozen=True)
class In:
    """Whether a field is one of some literals, or (negated) is not."""

    operand: FieldRef
    values: tuple[Literal, ...]
    negated: bool = False


@dataclass(frozen=True)
class Call:
    """A function of FUNCTIONS."""

    name: str
    args: tuple[Expression, ...]


Expression = FieldRef | Literal | Binary | Compare | BoolOp | Not | IsNull | In | Call


def parse(text: str) -> Expression:
    """Read an expression. Raises ExpressionError with the reason and a way out."""
    if len(text) > LONGEST:
        raise ExpressionError(f"is longer than {LONGEST} letters")
    try:
        tree = ast.parse(text.strip(), mode="eval")
        return _expression(tree.body)
    except SyntaxError:
        advice = "; compare with ==" if _has_single_equals(text) else ""
        raise ExpressionError(f"{quoted(text)} is not an expression{advice}") from None
    except (ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, ExpressionError):
            raise
        raise ExpressionError(f"{quoted(text)} is not an expression") from None


def operands(node: Expression) -> Iterator[FieldRef]:
    """Yield every field that an expression refers to."""
    if isinstance(node, FieldRef):
        yield node
    elif isinstance(node, Binary | Compare):
        yield from operands(node.left)
        yield from operands(node.right)
    elif isinstance(node, BoolOp | Call):
        for part in node.parts if isinstance(node, BoolOp) else node.args:
            yield from operands(part)
    elif isinstance(node, Not | IsNull | In):
        yield from operands(node.operand)


def _has_single_equals(text: str) -> bool:
    return "=" in text.replace("==", "").replace("!=", "").replace("<=", "").replace(">=", "")


def _expression(node: ast.expr) -> Expression:
    if isinstance(node, ast.Name):
        return _name(node.id)
    if isinstance(node, ast.Constant):
        return _constant(node.value)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return Binary(_OPERATORS[type(node.op)], _expression(node.left), _expression(node.right))
    if isinstance(node, ast.UnaryOp):
        return _unary(node)
    if isinstance(node, ast.BoolOp):
        word = "and" if isinstance(node.op, ast.And) else "or"
        return BoolOp(word, tuple(_condition(part) for part in node.values))
    if isinstance(node, ast.Compare):
        return _comparison(node)
    if isinstance(node, ast.Call):
        return _call(node)
    if isinstance(node, ast.Attribute):
        raise ExpressionError("only the entity's own fields can be used, not those of another")
    raise ExpressionError(
        f"{quoted(ast.unparse(node))} is not possible here; use fields, numbers, texts, + - * / %, "
        f"comparisons, and, or, not, in, is None, and {one_of(FUNCTIONS)}"
    )


def _condition(node: ast.expr) -> Expression:
    """Read a part of a condition; a bare boolean field means that it is true."""
    part = _expression(node)
    return Compare("==", part, Literal(True)) if isinstance(part, FieldRef) else part


def _name(name: str) -> Expression:
    if name in _CONSTANTS:
        return Literal(_CONSTANTS[name])
    if name in _EMPTY:
        raise ExpressionError("compare with nothing by `is None` or `is not None`")
    return FieldRef(name)


def _constant(value: object) -> Literal:
    if value is None:
        raise ExpressionError("compare with nothing by `is None` or `is not None`")
    if isinstance(value, bool | str):
        if isinstance(value, str) and not value.isprintable():
            raise ExpressionError("a text in an expression must stand in one line")
        return Literal(value)
    if isinstance(value, int | float) and abs(value) < 2**63:
        return Literal(value)
    raise ExpressionError("only texts, numbers, True and False can be written out, none too large")


def _unary(node: ast.UnaryOp) -> Expression:
    if isinstance(node.op, ast.Not):
        return Not(_condition(node.operand))
    if not isinstance(node.op, ast.USub | ast.UAdd):
        raise ExpressionError("~ is not possible here; use not")
    operand = _expression(node.operand)
    if isinstance(node.op, ast.UAdd):
        return operand
    if isinstance(operand, Literal) and _is_number(operand.value):
        return Literal(
            -float(operand.value) if isinstance(operand.value, float) else -int(operand.value)
        )
    return Binary("-", Literal(0), operand)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _comparison(node: ast.Compare) -> Expression:
    """Read a comparison; a chain such as `1 <= x <= 9` becomes its parts joined by `and`."""
    lefts = [node.left, *node.comparators[:-1]]
    parts = tuple(
        _pair(operator, left, right)
        for operator, left, right in zip(node.ops, lefts, node.comparators, strict=True)
    )
    return parts[0] if len(parts) == 1 else BoolOp("and", parts)


def _pair(operator: ast.cmpop, left: ast.expr, right: ast.expr) -> Expression:
    if isinstance(operator, ast.Is | ast.IsNot):
        return _is_null(left, right, negated=isinstance(operator, ast.IsNot))
    if isinstance(operator, ast.In | ast.NotIn):
        return _in(left, right, negated=isinstance(operator, ast.NotIn))
    return Compare(_COMPARISONS[type(operator)], _expression(left), _expression(right))


def _is_null(left: ast.expr, right: ast.expr, *, negated: bool) -> IsNull:
    nothing = (isinstance(right, ast.Constant) and right.value is None) or (
        isinstance(right, ast.Name) and right.id in _EMPTY
    )
    operand = _expression(left)
    if not nothing or not isinstance(operand, FieldRef):
        raise ExpressionError("`is` only compares a field with None; use == otherwise")
    return IsNull(operand, negated)


def _in(left: ast.expr, right: ast.expr, *, negated: bool) -> In:
    operand = _expression(left)
    if not isinstance(right, ast.List | ast.Tuple | ast.Set) or not right.elts:
        raise ExpressionError("after `in` comes a list of values, such as ['a', 'b']")
    values = [_expression(item) for item in right.elts]
    literals = tuple(value for value in values if isinstance(value, Literal))
    if not isinstance(operand, FieldRef) or len(literals) < len(values):
        raise ExpressionError("`in` compares a field with a list of texts or numbers")
    return In(operand, literals, negated)


def _call(node: ast.Call) -> Call:
    name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
    if name not in FUNCTIONS:
        raise ExpressionError(f"{quoted(name)} is not a function here; use {one_of(FUNCTIONS)}")
    if node.keywords or any(isinstance(arg, ast.Starred) for arg in node.args):
        raise ExpressionError(f"{name} takes plain values only")
    return Call(name, tuple(_expression(arg) for arg in node.args))
