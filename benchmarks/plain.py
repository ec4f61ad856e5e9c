"""The template rendered with Jinja alone: each template compiled once, each file written once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import yaml

from extensions.genome import load
from extensions.genome.context import render_context

TEMPLATE = Path(__file__).resolve().parent.parent / "template"
SUFFIX = ".jinja"
LEFTOVER = re.compile(r"__pycache__|\..*_cache")
# One folder for each of several: `{% yield app from apps %}{{ app.name }}{% endyield %}`.
YIELD = re.compile(r"{% yield (\w+) from (\w+) %}(.*){% endyield %}")
Context = dict[str, Any]


def render(
    answers: dict[str, Any], destination: Path, left_behind: Sequence[str] = ()
) -> set[Path]:
    """Write the files of a genome; returns which.

    left_behind: apps of former entities
    """
    genome = load(answers)
    context: Context = {name: getattr(genome, name) for name in type(genome).model_fields}
    context |= render_context(genome, left_behind)
    context |= {"_copier_conf": {"answers_file": ".copier-answers.yml"}, "_copier_answers": answers}
    context |= {"applied_answers": genome.as_answers}
    return {
        _written(TEMPLATE / path, Path(destination, *shown), inner)
        for path in _files()
        for shown, inner in _places(path, context)
        if all(shown) and shown[-1] != SUFFIX
    }


@cache
def _files() -> list[Path]:
    found = [path.relative_to(TEMPLATE) for path in TEMPLATE.rglob("*") if path.is_file()]
    return [path for path in found if not any(map(LEFTOVER.fullmatch, path.parts))]


def _places(path: Path, context: Context) -> Iterator[tuple[list[str], Context]]:
    """Return the paths that one of the template becomes, each with what it is rendered with."""
    for part in path.parts:
        if found := YIELD.fullmatch(part):
            name, items, shown = found.groups()
            parts = [shown if each == part else each for each in path.parts]
            for item in context[items]:
                inner = {**context, name: item}
                yield [_compiled(each).render(inner) for each in parts], inner
            return
    yield [_compiled(each).render(context) for each in path.parts], context


def _written(source: Path, target: Path, context: Context) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix != SUFFIX:
        target.write_bytes(_content(source))
        return target
    target = target.with_name(target.name.removesuffix(SUFFIX))
    target.write_text(_template(source).render(context), encoding="utf-8")
    return target


@cache
def _template(source: Path) -> jinja2.Template:
    return _compiled(source.read_text(encoding="utf-8"))


@cache
def _content(source: Path) -> bytes:
    return source.read_bytes()


@cache
def _compiled(text: str) -> jinja2.Template:
    return _environment().from_string(text)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        autoescape=False,
    )
    environment.filters["as_yaml"] = yaml.safe_dump
    return environment
