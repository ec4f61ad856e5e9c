"""Texts that match a regular expression, for sample data."""

import re
import string
from collections.abc import Sequence
from itertools import product
from re import _constants as codes  # type: ignore[attr-defined]  # the standard library's own
from re import _parser as parser  # type: ignore[attr-defined]  # parser has no public name
from typing import Any

MOST_EXTRA_REPEATS = 5
ATTEMPTS = 20  # for look-arounds, which only the finished text can be asked about
ALPHABET = string.ascii_letters + string.digits
# Neighbours in a sequence shall not look alike; a prime keeps them distinct.
STEP, START = 7919, 104_729

CATEGORIES = {
    codes.CATEGORY_DIGIT: string.digits,
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: ALPHABET + "_",
    codes.CATEGORY_NOT_DIGIT: string.ascii_letters,
    codes.CATEGORY_NOT_SPACE: ALPHABET,
    codes.CATEGORY_NOT_WORD: "-",
}


def text_matching(pattern: str, max_length: int, number: int = 0) -> str:
    """Return a text that matches `pattern`: for every number another one, until none is left.

    Raises ValueError if none of at most `max_length` characters is found.
    """
    tree = parser.parse(pattern)
    for attempt, extra in product(range(1, ATTEMPTS), range(MOST_EXTRA_REPEATS, -1, -1)):
        text = _Writer(number * STEP + START * attempt, extra).text(tree)
        if len(text) <= max_length and re.search(pattern, text):
            return text
    raise ValueError(f"Found no text of {max_length} characters that matches {pattern!r}.")


class _Writer:
    """Walks a parsed pattern; each choice on the way takes a digit of the number."""

    def __init__(self, number: int, extra_repeats: int) -> None:
        self.number = number
        self.extra_repeats = extra_repeats
        self.groups: dict[int, str] = {}

    def text(self, tree: Any) -> str:
        return "".join(self._part(code, value) for code, value in tree)

    def _choose(self, options: Sequence[Any]) -> Any:
        self.number, index = divmod(self.number, len(options))
        return options[index]

    def _part(self, code: Any, value: Any) -> str:
        match code:
            case codes.LITERAL:
                return chr(value)
            case codes.NOT_LITERAL:
                return self._choose([item for item in ALPHABET if ord(item) != value])
            case codes.ANY:
                return self._choose(ALPHABET)
            case codes.IN:
                return self._choose(_members(value))
            case codes.BRANCH:
                return self.text(self._choose(value[1]))
            case codes.SUBPATTERN:
                return self._group(value[0], value[-1])
            case codes.ATOMIC_GROUP:
                return self.text(value)
            case codes.GROUPREF:
                return self.groups.get(value, "")
            case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
                return self._repeat(*value)
        return ""  # anchors and look-arounds take no room; the caller checks the whole text

    def _group(self, number: int | None, tree: Any) -> str:
        text = self.text(tree)
        if number is not None:
            self.groups[number] = text
        return text

    def _repeat(self, least: int, most: int, tree: Any) -> str:
        count = min(most, least + self.extra_repeats)
        return "".join(self.text(tree) for _ in range(count))


def _members(parts: list[tuple[Any, Any]]) -> str:
    """Return the characters that a set such as `[a-f0-9]` or `[^x]` stands for."""
    listed = ""
    for code, value in parts:
        match code:
            case codes.LITERAL:
                listed += chr(value)
            case codes.RANGE:
                low, high = value
                listed += "".join(map(chr, range(low, min(high, low + 200) + 1)))
            case codes.CATEGORY:
                listed += CATEGORIES[value]
    if parts[0][0] is codes.NEGATE:
        return "".join(item for item in ALPHABET if item not in listed)
    return listed
