"""The same genome makes the same bytes: in another process, from its genome.yml, by an update."""

from __future__ import annotations

import sys
from pathlib import Path

import copier
import pytest

from extensions.genome import load
from tests.builders import answers_in
from tests.catalogue import GENOMES
from tests.workshop import Workshop, commit, files_of, render, run

COPY = """
import sys, copier, yaml
answers = yaml.safe_load(open(sys.argv[2], encoding="utf-8"))
options = {"defaults": True, "unsafe": True, "quiet": True, "skip_tasks": True}
copier.run_copy(sys.argv[1], sys.argv[3], data=answers, **options)
"""
ANSWERS_FILE = ".copier-answers.yml"


@pytest.mark.parametrize("name", GENOMES)
def test_the_same_bytes_in_another_process(workshop: Workshop, name: str, tmp_path: Path) -> None:
    again = tmp_path / "again"
    arguments = (workshop.template, workshop.answers(name), again)
    run(sys.executable, "-c", COPY, *arguments, cwd=tmp_path, PYTHONHASHSEED="1")

    assert files_of(again) == files_of(workshop.rendered(name))


@pytest.mark.parametrize("name", GENOMES)
def test_genome_yml_holds_the_whole_genome(workshop: Workshop, name: str, tmp_path: Path) -> None:
    first, again = workshop.rendered(name), tmp_path / "again"

    render(workshop.template, answers_in(first / "genome.yml"), again)

    assert files_of(again) == files_of(first)
    if "entities" in GENOMES[name]():
        assert load(answers_in(first / "genome.yml")) == load(GENOMES[name]())


@pytest.mark.parametrize("name", GENOMES)
def test_an_update_that_changes_nothing(workshop: Workshop, name: str, tmp_path: Path) -> None:
    project = tmp_path / "project"
    render(workshop.files_only, GENOMES[name](), project)
    commit(project)
    remembered = (project / ANSWERS_FILE).read_bytes()

    copier.run_update(
        project,
        data=answers_in(project / "genome.yml"),
        defaults=True,
        overwrite=True,
        quiet=True,
        skip_tasks=True,
        unsafe=True,
        vcs_ref=copier.VcsRef.CURRENT,
    )

    assert run("git", "status", "--short", cwd=project).stdout == ""
    assert (project / ANSWERS_FILE).read_bytes() == remembered
