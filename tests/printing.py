"""The templates printed in memory, without Copier: quick enough for many genomes in a row."""

from __future__ import annotations

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
SHELLS = "{% yield shell from shells %}{{ shell.name }}{% endyield %}"


@cache
def _environment() -> jinja2.Environment:
    settings = yaml.safe_load((REPOSITORY / "copier.yml").read_text(encoding="utf-8"))["_envops"]
    undefined = getattr(jinja2, settings.pop("undefined").rpartition(".")[2])
    return jinja2.Environment(undefined=undefined, autoescape=False, **settings)


@cache
def _templates() -> list[tuple[list[jinja2.Template], jinja2.Template, bool]]:
    """Every template: the parts of its path, its text, and whether there is one for every app.

    Those of apps that dropped entities have left behind are not among them.
    """
    found = []
    compiled = _environment().from_string
    for path in sorted(TEMPLATE.rglob("*.jinja")):
        parts = path.relative_to(TEMPLATE).parts
        if COPIERS_OWN in path.name or SHELLS in parts:
            continue
        per_app = any(part.startswith("{% yield") for part in parts)
        names = [
            compiled("{{ app.name }}" if part.startswith("{% yield") else part) for part in parts
        ]
        found.append((names, compiled(path.read_text(encoding="utf-8")), per_app))
    return found


def printed(answers: Answers) -> dict[str, str]:
    """The text of every file that a genome has a say in, by its path; its answers file is not."""
    genome = load(answers)
    context: dict[str, Any] = {name: getattr(genome, name) for name in type(genome).model_fields}
    context |= render_context(genome)
    files = {}
    for names, template, per_app in _templates():
        for app in context["apps"] if per_app else [None]:
            shown = [name.render(context, app=app) for name in names]
            if all(shown) and shown[-1] != ".jinja":
                path = PurePosixPath(*shown[:-1], shown[-1].removesuffix(".jinja")).as_posix()
                files[path] = template.render(context, app=app)
    return files
