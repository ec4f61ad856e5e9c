"""What would lose data is refused before anything is touched, with the line that allows it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest
import yaml
from copier._cli import CopierApp

from tests.builders import Answers
from tests.update.edits import Edit, together
from tests.update.living import UPDATE
from tests.update.people import enter
from tests.update.refusals import REFUSALS, Refusal, Way
from tests.update.rows import copied, differences
from tests.update.scratch import Scratch
from tests.update.warehouse import START
from tests.update.workbench import Workbench
from tests.workshop import Workshop, commit, files_of, render, run

pytestmark = pytest.mark.product

ROWS = 4
# What fits into nothing that a text, a number or a choice is made into; and a text that is empty.
AWKWARD = (
    """
    UPDATE stock_item SET code = 'none', note = 'a text of some length', price = 1000.25,
        seen = '2024-02-29 10:30+00', state = 'CLOSED', places = NULL, shelf_id = NULL
    """,
    "UPDATE stock_item SET code = '' WHERE id = (SELECT min(id::text)::uuid FROM stock_item)",
)
WAYS = [(refusal, way) for refusal in REFUSALS for way in refusal.ways]


@pytest.fixture(scope="module")
def applied(workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a project, which the real update would change."""
    project = tmp_path_factory.mktemp("refusals") / "project"
    render(workshop.files_only, START, project)
    commit(project)
    return project


@pytest.fixture(scope="module")
def warehouse(bench: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """The same as a whole project, with rows in every table."""
    project = Scratch.begun(bench, tmp_path_factory.mktemp("warehouse") / "begun", START, rows=0)
    enter(bench, project.database, project.genome, Random(1), ROWS)
    bench.query(project.database, *AWKWARD)
    return project


@pytest.fixture
def project(warehouse: Scratch, tmp_path: Path) -> Iterator[Scratch]:
    copy = warehouse.copy(tmp_path / "project")
    yield copy
    copy.bench.drop(copy.database)


def edited(*edits: Edit) -> Answers:
    """The genome after edits."""
    answers = deepcopy(START)
    together(*edits).change(answers)
    return answers


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.name)
def test_it_is_refused_and_nothing_is_touched(
    applied: Path, refusal: Refusal, capsys: pytest.CaptureFixture[str]
) -> None:
    genome = applied.parent / "edited.yml"
    genome.write_text(yaml.safe_dump(edited(refusal.edit), sort_keys=False), encoding="utf-8")
    before = files_of(applied)

    status = update(applied, genome)

    said = capsys.readouterr()
    assert status == 1
    for subject in refusal.subjects:
        assert f"refused: {subject} " in said.err
    for way in refusal.ways:
        assert way.line in said.err
    assert "Nothing was changed." in said.err
    assert "Traceback" not in said.err + said.out
    assert files_of(applied) == before
    assert run("git", "status", "--short", cwd=applied).stdout == ""


def update(folder: Path, genome: Path) -> int:
    """Run the documented command in this process; returns its exit status."""
    options = [option for option in UPDATE[2:] if not option.startswith("--data-file")]
    here = Path.cwd()
    os.chdir(folder)
    try:
        _, status = CopierApp.run(["copier", *options, f"--data-file={genome}"], exit=False)
    finally:
        os.chdir(here)
    return int(status)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.name)
def test_it_is_refused_by_makemigrations_as_well(warehouse: Scratch, refusal: Refusal) -> None:
    """Who changes the models by hand is told the same."""
    rows, answers, migrations = warehouse.rows(), warehouse.answers, warehouse.migrations()
    warehouse.write(edited(refusal.edit))

    done = warehouse.make_migrations()

    written = warehouse.migrations()
    warehouse.go_back(answers, [], migrations)
    assert done.status == 1, done.said
    for subject in refusal.subjects:
        assert subject in done.said
    assert "Traceback" not in done.said
    assert written == migrations
    assert differences(rows, warehouse.rows()) == []


@pytest.mark.parametrize(
    ("refusal", "way"), WAYS, ids=[f"{refusal.name}: {way.line}" for refusal, way in WAYS]
)
def test_with_the_line_that_it_names_it_goes_through(
    project: Scratch, refusal: Refusal, way: Way
) -> None:
    if way.fits:
        project.bench.query(project.database, way.fits)
    before = project.rows()
    project.write(edited(refusal.edit, way.edit))

    done = project.make_migrations()
    assert done.status == 0, done.said
    migrated = project.migrate()

    assert migrated.status == 0, migrated.said
    project.check_migrations()
    expected = copied(before)
    refusal.edit.effect(expected)
    way.edit.effect(expected)
    told = differences(expected, project.rows())
    assert [words for words in told if not words.startswith(way.changes)] == []


@pytest.mark.parametrize(
    ("refusal", "way"),
    [(refusal, way) for refusal, way in WAYS if way.fits],
    ids=[refusal.name for refusal, way in WAYS if way.fits],
)
def test_rows_that_do_not_fit_stay_as_they_are(
    project: Scratch, refusal: Refusal, way: Way
) -> None:
    """The line says that all rows fit; where one does not, nothing changes at all."""
    before = project.rows()
    history = project.history()
    answers, migrations = project.answers, project.migrations()
    project.write(edited(refusal.edit, way.edit))
    assert project.make_migrations().status == 0

    migrated = project.migrate()

    assert migrated.status != 0
    named = [subject.partition(".")[2] for subject in refusal.subjects]
    assert any(name in migrated.said for name in named), migrated.said
    project.go_back(answers, [], migrations)
    assert differences(before, project.rows()) == []
    assert project.history() == history
