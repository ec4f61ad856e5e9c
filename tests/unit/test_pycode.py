"""What `pycode` writes is Python that says the same and that ruff leaves as it is."""

import ast
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extensions.genome import pycode

SHORT = st.text(st.characters(), max_size=120)
# Long ones: words in some alphabet, whose lengths lie close to where a line ends.
LONG = st.builds(
    lambda words, many: " ".join(words * many)[: 20 * many],
    st.lists(st.text(st.characters(), min_size=1, max_size=15), min_size=1, max_size=4),
    st.integers(min_value=1, max_value=30),
)
NEAR = st.builds(
    lambda letter, size, space: (letter * space + " ") * (size // (space + 1)) + letter * 7,
    st.sampled_from("ab\"'\\éжש世한🙂e\u0301\u200f\n"),
    st.integers(min_value=60, max_value=110),
    st.integers(min_value=1, max_value=120),
)
TEXTS = st.one_of(SHORT, LONG, NEAR)
NAMES = st.from_regex(r"name_[a-z]{1,30}", fullmatch=True)
ATOMS = st.one_of(NAMES, TEXTS.map(pycode.string), TEXTS.map(pycode.regex), st.integers().map(repr))
PIECES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(pycode.listing),
        st.builds(
            lambda name, args, keywords: pycode.Group(
                f"{name}(",
                (
                    *(("", arg) for arg in args),
                    *((f"{key}=", value) for key, value in keywords.items()),
                ),
                ")",
            ),
            NAMES.map("call_{}".format),
            st.lists(inner, max_size=3),
            st.dictionaries(NAMES.map("key_{}".format), inner, max_size=3),
        ),
        st.dictionaries(TEXTS, inner, min_size=1, max_size=3).map(
            lambda items: pycode.mapping((pycode.string(key), item) for key, item in items.items())
        ),
    ),
    max_leaves=12,
)


def formatted(source: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--line-length", str(pycode.WIDTH), "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, check=True).stdout


@given(st.lists(PIECES, min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_ruff_leaves_every_assignment_as_it_is(pieces: Any) -> None:
    lines = [pycode.assignment(f"name_{number}", piece, 0) for number, piece in enumerate(pieces)]
    source = "\n".join(lines) + "\n"
    assert formatted(source) == source


@given(st.lists(PIECES, min_size=1, max_size=20))
@settings(max_examples=30, deadline=None)
def test_ruff_leaves_nested_code_as_it_is(pieces: Any) -> None:
    lines = [
        "    " + pycode.assignment(f"name_{number}", piece, 4)
        for number, piece in enumerate(pieces)
    ]
    source = "class Example:\n" + "\n".join(lines) + "\n"
    assert formatted(source) == source


@given(st.text())
def test_a_string_literal_says_the_same(text: Any) -> None:
    assert ast.literal_eval(pycode.string(text)) == text


@given(st.text())
def test_a_string_literal_stands_on_one_line_of_printable_characters(text: Any) -> None:
    assert pycode.string(text).isprintable()


@given(st.text().filter(str.strip))
def test_a_docstring_says_the_same_with_white_space_folded(text: Any) -> None:
    literal = pycode.docstring(text, 8)
    assert all(line.isprintable() for line in literal.split("\n"))
    said = " ".join(ast.literal_eval(literal).split())
    assert said.rstrip(".") == " ".join(text.split()).rstrip(".")


@given(TEXTS)
def test_a_long_string_says_the_same(text: Any) -> None:
    assignment = ast.parse(pycode.assignment("name", pycode.string(text), 0)).body[0]
    assert isinstance(assignment, ast.Assign)
    assert ast.literal_eval(assignment.value) == text


@given(TEXTS.filter(str.strip))
def test_only_words_are_longer_than_a_line(text: Any) -> None:
    source = "def name():\n    " + pycode.docstring(text, 4) + "\n\n\n"
    source += pycode.assignment("name", pycode.string(text), 0) + "\n"
    source += pycode.assignment("names", pycode.call("call", a=pycode.string(text)), 0) + "\n"
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select=E501"]
    command += [f"--line-length={pycode.WIDTH}", "--output-format=concise", "-"]
    checked = subprocess.run(command, input=source, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=20))
@settings(max_examples=30, deadline=None)
def test_ruff_leaves_every_docstring_as_it_is(texts: Any) -> None:
    functions = [
        f"def name_{number}():\n    {pycode.docstring(text, 4)}\n"
        for number, text in enumerate(texts)
    ]
    source = "\n\n".join(functions)
    assert formatted(source) == source


@given(st.text())
def test_a_regular_expression_says_the_same(pattern: Any) -> None:
    assert ast.literal_eval(pycode.regex(pattern)) == pattern


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        (
            [("apps.b.models", "B"), ("django.db", "models"), ("uuid", None), ("apps.a", "a")],
            [
                "import uuid",
                "",
                "from django.db import models",
                "",
                "from apps.a import a",
                "from apps.b.models import B",
            ],
        ),
        (
            [("x", "b as c"), ("x", "D"), ("x", "a as e")],
            ["from x import D", "from x import a as e", "from x import b as c"],
        ),
        (
            [("x", "b2"), ("x", "b10"), ("x", "A"), ("x", "LIMIT")],
            ["from x import LIMIT, A, b2, b10"],
        ),
    ],
)
def test_imports_come_in_the_order_of_isort(names: Any, lines: Any) -> None:
    assert pycode.imports(names) == lines
