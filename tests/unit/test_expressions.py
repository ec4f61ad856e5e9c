"""The language of `computed` and `check`."""

import pytest

from extensions.genome.expressions import (
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
    operands,
    parse,
)
from extensions.genome.fields import Field
from extensions.genome.kinds import Kind, kind_of

X, Y = FieldRef("x"), FieldRef("y")
TREES: dict[str, Expression] = {
    "x": X,
    "x * y": Binary("*", X, Y),
    "x + y % 2": Binary("+", X, Binary("%", Y, Literal(2))),
    "-3": Literal(-3),
    "-1.5": Literal(-1.5),
    "-x": Binary("-", Literal(0), X),
    "+x": X,
    "x >= y": Compare(">=", X, Y),
    "1 < x <= 9": BoolOp("and", (Compare("<", Literal(1), X), Compare("<=", X, Literal(9)))),
    "x == 'a' or not y": BoolOp(
        "or", (Compare("==", X, Literal("a")), Not(Compare("==", Y, Literal(True))))
    ),
    "x is None": IsNull(X),
    "x is not null": IsNull(X, negated=True),
    "x in ['a', 'b']": In(X, (Literal("a"), Literal("b"))),
    "x not in (1, 2)": In(X, (Literal(1), Literal(2)), negated=True),
    "coalesce(x, 0)": Call("coalesce", (X, Literal(0))),
    "x == true": Compare("==", X, Literal(True)),
    "  x\n": X,
}
NO_TREES = {
    "x = 1": "==",
    "": "is not an expression",
    "x +": "is not an expression",
    "x ** 2": "is not possible",
    "x.y": "own fields",
    "f(x)": "is not a function",
    "abs(x, key=1)": "plain values",
    "abs(*x)": "plain values",
    "x == None": "is None",
    "x == null": "is None",
    "x is 3": "use ==",
    "x + 1 is None": "use ==",
    "x in y": "list of values",
    "x in []": "list of values",
    "x in [y]": "list of texts or numbers",
    "~x": "use not",
    "x if y else 1": "is not possible",
    "lambda: 1": "is not possible",
    "[x for x in y]": "is not possible",
    "__import__('os')": "is not a function",
    "x == b'a'": "only texts, numbers",
    "x == 1e999": "none too large",
    "x == 99999999999999999999": "none too large",
    "x == 'a\\nb'": "one line",
    "(" * 400: "is not an expression",
    "x" * 2000: "longer than",
    "x == '\0'": "is not an expression",
    "x; y": "is not an expression",
}
TYPES: dict[str, dict[str, object]] = {
    "whole": {"type": "integer"},
    "price": {"type": "decimal"},
    "weight": {"type": "float"},
    "name": {"type": "string"},
    "state": {"type": "enum", "choices": ["OPEN", "DONE"]},
    "paid": {"type": "boolean"},
    "day": {"type": "date"},
    "moment": {"type": "datetime"},
    "later": {"type": "datetime"},
    "span": {"type": "duration"},
    "secret": {"type": "string", "encrypted": True},
    "total": {"type": "decimal", "computed": "price * whole"},
    "owner": {"type": "reference", "to": "User"},
    "data": {"type": "json"},
}
FIELDS = {name: Field.model_validate({"name": name, **keys}) for name, keys in TYPES.items()}
KINDS = {
    "whole + 1": Kind.INTEGER,
    "whole * price": Kind.DECIMAL,
    "whole / 2": Kind.DECIMAL,
    "weight * 1.5": Kind.FLOAT,
    "1.5 * weight": Kind.FLOAT,
    "round(weight)": Kind.FLOAT,
    "abs(whole)": Kind.INTEGER,
    "span + span": Kind.DURATION,
    "name + ' ' + state": Kind.TEXT,
    "concat(name, state)": Kind.TEXT,
    "length(name)": Kind.INTEGER,
    "round(price, 1)": Kind.DECIMAL,
    "coalesce(whole, 0)": Kind.INTEGER,
    "later - moment": Kind.DURATION,
    "day > '2024-02-29'": Kind.BOOLEAN,
    "state == 'OPEN'": Kind.BOOLEAN,
    "paid and price > 0": Kind.BOOLEAN,
    "day is None or not paid": Kind.BOOLEAN,
    "span > 'P1D'": Kind.BOOLEAN,
}
MISFITS = {
    "whole + name": "do not go together",
    "price * weight": "make both decimal",
    "price > name": "cannot be compared",
    "day > 5": "must be a date",
    "day > 'soon'": "must be a date",
    "state == 'OPN'": "did you mean 'OPEN'?",
    "state in ['OPEN', 'DNE']": "did you mean 'DONE'?",
    "nmae == 'a'": "did you mean 'name'?",
    "secret == 'a'": "encrypted",
    "total > 1": "computed itself",
    "owner == 'a'": "type reference",
    "data == 'a'": "type json",
    "paid > paid": "no order",
    "whole and paid": "cannot be compared",
    "whole + 1 or paid": "need comparisons",
    "not True": "need comparisons",
    "1 < 2": "two fixed values",
    "whole > 3000000000": "can never be",
    "lower(whole) == 'a'": "needs text",
    "abs(name) > 1": "needs a number",
    "round(price, whole) > 1": "how many places",
    "coalesce(name) == 'a'": "takes 2 to 20",
    "coalesce(name, whole) == 'a'": "mixes",
    "moment + span > later": "do not go together",
}


@pytest.mark.parametrize(("text", "tree"), TREES.items())
def test_expressions_are_read_into_trees(text: str, tree: Expression) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(("text", "reason"), NO_TREES.items())
def test_what_is_no_expression_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert reason in str(caught.value)


@pytest.mark.parametrize(("text", "kind"), KINDS.items())
def test_the_kind_of_an_expression_follows_from_its_parts(text: str, kind: Kind) -> None:
    assert kind_of(parse(text), FIELDS) is kind


@pytest.mark.parametrize(("text", "reason"), MISFITS.items())
def test_parts_that_do_not_fit_are_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        kind_of(parse(text), FIELDS)
    assert reason in str(caught.value)


def test_operands_are_all_fields_that_are_named() -> None:
    node = parse("a + abs(b) > c or not d or e is None or f in [1]")
    assert [operand.name for operand in operands(node)] == list("abcdef")
