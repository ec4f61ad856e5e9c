"""Texts that match a regular expression, for sample data."""

import re
import string
from random import Random
from re import _constants as codes  # type: ignore[attr-defined]  # the standard library's own
from re import _parser as parser  # type: ignore[attr-defined]  # parser has no public name
from typing import Any

ATTEMPTS = 50
EXTRA_REPEATS = 8
ALPHABET = string.ascii_letters + string.digits

CATEGORIES = {
    codes.CATEGORY_DIGIT: string.digits,
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: ALPHABET + "_",
    codes.CATEGORY_NOT_DIGIT: string.ascii_letters,
    codes.CATEGORY_NOT_SPACE: ALPHABET,
    codes.CATEGORY_NOT_WORD: "-",
}


def text_matching(pattern: str, max_length: int, number: int = 0) -> str:
    """Return a text that matches `pattern`: the same for the same number, as a rule another for
    another one. Raises ValueError if none of at most `max_length` characters is found.
    """
    tree = parser.parse(pattern)
    for attempt in range(ATTEMPTS):
        extra = EXTRA_REPEATS if attempt < ATTEMPTS // 2 else 0
        text = _Generator(Random(f"{number}/{attempt}"), extra).text(tree)
        if len(text) <= max_length and re.search(pattern, text):
            return text
    raise ValueError(f"Found no text of {max_length} characters that matches {pattern!r}.")


class _Generator:
    """Walks a parsed pattern and makes up one text for it."""

    def __init__(self, random: Random, extra_repeats: int) -> None:
        self.random = random
        self.extra_repeats = extra_repeats
        self.groups: dict[int, str] = {}

    def text(self, tree: Any) -> str:
        return "".join(self._part(code, value) for code, value in tree)

    def _part(self, code: Any, value: Any) -> str:
        match code:
            case codes.LITERAL:
                return chr(value)
            case codes.NOT_LITERAL:
                return self.random.choice([item for item in ALPHABET if ord(item) != value])
            case codes.ANY:
                return self.random.choice(ALPHABET)
            case codes.IN:
                return self.random.choice(_members(value))
            case codes.BRANCH:
                return self.text(self.random.choice(value[1]))
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
        fewest = min(most, least + self.extra_repeats // 2)
        count = self.random.randint(fewest, min(most, least + self.extra_repeats))
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
