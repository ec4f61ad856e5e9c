"""The table, JSON and SARIF, and the command line around them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from template.tools.archverify import cli
from template.tools.archverify.checks import ALL_CHECKS
from template.tools.archverify.frame import CannotRunError, Check, Dimension, Finding, Severity
from template.tools.archverify.project import Project
from template.tools.archverify.report import Painter, as_json, listing, table
from template.tools.archverify.sarif import as_sarif
from template.tools.archverify.scoring import Report, run

BAD = Finding("apps/tickets/views.py", 12, 'a "quoted" <b> finding')
NOTE = Finding("apps/tickets/models.py", 3, "worth knowing", note=True)


def make(id_: str, *found: Finding | Exception, severity: Severity = Severity.MAJOR) -> Check:
    def find(project: Project) -> Iterator[Finding]:
        for item in found:
            if isinstance(item, Exception):
                raise item
            yield item

    return Check(id_, f"title of {id_}", severity, 5, f"why {id_}", f"how {id_}", find)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    checks = [
        make("SEC-90", BAD, severity=Severity.CRITICAL),
        make("SEC-91"),
        make("ARC-90", NOTE),
        make("QUA-90", CannotRunError("ruff is not installed")),
        make("DOC-90"),
    ]
    return run(Project(tmp_path), checks)


def test_the_table_tells_the_score_and_what_it_cost(report: Report) -> None:
    lines = table(report, Painter(colours=False)).splitlines()
    assert lines == [
        " gate        62/100  security 50  architecture 100  quality 0  documents 100   1 critical",
        '            -12.5  SEC-90  a "quoted" <b> finding   apps/tickets/views.py:12',
        "                           fix: how SEC-90",
        "              -25  QUA-90  could not run: ruff is not installed",
        "             note  ARC-90  worth knowing   apps/tickets/models.py:3",
    ]


def test_a_long_list_of_findings_is_cut(tmp_path: Path) -> None:
    many = [Finding("x.py", line, "again") for line in range(1, 31)]
    text = table(run(Project(tmp_path), [make("SEC-90", *many)]), Painter(colours=False))
    assert text.count("again") == 8
    assert "and 22 more" in text


def test_quiet_is_one_line_when_the_gate_is_open(tmp_path: Path) -> None:
    passed = run(Project(tmp_path), [make("SEC-90"), make("ARC-90", NOTE)])
    assert table(passed, Painter(colours=False), quiet=True).count("\n") == 1


def test_quiet_still_says_what_shuts_the_gate(report: Report) -> None:
    assert "apps/tickets/views.py:12" in table(report, Painter(colours=False), quiet=True)


def test_a_low_score_says_what_is_needed(tmp_path: Path) -> None:
    low = run(Project(tmp_path), [make("SEC-90", BAD), make("SEC-91")])
    assert "80 are needed" in table(low, Painter(colours=False)).splitlines()[0]


def test_colours_are_asked_for(report: Report) -> None:
    assert "\033[31m62/100\033[0m" in table(report, Painter(colours=True))
    assert "\033" not in table(report, Painter(colours=False))


def test_json_has_everything(report: Report) -> None:
    document = json.loads(as_json(report))
    assert document["score"] == 62
    assert document["open"] is False
    assert document["dimensions"]["quality"] == 0
    by_id = {check["id"]: check for check in document["checks"]}
    assert by_id["SEC-90"]["findings"][0]["line"] == 12
    assert by_id["QUA-90"]["state"] == "could not run"
    assert by_id["QUA-90"]["explanation"] == "ruff is not installed"
    assert by_id["ARC-90"]["notes"][0]["message"] == "worth knowing"


def test_sarif_has_the_structure_of_2_1_0(report: Report) -> None:
    document = json.loads(as_sarif(report))
    jsonschema.validate(document, SARIF)
    run_ = document["runs"][0]
    rules = run_["tool"]["driver"]["rules"]
    for result in run_["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    first = run_["results"][0]
    assert first["level"] == "error"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "apps/tickets/views.py"
    assert place["region"]["startLine"] == 12
    assert run_["invocations"][0]["executionSuccessful"] is False
    assert run_["results"][1]["kind"] == "informational"


def test_every_real_check_fits_into_the_outputs(tmp_path: Path) -> None:
    silent = [
        Check(c.id, c.title, c.severity, c.weight, c.reason, c.fix, make(c.id, BAD).find)
        for c in ALL_CHECKS
    ]
    jsonschema.validate(json.loads(as_sarif(run(Project(tmp_path), silent))), SARIF)
    text = listing(ALL_CHECKS)
    for check in ALL_CHECKS:
        assert f"{check.id}  {check.title}" in text
        assert check.reason in text


def test_the_checks_are_many_and_in_all_dimensions() -> None:
    assert len(ALL_CHECKS) >= 24
    assert {check.dimension for check in ALL_CHECKS} == set(Dimension)


def test_a_few_minor_findings_leave_the_gate_open(tmp_path: Path) -> None:
    minor = [check.id for check in ALL_CHECKS if check.severity is Severity.MINOR][:5]
    checks = [
        Check(
            c.id,
            c.title,
            c.severity,
            c.weight,
            c.reason,
            c.fix,
            make(c.id, *([BAD] if c.id in minor else [])).find,
        )
        for c in ALL_CHECKS
    ]
    assert len(minor) == 5
    assert run(Project(tmp_path), checks).is_open


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder that passes QUA-05 (conflict markers) and nothing else is asked of."""
    (tmp_path / "manage.py").touch()
    return tmp_path


def call(project: Path, *arguments: str) -> int:
    return cli.main(["--project", str(project), "--only", "QUA-05", *arguments])


def test_status_0_for_an_open_gate(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(project) == 0
    assert capsys.readouterr().out == " gate        100/100  quality 100   0 critical\n"


def test_status_1_for_a_shut_gate(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "README.md").write_text("<<<<<<< before updating\n")
    assert call(project) == 1
    assert "README.md:1" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["--format", "xml"], ["--only", "SEC-00"], ["--project", "/nowhere"], ["--fast"]],
)
def test_status_2_for_a_wrong_call(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2
    assert "archverify" in capsys.readouterr().err


def test_status_2_for_a_file_that_cannot_be_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(project, "--output", str(project / "no" / "report.json")) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_the_report_goes_to_a_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = project / "report.sarif"
    assert call(project, "--format", "sarif", "--output", str(target)) == 0
    jsonschema.validate(json.loads(target.read_text()), SARIF)
    assert capsys.readouterr().out == ""


def test_the_list_of_checks_needs_no_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--list"]) == 0
    assert "SEC-01" in capsys.readouterr().out


def closed(required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
MESSAGE = closed(["text"], {"text": TEXT})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
# The part of OASIS' schema for SARIF 2.1.0 that the gate uses, and nothing beside it.
SARIF = closed(
    ["version", "runs"],
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": closed(
                ["tool", "results"],
                {
                    "tool": closed(
                        ["driver"],
                        {
                            "driver": closed(
                                ["name"],
                                {
                                    "name": TEXT,
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": closed(
                                            ["id"],
                                            {
                                                "id": TEXT,
                                                "shortDescription": MESSAGE,
                                                "fullDescription": MESSAGE,
                                                "help": MESSAGE,
                                                "defaultConfiguration": closed(
                                                    [], {"level": LEVEL}
                                                ),
                                                "properties": {
                                                    "type": "object",
                                                    "properties": {
                                                        "tags": {
                                                            "type": "array",
                                                            "items": TEXT,
                                                            "uniqueItems": True,
                                                        }
                                                    },
                                                },
                                            },
                                        ),
                                    },
                                },
                            )
                        },
                    ),
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "originalUriBaseIds": {
                        "type": "object",
                        "additionalProperties": closed([], {"description": MESSAGE}),
                    },
                    "invocations": {
                        "type": "array",
                        "items": closed(
                            ["executionSuccessful"],
                            {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": {
                                    "type": "array",
                                    "items": closed(
                                        ["message"],
                                        {
                                            "level": LEVEL,
                                            "message": MESSAGE,
                                            "associatedRule": closed([], {"id": TEXT}),
                                        },
                                    ),
                                },
                            },
                        ),
                    },
                    "results": {
                        "type": "array",
                        "items": closed(
                            ["message"],
                            {
                                "ruleId": TEXT,
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "kind": {"enum": ["fail", "informational"]},
                                "level": LEVEL,
                                "message": MESSAGE,
                                "locations": {
                                    "type": "array",
                                    "items": closed(
                                        [],
                                        {
                                            "physicalLocation": closed(
                                                ["artifactLocation"],
                                                {
                                                    "artifactLocation": closed(
                                                        [],
                                                        {"uri": TEXT, "uriBaseId": TEXT},
                                                    ),
                                                    "region": closed(
                                                        [],
                                                        {
                                                            "startLine": {
                                                                "type": "integer",
                                                                "minimum": 1,
                                                            }
                                                        },
                                                    ),
                                                },
                                            )
                                        },
                                    ),
                                },
                                "suppressions": {
                                    "type": "array",
                                    "items": closed(
                                        ["kind"],
                                        {
                                            "kind": {"enum": ["inSource", "external"]},
                                            "justification": TEXT,
                                        },
                                    ),
                                },
                            },
                        ),
                    },
                    "properties": {"type": "object"},
                },
            ),
        },
    },
)
