"""Small genomes for tests: a working one, to be changed where a test looks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from extensions.genome import Genome, GenomeError, load

Answers = dict[str, Any]

REPOSITORY = Path(__file__).parents[1]
EXAMPLES = sorted((REPOSITORY / "examples").glob("*.yml"))


def example(name: str) -> Answers:
    """The answers of one of the examples, to be changed at will."""
    return deepcopy(_read(REPOSITORY / "examples" / f"{name}.yml"))


_read = cache(lambda path: answers_in(path))


def answers_in(path: Path) -> Answers:
    """The answers in a file, which must be a mapping."""
    answers = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(answers, dict), path
    return answers


def entity(name: str = "Thing", *fields: Answers, **keys: Any) -> Answers:
    """An entity; without fields it gets one."""
    return {"name": name, "fields": list(fields) or [{"name": "title", "type": "string"}], **keys}


def field(name: str, kind: str = "string", **keys: Any) -> Answers:
    """A field."""
    return {"name": name, "type": kind, **keys}


def genome(*entities: Answers, **keys: Any) -> Answers:
    """A genome; without entities it gets one."""
    named = {"project_name": "example", "frontend": False}
    return {**named, "entities": list(entities) or [entity()], **keys}


def loaded(*entities: Answers, **keys: Any) -> Genome:
    """A genome, read."""
    return load(genome(*entities, **keys))


def problems(*entities: Answers, **keys: Any) -> dict[str, str]:
    """What is wrong with a genome: path to message. Fails when nothing is."""
    return problems_of(genome(*entities, **keys))


def problems_of(answers: Any) -> dict[str, str]:
    """What is wrong with answers: path to message. Fails when nothing is."""
    try:
        load(answers)
    except GenomeError as error:
        return {problem.path: problem.message for problem in error.problems}
    raise AssertionError("the genome was accepted")


def calls_in(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls: what it costs, the same on every machine."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
