"""Refuses what YAML can hold and no genome can: endless structures, impossible characters."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from .problems import Location, Problem

DEEPEST = 40
MOST_NODES = 1_000_000
MOST_BITS = 1024

NUL = "holds a NUL character, which neither the database nor a file can hold"
HUGE = "is larger than any number that can be kept"
INFINITE = "must be a finite number"
SURROGATE = "holds half of a character (a lone surrogate), which no file can hold"


class Endless(Exception):
    """The answers contain themselves, or are nested or repeated beyond measure."""

    def __init__(self, location: Location, reason: str) -> None:
        super().__init__(reason)
        self.problem = Problem(location, reason)


def unclean(answers: Any) -> list[Problem]:
    """Find texts and numbers that cannot be kept. Raises Endless where a look makes no sense."""
    problems: list[Problem] = []
    for count, (location, value) in enumerate(_walk(answers, (), ())):
        if count > MOST_NODES:
            raise Endless((), f"is too large: it has more than {MOST_NODES:,} values")
        if reason := _fault(value):
            problems.append(Problem(location, reason))
    return problems


def _walk(value: Any, location: Location, above: tuple[int, ...]) -> Iterator[tuple[Location, Any]]:
    if isinstance(value, dict):
        children = [
            (key if isinstance(key, int) else str(key), item) for key, item in value.items()
        ]
    elif isinstance(value, list | tuple):
        children = list(enumerate(value))
    else:
        yield location, value
        return
    if id(value) in above:
        raise Endless(location, "contains itself; write it out")
    if len(above) > DEEPEST:
        raise Endless(location[:6], f"is nested more than {DEEPEST} levels deep")
    for key, item in children:
        yield from _walk(item, (*location, key), (*above, id(value)))


def _fault(value: Any) -> str | None:
    if isinstance(value, str):
        if "\0" in value:
            return NUL
        if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
            return SURROGATE
    elif isinstance(value, int) and value.bit_length() > MOST_BITS:
        return HUGE
    elif isinstance(value, float) and not math.isfinite(value):
        return INFINITE
    return None
