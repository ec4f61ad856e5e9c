"""The templates printed in memory, without Copier: quick enough for many genomes in a row."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import jinja2
import yaml

from extensions.genome import load
from extensions.genome.context import render_context
from tests.builders import REPOSITORY, Answers

TEMPLATE = REPOSITORY / "template"
COPIERS_OWN = "_copier"
YIELD = re.compile(
    r"\{% yield (?P<name>\w+) from (?P<source>\w+) %\}(?P<folder>.*)\{% endyield %\}"
)
SHELLS = "{% yield shell from shells %}{{ shell.name }}{% endyield %}"


@cache
def _environment() -> jinja2.Environment:
    settings = yaml.safe_load((REPOSITORY / "copier.yml").read_text(encoding="utf-8"))["_envops"]
    undefined = getattr(jinja2, settings.pop("undefined").rpartition(".")[2])
    return jinja2.Environment(undefined=undefined, autoescape=False, **settings)


@cache
def _templates() -> list[tuple[list[jinja2.Template], jinja2.Template, tuple[str, str] | None]]:
    """Every template: the parts of its path, its text, and what there is one for each of.

    That is a name and where its values come from, such as an app from the apps. Templates of apps
    that dropped entities have left behind are not among them.
    """
    found = []
    compiled = _environment().from_string
    for path in sorted(TEMPLATE.rglob("*.jinja")):
        parts = path.relative_to(TEMPLATE).parts
        if COPIERS_OWN in path.name or SHELLS in parts:
            continue
        each = next((YIELD.fullmatch(part) for part in parts if YIELD.fullmatch(part)), None)
        names = [compiled(YIELD.sub(r"\g<folder>", part)) for part in parts]
        loop = (each["name"], each["source"]) if each else None
        found.append((names, compiled(path.read_text(encoding="utf-8")), loop))
    return found


def printed(answers: Answers) -> dict[str, str]:
    """The text of every file that a genome has a say in, by its path; its answers file is not."""
    genome = load(answers)
    context: dict[str, Any] = {name: getattr(genome, name) for name in type(genome).model_fields}
    context |= render_context(genome)
    files = {}
    for names, template, loop in _templates():
        name, source = loop or ("", "")
        for value in context[source] if loop else [None]:
            seen = {**context, name: value}
            shown = [part.render(seen) for part in names]
            if all(shown) and shown[-1] != ".jinja":
                path = PurePosixPath(*shown[:-1], shown[-1].removesuffix(".jinja")).as_posix()
                files[path] = template.render(seen)
    return files
