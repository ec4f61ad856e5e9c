"""Texts that match a pattern."""

import re

import pytest

from apps.core.patterns import text_matching


@pytest.mark.parametrize(
    "pattern",
    [
        "^#[0-9a-fA-F]{6}$",
        r"^[A-Z]{2}\d{4}\Z",
        r"(?P<a>x|y)-\1",
        r"\w+@\w+\.(com|org)",
        "[^a-z]{3}",
        ".+",
        "^(?=.*[0-9])[a-z0-9]{8}$",
        r"^a?b*c+\s\S\D\W$",
        "(?i)^abc$",
        "",
    ],
)
def test_the_text_matches(pattern):
    for number in range(20):
        text = text_matching(pattern, max_length=40, number=number)
        assert re.search(pattern, text)
        assert len(text) <= 40
        assert text == text_matching(pattern, max_length=40, number=number)


def test_numbers_make_a_difference():
    assert len({text_matching("^[a-z]{10}$", 10, number=number) for number in range(100)}) == 100


@pytest.mark.parametrize(("pattern", "length"), [("a{10}", 5), ("^a$b", 50)])
def test_what_cannot_be_is_said(pattern, length):
    with pytest.raises(ValueError, match="Found no text"):
        text_matching(pattern, length)
