"""A genome is edited at random for a while: no row is ever lost, or changed in a way not meant."""

from __future__ import annotations

import itertools
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from copier import VcsRef, run_update
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    rule,
    run_state_machine_as_test,
)

from benchmarks.plain import render as plain_render
from extensions.genome import load
from extensions.genome.evolution import left_behind, losses
from tests.builders import Answers
from tests.update.author import Author, Proposal
from tests.update.conversions import DoesNotFit
from tests.update.people import enter
from tests.update.proposals import proposals_of
from tests.update.rows import Rows, copied, differences
from tests.update.scratch import Scratch
from tests.update.warehouse import START
from tests.update.workbench import Workbench
from tests.workshop import Workshop, commit, files_of, render

pytestmark = pytest.mark.product

ROWS = 4
STEPS, REAL_STEPS = 5, 3
FIRST_VISIT = 100  # earlier ones have made the rows that all sequences begin with
MOST_EDITS = 4
QUICK, THOROUGH = 5, 50
REAL = [1, *(pytest.param(number, marks=pytest.mark.slow) for number in range(2, 12))]


@pytest.fixture(scope="module")
def warehouse(bench: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """The project that all sequences begin with, with rows in every table."""
    project = Scratch.begun(bench, tmp_path_factory.mktemp("random") / "begun", START, rows=0)
    for number in range(ROWS):
        enter(bench, project.database, project.genome, Random(number), 2)
    return project


class Sequence(RuleBasedStateMachine):
    """A genome is edited and applied again and again, and people go on working."""

    begun: Scratch
    numbers = itertools.count(1)

    def __init__(self) -> None:
        super().__init__()
        number = next(self.numbers)
        self.project = self.begun.copy(self.begun.folder.with_name(f"sequence-{number}"))
        self.rows: Rows = {}
        self.visits = FIRST_VISIT

    @rule(data=st.data(), count=st.integers(1, MOST_EDITS), careful=st.integers(0, 3).map(bool))
    def edit(self, data: st.DataObject, count: int, careful: bool) -> None:
        """Some edits are made up, and applied together; people have entered rows before."""
        self.enter()

        def choose(items: list[Any]) -> Any:
            return items[data.draw(st.integers(0, len(items) - 1))]

        author = Author(choose, self.project.answers, deepcopy(self.project.answers), careful)
        proposals = proposals_of(author, count)
        words = "; ".join(str(proposal.edit) for proposal in proposals)
        refused = [proposal.refused for proposal in proposals if proposal.refused]
        expected = after(proposals, self.rows)
        trial = Trial(self.project, self.rows, words)
        if refused:
            trial.is_refused(author.answers, refused)
        elif expected is None:
            trial.fails_whole(author.answers)
        else:
            trial.succeeds(author.answers, expected)
            self.rows = expected

    def enter(self) -> None:
        """People go on working with what there is."""
        self.visits += 1
        chooser = Random(self.visits)
        enter(self.project.bench, self.project.database, self.project.genome, chooser, 1)
        self.rows = self.project.rows()

    def teardown(self) -> None:
        """In the end all migrations run from zero and make the same tables."""
        self.project.makes_the_same_tables_from_zero()
        self.project.bench.drop(self.project.database)


def after(proposals: list[Proposal], rows: Rows) -> Rows | None:
    """What must be there after edits; None if some row does not fit."""
    rows = copied(rows)
    try:
        for proposal in proposals:
            proposal.edit.effect(rows)
    except DoesNotFit:
        return None
    return rows


class Trial:
    """One application of an edited genome to a project whose rows are known."""

    def __init__(self, project: Scratch, rows: Rows, words: str) -> None:
        self.project = project
        self.rows = rows
        self.words = words
        self.before = (
            project.answers,
            list(project.left_behind),
            project.migrations(),
            self.project.history(),
        )

    def is_refused(self, answers: Answers, subjects: list[str]) -> None:
        """Both the genome's own comparison and `makemigrations` refuse, and name all."""
        ours = {loss.subject for loss in losses(self.project.genome, load(answers))}
        assert ours, f"not refused: {self.words}"
        self.project.write(answers)
        done = self.project.make_migrations()
        assert done.status == 1, f"makemigrations took it: {self.words}\n{done.said}"
        assert "Traceback" not in done.said, f"{self.words}\n{done.said}"
        assert self.project.migrations() == self.before[2], self.words
        for subject in subjects:
            own = subject.partition(".")[2] or subject
            assert any(own in name for name in ours), f"{subject} is not named: {self.words}"
            assert own in done.said, f"{subject} is not named: {self.words}\n{done.said}"
        self.go_back()

    def fails_whole(self, answers: Answers) -> None:
        """It is written, and `migrate` refuses for the rows' sake and leaves all as it was."""
        self.make(answers)
        done = self.project.migrate()
        assert done.status != 0, f"rows that do not fit went through: {self.words}"
        self.go_back()
        assert self.project.history() == self.before[3], self.words

    def succeeds(self, answers: Answers, expected: Rows) -> None:
        """It is written and migrated, and the rows are what they must be."""
        self.make(answers)
        done = self.project.migrate()
        assert done.status == 0, f"migrate failed: {self.words}\n{done.said[-3000:]}"
        assert differences(expected, self.project.rows()) == [], self.words
        self.project.check_migrations()
        kept = self.project.migrations()
        assert {path: kept[path] for path in self.before[2]} == self.before[2], self.words

    def make(self, answers: Answers) -> None:
        assert losses(self.project.genome, load(answers)) == [], self.words
        self.project.write(answers)
        done = self.project.make_migrations()
        assert done.status == 0, f"makemigrations failed: {self.words}\n{done.said[-3000:]}"

    def go_back(self) -> None:
        answers, apps, migrations, _ = self.before
        self.project.go_back(answers, apps, migrations)
        assert differences(self.rows, self.project.rows()) == [], self.words


def run(warehouse: Scratch, number: int, examples: int) -> None:
    class Numbered(Sequence):
        begun = warehouse

    options = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(number)(Numbered), settings=options)


@pytest.mark.parametrize(
    "number", [0, 1, *(pytest.param(n, marks=pytest.mark.slow) for n in range(2, 4))]
)
def test_nothing_is_lost_in_twenty_sequences(warehouse: Scratch, number: int) -> None:
    run(warehouse, number, QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(4, 8))
def test_nothing_is_lost_in_two_hundred_sequences(warehouse: Scratch, number: int) -> None:
    run(warehouse, number, THOROUGH)


@pytest.mark.parametrize(
    "number", [1, *(pytest.param(n, marks=pytest.mark.slow) for n in range(2, 12))]
)
def test_the_real_update_writes_what_these_projects_are_made_of(
    workshop: Workshop, tmp_path: Path, number: int
) -> None:
    """Copier, which merges, comes to the same files as rendering anew."""
    chooser = Random(number)
    project = tmp_path / "project"
    render(workshop.files_only, START, project)
    commit(project)
    answers, apps = START, list[str]()
    for step in range(REAL_STEPS):
        author = Author(chooser.choice, answers, deepcopy(answers), careful=True)
        words = [str(proposal.edit) for proposal in proposals_of(author, MOST_EDITS)]
        apps = left_behind(load(answers), load(author.answers), apps)
        answers = author.answers
        update(project, answers)
        commit(project)
        plain_render(answers, tmp_path / f"plain-{step}", apps)

        expected, found = files_of(tmp_path / f"plain-{step}"), files_of(project)
        for files in (expected, found):
            for notes in (".copier-answers.yml", "genome.yml"):
                del files[notes]
        assert {path for path in expected if expected[path] != found.get(path)} == set(), words
        assert found.keys() - expected.keys() == set(), words


def update(project: Path, answers: Answers) -> None:
    """Run the real update, without what follows it."""
    run_update(
        project,
        data=answers,
        defaults=True,
        overwrite=True,
        unsafe=True,
        quiet=True,
        vcs_ref=VcsRef.CURRENT,
    )
