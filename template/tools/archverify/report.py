"""The outputs for people (a table) and for scripts (JSON)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from .frame import Check, Dimension, Finding, Severity
from .scoring import THRESHOLD, Outcome, Report, State

_INDENT = " " * 12
_SHOWN = 8
_COLOURS = {"red": "31", "green": "32", "yellow": "33", "faint": "2"}


class Painter:
    """Colours for a terminal, or plain text for everything else."""

    def __init__(self, *, colours: bool) -> None:
        self._colours = colours

    def __call__(self, text: str, colour: str) -> str:
        return f"\033[{_COLOURS[colour]}m{text}\033[0m" if self._colours else text


def table(report: Report, paint: Painter, *, quiet: bool = False) -> str:
    """The score in one line, then what took points away; quiet leaves only what shuts the gate."""
    lines = [_headline(report, paint)]
    for outcome in report.in_state(State.FAILED):
        if not quiet or not report.is_open:
            lines += _failure(report, outcome, paint)
    for outcome in report.in_state(State.COULD_NOT_RUN):
        lines.append(
            f"{_INDENT}{_cost(report, outcome)}  {outcome.check.id}  "
            f"{paint('could not run', 'yellow')}: {outcome.explanation}"
        )
    for outcome in report.outcomes:
        if not quiet or outcome.check.severity is Severity.CRITICAL:
            for accepted in outcome.suppressed:
                lines.append(_line("ok", outcome, accepted.finding, paint))
                lines.append(_below(f"suppressed: {accepted.reason}", paint))
        if not quiet:
            lines += [_line("note", outcome, note, paint) for note in outcome.notes]
    return "\n".join(lines) + "\n"


def _headline(report: Report, paint: Painter) -> str:
    dimensions = "  ".join(f"{name} {points}" for name, points in report.points.items())
    number = len(report.critical)
    score = paint(f"{report.score}/100", "green" if report.is_open else "red")
    critical = paint(f"{number} critical", "red") if number else "0 critical"
    headline = f" gate        {score}  {dimensions}   {critical}"
    accepted = sum(len(outcome.suppressed) for outcome in report.outcomes)
    if accepted:
        headline += f"   {accepted} suppressed"
    if not report.is_open and not number:
        headline += f"   {THRESHOLD} are needed"
    return headline


def _failure(report: Report, outcome: Outcome, paint: Painter) -> Iterator[str]:
    cost = _cost(report, outcome)
    for finding in outcome.findings[:_SHOWN]:
        yield _line(cost, outcome, finding, paint)
        cost = ""
    if len(outcome.findings) > _SHOWN:
        yield _below(f"and {len(outcome.findings) - _SHOWN} more; --format json has all", paint)
    yield _below(f"fix: {outcome.check.fix}", paint)


def _line(mark: str, outcome: Outcome, finding: Finding, paint: Painter) -> str:
    id_ = outcome.check.id
    if mark and mark[0] == "-" and outcome.check.severity is Severity.CRITICAL:
        id_ = paint(id_, "red")
    place = paint(f"{finding.file}:{finding.line}", "faint")
    return f"{_INDENT}{mark:>5}  {id_}  {finding.message}   {place}"


def _below(text: str, paint: Painter) -> str:
    return f"{_INDENT}               {paint(text, 'faint')}"


def _cost(report: Report, outcome: Outcome) -> str:
    return f"-{report.cost(outcome):.1f}".removesuffix(".0").rjust(5)


def as_json(report: Report) -> str:
    """The whole report for a script."""
    document = {
        "score": report.score,
        "threshold": THRESHOLD,
        "open": report.is_open,
        "critical": len(report.critical),
        "dimensions": {d.value: report.points.get(d) for d in Dimension},
        "checks": [_as_dict(report, outcome) for outcome in report.outcomes],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _as_dict(report: Report, outcome: Outcome) -> dict[str, Any]:
    check = outcome.check
    return {
        "id": check.id,
        "title": check.title,
        "dimension": check.dimension.value,
        "severity": check.severity.value,
        "weight": check.weight,
        "state": outcome.state.value,
        "cost": round(report.cost(outcome), 2),
        "explanation": outcome.explanation,
        "fix": check.fix,
        "findings": [_place(finding) for finding in outcome.findings],
        "notes": [_place(finding) for finding in outcome.notes],
        "suppressed": [
            _place(accepted.finding) | {"reason": accepted.reason}
            for accepted in outcome.suppressed
        ],
    }


def _place(finding: Finding) -> dict[str, Any]:
    return {"file": finding.file, "line": finding.line, "message": finding.message}


def listing(checks: Iterable[Check]) -> str:
    """Every check with its weight, its reason and its fix."""
    lines: list[str] = []
    dimension = None
    for check in checks:
        if check.dimension is not dimension:
            dimension = check.dimension
            lines += (
                ["", dimension.full_name.capitalize()]
                if lines
                else [dimension.full_name.capitalize()]
            )
        lines.append(f"  {check.id}  {check.title}  ({check.severity.value}, {check.weight})")
        lines.append(f"          why: {check.reason}")
        lines.append(f"          fix: {check.fix}")
    return "\n".join(lines) + "\n"
