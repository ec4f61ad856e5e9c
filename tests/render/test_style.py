"""Rendered files are as formatters, linters, compilers and parsers want them, as they come."""

from __future__ import annotations

import json
import re
import sys
import tomllib
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.catalogue import GENOMES
from tests.workshop import Workshop, run

RUFF = (sys.executable, "-m", "ruff")
# What no rendered file may hold, beside the word for it.
BLEMISHES = {
    r"[ \t\u00a0]+\n": "white space at the end of a line",
    r"\r": "a carriage return",
    r"\n{4}": "three empty lines in a row",
    r"\n\n\Z": "an empty line at the end",
    r"[^\n]\Z": "no line break at the end",
    r"\A\n": "an empty line at the beginning",
}
TABS = re.compile(r"^[ ]*\t|[^\n]\t", re.MULTILINE)
TAGS = re.compile(r"\{%|%\}|\{#|#\}|\{\{ | \}\}")
STATEMENTS = re.compile(r"\{%|%\}")
# Where such tags may stand: in this genome's texts, and among the nasty input of a test.
FREE_TEXT = {"hostile"}
NASTY = {
    "apps/core/tests/nasty.py",
    "apps/core/tests/security/test_encoding.py",
    "apps/core/tests/test_nasty_input.py",
}


def texts_of(folder: Path) -> Iterator[tuple[str, str]]:
    """The files of a project, all of which are text."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", GENOMES)
def test_formatter_and_linter_change_nothing(workshop: Workshop, name: str) -> None:
    project = workshop.rendered(name)

    formatted = run(*RUFF, "format", "--no-cache", "--check", "--diff", ".", cwd=project)
    run(*RUFF, "check", "--no-cache", ".", cwd=project)

    assert "already formatted" in formatted.stdout


@pytest.mark.parametrize("name", GENOMES)
def test_python_compiles_without_warnings(workshop: Workshop, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compiled = [
            compile(text, path, "exec")
            for path, text in texts_of(workshop.rendered(name))
            if path.endswith(".py")
        ]

    assert len(compiled) > 100


@pytest.mark.parametrize("name", GENOMES)
def test_data_files_can_be_read(workshop: Workshop, name: str) -> None:
    read = {}
    for path, text in texts_of(workshop.rendered(name)):
        if path.endswith((".yml", ".yaml")):
            read[path] = yaml.safe_load(text)
        elif path.endswith(".toml"):
            read[path] = tomllib.loads(text)
        elif path.endswith(".json"):
            read[path] = json.loads(text)

    assert {"genome.yml", ".copier-answers.yml", "pyproject.toml"} <= read.keys()
    assert all(read.values())


@pytest.mark.parametrize("name", GENOMES)
def test_files_are_tidy(workshop: Workshop, name: str) -> None:
    found = []
    for path, text in texts_of(workshop.rendered(name)):
        if not text and path.endswith("__init__.py"):
            continue
        found += [f"{path}: {what}" for mark, what in BLEMISHES.items() if re.search(mark, text)]
        if path != "Makefile" and TABS.search(text):
            found.append(f"{path}: a tab")
        is_template = "templates" in path.split("/")  # of Django's own
        # JSX and message formats have braces of their own.
        tags = STATEMENTS if path.startswith("frontend/") else TAGS
        if name not in FREE_TEXT and path not in NASTY and not is_template and tags.search(text):
            found.append(f"{path}: a tag of the templates is left")
    assert found == []
