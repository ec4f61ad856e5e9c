"""Comments that accept a finding."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from template.tools.archverify.frame import Check, Finding, Severity
from template.tools.archverify.project import Project
from template.tools.archverify.report import Painter, table
from template.tools.archverify.sarif import as_sarif
from template.tools.archverify.scoring import Report, run


def judge(
    folder: Path, text: str, *, severity: Severity = Severity.MAJOR, name: str = "x.py"
) -> Report:
    """The report on a file whose second line a check SEC-90 objects to."""
    (folder / "manage.py").touch()
    (folder / name).write_text(text)

    def find(project: Project) -> Iterator[Finding]:
        yield Finding(name, 2, "line two is wrong")

    return run(Project(folder), [Check("SEC-90", "t", severity, 5, "r", "f", find)])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.py", "a = 1\nb = 2  # archverify: ignore[SEC-90] no outside input\n"),
        ("x.py", "# archverify: ignore[SEC-90] no outside input\nb = 2\n"),
        ("x.py", "a = 1\nb = 2  # archverify: ignore[ARC-01, SEC-90] no outside input\n"),
        ("x.ts", "a\nb // archverify: ignore[SEC-90] no outside input\n"),
        ("x.html", "a\nb <!-- archverify: ignore[SEC-90] no outside input -->\n"),
    ],
)
def test_a_reason_on_the_line_or_alone_above_it_accepts(
    tmp_path: Path, name: str, text: str
) -> None:
    report = judge(tmp_path, text, name=name)
    assert report.score == 100
    assert [accepted.reason for accepted in report.outcomes[0].suppressed] == ["no outside input"]


@pytest.mark.parametrize(
    "text",
    [
        "a = 1\nb = 2  # archverify: ignore[SEC-90]\n",
        "a = 1\nb = 2  # archverify: ignore[SEC-91] another check\n",
        "a = 1  # archverify: ignore[SEC-90] this is about line one\nb = 2\n",
        "a = 1\nb = 2\n# archverify: ignore[SEC-90] too late\n",
        "a = 1\nb = '# archverify: ignore[SEC-90] only a text'\n",
    ],
)
def test_anything_else_does_not(tmp_path: Path, text: str) -> None:
    report = judge(tmp_path, text)
    assert report.score == 0
    assert not report.outcomes[0].suppressed


def test_an_accepted_critical_finding_opens_the_gate_and_shows_in_every_output(
    tmp_path: Path,
) -> None:
    text = "a = 1\nb = 2  # archverify: ignore[SEC-90] reviewed by two people\n"
    report = judge(tmp_path, text, severity=Severity.CRITICAL)
    assert report.is_open
    for quiet in (True, False):
        shown = table(report, Painter(colours=False), quiet=quiet)
        assert "1 suppressed" in shown
        assert "suppressed: reviewed by two people" in shown
    assert '"justification": "reviewed by two people"' in as_sarif(report)


def test_quiet_hides_accepted_findings_that_are_not_critical(tmp_path: Path) -> None:
    text = "a = 1\nb = 2  # archverify: ignore[SEC-90] no outside input\n"
    shown = table(judge(tmp_path, text), Painter(colours=False), quiet=True)
    assert "1 suppressed" in shown
    assert "no outside input" not in shown
