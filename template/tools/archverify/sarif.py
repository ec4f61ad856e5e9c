"""The report as SARIF 2.1.0, the form that code hosts read."""

import json
from typing import Any
from urllib.parse import quote

from .frame import Check, Finding, Severity
from .scoring import Outcome, Report, State

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "note"}


def as_sarif(report: Report) -> str:
    """One run with all checks as rules; suppressed findings are results that carry their reason."""
    checks = [outcome.check for outcome in report.outcomes]
    run = {
        "tool": {"driver": {"name": "archverify", "rules": [_rule(check) for check in checks]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The project's folder."}}},
        "invocations": [_invocation(report)],
        "results": [
            result
            for index, outcome in enumerate(report.outcomes)
            for result in _results(index, outcome)
        ],
        "properties": {"score": report.score, "open": report.is_open},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": check.reason},
        "help": {"text": check.fix},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {
            "severity": check.severity.value,
            "weight": check.weight,
            "tags": [check.dimension.full_name],
        },
    }


def _results(index: int, outcome: Outcome) -> list[dict[str, Any]]:
    level = _LEVELS[outcome.check.severity]
    results = [_result(index, outcome.check, finding, level) for finding in outcome.findings]
    results += [_result(index, outcome.check, note, "note") for note in outcome.notes]
    for accepted in outcome.suppressed:
        result = _result(index, outcome.check, accepted.finding, level)
        result["suppressions"] = [{"kind": "inSource", "justification": accepted.reason}]
        results.append(result)
    return results


def _result(index: int, check: Check, finding: Finding, level: str) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(finding.file), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": finding.line},
    }
    return {
        "ruleId": check.id,
        "ruleIndex": index,
        "kind": "informational" if finding.note else "fail",
        "level": "none" if finding.note else level,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }


def _invocation(report: Report) -> dict[str, Any]:
    silent = report.in_state(State.COULD_NOT_RUN)
    return {
        "executionSuccessful": not silent,
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {"text": f"{outcome.check.id} could not run: {outcome.explanation}"},
                "associatedRule": {"id": outcome.check.id},
            }
            for outcome in silent
        ],
    }
