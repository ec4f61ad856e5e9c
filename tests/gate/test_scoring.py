"""The sums of the gate, with checks made for the purpose."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from template.tools.archverify.frame import (
    CannotRunError,
    Check,
    Dimension,
    Finding,
    NotApplicableError,
    Severity,
)
from template.tools.archverify.project import Project
from template.tools.archverify.scoring import Report, State, run


def make(
    id_: str, *, weight: int = 5, severity: Severity = Severity.MAJOR, outcome: object = None
) -> Check:
    """A check that finds nothing, or raises or yields `outcome`."""

    def find(project: Project) -> Iterator[Finding]:
        if isinstance(outcome, Exception):
            raise outcome
        if isinstance(outcome, Finding):
            yield outcome

    return Check(id_, f"title of {id_}", severity, weight, "a reason", "a fix", find)


def judge(folder: Path, *checks: Check) -> Report:
    return run(Project(folder), checks)


BAD = Finding("apps/x.py", 3, "this is wrong")


def test_all_passed_is_100(tmp_path: Path) -> None:
    report = judge(tmp_path, make("SEC-90"), make("QUA-90"))
    assert report.score == 100
    assert report.is_open


def test_points_are_the_share_of_passed_weight(tmp_path: Path) -> None:
    report = judge(tmp_path, make("SEC-90", weight=3), make("SEC-91", weight=1, outcome=BAD))
    assert report.points == {Dimension.SECURITY: 75}
    assert report.score == 75
    assert not report.is_open


def test_the_score_is_the_mean_of_the_dimensions_rounded_down(tmp_path: Path) -> None:
    report = judge(
        tmp_path,
        *(make(f"{dimension}-90") for dimension in ("SEC", "ARC", "QUA")),
        make("DOC-90", weight=2),
        make("DOC-91", weight=1, outcome=BAD),
    )
    assert report.points[Dimension.DOCUMENTS] == 66
    assert report.score == 91


def test_the_costs_make_up_what_is_missing(tmp_path: Path) -> None:
    report = judge(
        tmp_path,
        make("SEC-90", weight=3),
        make("SEC-91", weight=1, outcome=BAD),
        make("QUA-90", weight=1, outcome=CannotRunError("no tool")),
        make("QUA-91", weight=4),
    )
    costs = [report.cost(outcome) for outcome in report.outcomes]
    assert costs == pytest.approx([0, 12.5, 10, 0])
    assert report.score == 100 - 22.5 - 0.5


def test_several_findings_of_one_check_cost_its_weight_once(tmp_path: Path) -> None:
    def find(project: Project) -> Iterator[Finding]:
        yield BAD
        yield Finding("apps/y.py", 1, "this too")

    twice = Check("SEC-90", "t", Severity.MINOR, 1, "r", "f", find)
    report = judge(tmp_path, twice, make("SEC-91", weight=9))
    assert report.score == 90
    assert len(report.outcomes[0].findings) == 2


def test_one_critical_finding_shuts_the_gate_at_any_score(tmp_path: Path) -> None:
    critical = make("SEC-90", weight=1, severity=Severity.CRITICAL, outcome=BAD)
    report = judge(tmp_path, critical, make("SEC-91", weight=99))
    assert report.score == 99
    assert report.critical == (BAD,)
    assert not report.is_open


def test_a_check_that_could_not_run_earns_nothing_and_says_why(tmp_path: Path) -> None:
    silent = make("SEC-90", weight=1, outcome=CannotRunError("ruff is not installed"))
    report = judge(tmp_path, silent, make("SEC-91", weight=3))
    assert report.score == 75
    assert report.outcomes[0].state is State.COULD_NOT_RUN
    assert report.outcomes[0].explanation == "ruff is not installed"
    assert not report.critical


def test_a_fault_of_a_check_is_a_check_that_could_not_run(tmp_path: Path) -> None:
    report = judge(tmp_path, make("SEC-90", outcome=KeyError("oops")))
    assert report.score == 0
    assert "the check itself failed: KeyError" in report.outcomes[0].explanation


def test_a_check_without_anything_to_judge_is_left_out(tmp_path: Path) -> None:
    report = judge(
        tmp_path, make("SEC-90", outcome=NotApplicableError("no scripts")), make("QUA-90")
    )
    assert report.points == {Dimension.QUALITY: 100}
    assert report.score == 100


def test_nothing_to_judge_at_all_is_no_pass(tmp_path: Path) -> None:
    assert judge(tmp_path, make("SEC-90", outcome=NotApplicableError("empty"))).score == 0


def test_a_note_costs_nothing(tmp_path: Path) -> None:
    note = Finding("apps/x.py", 3, "worth knowing", note=True)
    report = judge(tmp_path, make("SEC-90", outcome=note))
    assert report.score == 100
    assert report.outcomes[0].notes == (note,)
    assert report.outcomes[0].findings == ()
