"""Comments that accept a finding: `archverify: ignore[SEC-14] reason`, on its line or above it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .frame import Check, Finding
from .project import Project

_COMMENT = re.compile(r"archverify:\s*ignore\[(?P<ids>[^\]]*)\](?P<reason>[^\n]*)")
_COMMENT_ENDS = ("-->", "*/")


@dataclass(frozen=True)
class Suppression:
    """One comment. It holds only with a reason."""

    file: str
    line: int
    ids: tuple[str, ...]
    reason: str
    stands_alone: bool


@dataclass(frozen=True)
class Suppressed:
    """A finding that a comment accepts, and the reason that it gives."""

    finding: Finding
    reason: str


def suppressions(project: Project, path: str) -> Iterator[Suppression]:
    """The suppressing comments of a file, those without a reason too."""
    if "archverify:" not in project.text(path):
        return
    for number, comment in project.comments(path).items():
        found = _COMMENT.search(comment)
        if found is None:
            continue
        ids = tuple(part.strip() for part in found["ids"].split(","))
        reason = found["reason"].strip()
        for end in _COMMENT_ENDS:
            reason = reason.removesuffix(end).strip()
        before = project.lines(path)[number - 1].removesuffix(comment)
        yield Suppression(path, number, ids, reason, not before.strip())


def split_suppressed(
    project: Project, check: Check, findings: Iterable[Finding]
) -> tuple[list[Finding], list[Suppressed]]:
    """Part the findings of a check into those that count and those that a comment accepts."""
    counting: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in findings:
        reason = _reason_for(project, check, finding)
        if reason:
            suppressed.append(Suppressed(finding, reason))
        else:
            counting.append(finding)
    return counting, suppressed


def _reason_for(project: Project, check: Check, finding: Finding) -> str:
    for comment in suppressions(project, finding.file):
        on_the_line = comment.line == finding.line
        above = comment.stands_alone and comment.line == finding.line - 1
        if check.id in comment.ids and (on_the_line or above):
            return comment.reason
    return ""
