"""Every check catches the small, realistic ways to break what it guards, and nothing else."""

from pathlib import Path

import pytest

from template.tools.archverify.checks import ALL_CHECKS
from template.tools.archverify.frame import Check
from template.tools.archverify.project import Project
from template.tools.archverify.report import Painter, table
from template.tools.archverify.scoring import Report, State, run
from tests.gate import (
    mutants_architecture,
    mutants_frontend,
    mutants_quality,
    mutants_secrets,
    mutants_settings,
    mutants_tenancy,
    mutants_walls,
)
from tests.gate.mutants import Mutant
from tests.workshop import Product

pytestmark = pytest.mark.product

MUTANTS: list[Mutant] = [
    *mutants_tenancy.MUTANTS,
    *mutants_secrets.MUTANTS,
    *mutants_settings.MUTANTS,
    *mutants_architecture.MUTANTS,
    *mutants_quality.MUTANTS,
    *mutants_walls.MUTANTS,
    *mutants_frontend.MUTANTS,
]
CHECKS = {check.id: check for check in ALL_CHECKS}


@pytest.fixture(scope="session")
def report(rendered_example: Product) -> Report:
    """What the gate says of the example as it was generated."""
    return run(Project(rendered_example.folder), ALL_CHECKS)


@pytest.mark.parametrize("check", ALL_CHECKS, ids=lambda check: check.id)
def test_the_generated_project_has_no_finding(check: Check, report: Report) -> None:
    outcome = next(outcome for outcome in report.outcomes if outcome.check.id == check.id)
    assert outcome.findings == ()
    assert outcome.suppressed == ()
    assert outcome.state in {State.PASSED, State.NOT_APPLICABLE}, outcome.explanation


def test_the_generated_project_scores_100(report: Report) -> None:
    assert report.score == 100, table(report, Painter(colours=False))


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_mutant_is_caught(mutant: Mutant, example_copy: Path) -> None:
    mutant.edit(example_copy)
    project = Project(example_copy)
    outcome = run(project, [CHECKS[mutant.check]]).outcomes[0]
    assert outcome.state is State.FAILED, outcome.explanation
    caught = [
        finding
        for finding in outcome.findings
        if finding.file == mutant.file
        and mutant.at in project.lines(finding.file)[finding.line - 1]
    ]
    assert caught, outcome.findings


def test_every_check_has_a_mutant() -> None:
    assert {mutant.check for mutant in MUTANTS} == set(CHECKS)
