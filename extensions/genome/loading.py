"""From answers to a genome, or to every problem that keeps them from being one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from .canonical import answers_of
from .hygiene import Endless, unclean
from .problems import GenomeError, Location, Problem
from .repair import Doubts, mark_stand_ins, repaired
from .resolution import resolved
from .rules import inspect
from .schema import Genome
from .translation import problems_from


def load(answers: Mapping[str, Any]) -> Genome:
    """Read a genome from its answers, as YAML gives them.

    Raises GenomeError with every problem that was found, in the order in which they stand there.
    """
    genome, problems, doubts = _parsed(answers)
    if genome is not None:
        found, warnings = inspect(genome, doubts)
        problems += found
    if genome is None or problems:
        raise GenomeError(_in_order(problems, answers))
    whole = resolved(genome)
    whole._warnings = tuple(_in_order(warnings, answers))
    whole._answers = answers_of(genome)
    return whole


def _parsed(answers: Mapping[str, Any]) -> tuple[Genome | None, list[Problem], Doubts]:
    """Type the answers. What is wrong by itself is taken out, so that rules can judge the rest."""
    try:
        problems = unclean(answers)
    except Endless as endless:
        raise GenomeError([endless.problem]) from None
    try:
        genome = Genome.model_validate(answers)
    except ValidationError as error:
        known = {problem.location for problem in problems}
        found = problems_from(error.errors(include_url=False))
        problems += [problem for problem in found if problem.location not in known]
    if not problems:
        return genome, problems, Doubts()
    rest, doubts = repaired(dict(answers), problems)
    try:
        genome = Genome.model_validate(rest)
    except ValidationError:
        return None, problems, doubts
    mark_stand_ins(genome, doubts)
    return genome, problems, doubts


def _in_order(problems: list[Problem], answers: Mapping[str, Any]) -> list[Problem]:
    """Sort problems by where they stand in the answers, and drop what is said twice."""
    unique = {(problem.location, problem.message): problem for problem in problems}
    return sorted(unique.values(), key=lambda problem: _position(problem.location, answers))


def _position(location: Location, answers: Any) -> list[int]:
    position, here = [], answers
    for part in location:
        if isinstance(here, Mapping):
            position.append(list(here).index(part) if part in here else len(here))
            here = here.get(part)
        elif isinstance(here, list | tuple) and isinstance(part, int) and part < len(here):
            position.append(part)
            here = here[part]
        else:
            position.append(0)
            here = None
    return position
