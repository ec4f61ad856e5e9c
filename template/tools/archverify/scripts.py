"""TypeScript as text, with what is no code blanked: enough to see what a line does."""

import re
from collections.abc import Iterator

_PIECES = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`""", re.DOTALL
)


def code(text: str) -> str:
    """The text without comments; every character that is left stands where it stood."""
    return _PIECES.sub(lambda found: found[0] if found[0][0] != "/" else _blank(found[0]), text)


def bare_code(text: str) -> str:
    """The text without comments and without what literals say."""
    return _PIECES.sub(lambda found: _blank(found[0]), text)


def literals(text: str) -> Iterator[tuple[int, str]]:
    """The literals of text and templates, each with its line."""
    for found in _PIECES.finditer(text):
        if found[0][0] != "/":
            yield line_of(text, found.start()), found[0][1:-1]


def line_of(text: str, place: int) -> int:
    """The line that a place in the text is on."""
    return text.count("\n", 0, place) + 1


def _blank(piece: str) -> str:
    return re.sub(r"[^\n]", " ", piece)
