"""What is wrong with a genome, said so that its author can put it right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

Location = tuple[str | int, ...]

_GAP = 3
_WIDEST_PATH = 60
_LONGEST_QUOTE = 60
_LONGEST_NUMBER = 10_000


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it stands in the genome, and what to do about it."""

    location: Location
    message: str

    @property
    def path(self) -> str:
        """The location as people write it, such as `entities[1].fields[0].type`."""
        return path_of(self.location)


class GenomeError(ValueError):
    """A genome that cannot be used, with every problem that was found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(report(self.problems))


def path_of(location: Location) -> str:
    """Write a location as a path; the genome as a whole is called `genome`."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            path += f".{printable(part)}" if path else printable(part)
    return path or "genome"


def report(problems: list[Problem], what: str = "problem") -> str:
    """Lay problems (or warnings) out as a table: a header line, then one line each."""
    count = len(problems)
    header = f"genome: {count} {what}{'' if count == 1 else 's'}"
    paths = [problem.path for problem in problems]
    width = min(max(map(len, paths), default=0), _WIDEST_PATH) + _GAP
    lines = [
        f"  {path.ljust(width)}{_one_line(problem.message)}"
        for path, problem in zip(paths, problems, strict=True)
    ]
    return "\n".join([header, *lines])


def printable(text: str) -> str:
    """Shorten a text of unknown size and content to something that fits in one line."""
    short = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 3] + "..."
    return _one_line(short)


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def quoted(value: object) -> str:
    """Quote a value of the genome for a message."""
    if isinstance(value, int) and value.bit_length() > _LONGEST_NUMBER:
        return "a number with thousands of digits"
    return f"'{printable(str(value))}'"


def one_of(words: Iterable[str]) -> str:
    """Join words for a sentence: `a, b or c`."""
    *others, last = map(printable, words)
    return f"{', '.join(others)} or {last}" if others else last


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """Find the candidate that a misspelt word most likely meant, if any is near enough."""
    by_folded = {candidate.casefold(): candidate for candidate in candidates}
    found = difflib.get_close_matches(word[:100].casefold(), by_folded, n=1, cutoff=0.65)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return the tail `; did you mean 'x'?`, or nothing when no candidate is near."""
    guess = closest(word, candidates)
    return f"; did you mean '{printable(guess)}'?" if guess else ""
