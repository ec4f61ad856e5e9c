"""What `tscode` writes is TypeScript that says the same and that prettier leaves as it is."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extensions.genome import tscode
from tests.hostile import TEXTS

LINE = re.compile(r"[\n\r\u2028\u2029]")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_text_says_what_it_said(text: str) -> None:
    assert said(tscode.string(text)) == text


@given(st.text(st.characters(codec="utf-8")))
@settings(deadline=None)
def test_every_text_says_what_it_said(text: str) -> None:
    literal = tscode.string(text)

    assert said(literal) == said(literal.in_ascii) == text
    assert not LINE.search(literal)
    assert literal.in_ascii.isascii()


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ({}, "{}"),
        ([], "[]"),
        ({"a": 1, "b-c": [True, None]}, '{ a: 1, "b-c": [true, null] }'),
        ({"__proto__": "x"}, '{ ["__proto__"]: "x" }'),
        ([1.0, 1e30, -0.5], "[1, 1e30, -0.5]"),
        ([{"a": 1, "b": 2}, {"a": 3, "b": 4}], "[\n  { a: 1, b: 2 },\n  { a: 3, b: 4 },\n]"),
        ([[1, 2], [3]], "[[1, 2], [3]]"),
        (['"', "'"], "['\"', \"'\"]"),
    ],
)
def test_data(value: Any, source: str) -> None:
    assert tscode.render(tscode.data(value), 0) == source


@pytest.mark.parametrize(
    ("key", "width", "breaks"),
    [("label", 90, False), ("label", 91, True), ("help", 200, False)],
)
def test_a_long_text_stands_below_its_key(key: str, width: int, breaks: bool) -> None:
    text = "x" * (width - len('""'))

    assert ("\n" in tscode.entry(key, tscode.string(text), 2)) == breaks


def said(literal: str) -> str:
    """What a literal says, read by the rules of JavaScript."""
    body = re.sub(
        r"\\(?:x([0-9a-f]{2})|u\{([0-9a-f]+)\}|(.))",
        lambda found: _character(found) if found[1] or found[2] else found[0],
        literal[1:-1],
    )
    if literal[0] == "'":
        body = body.replace("\\'", "'").replace('"', '\\"')
    return str(json.loads(f'"{body}"', strict=False))


def _character(found: re.Match[str]) -> str:
    return json.dumps(chr(int(found[1] or found[2], 16)))[1:-1]
