"""Checks of the dependencies."""

import re
from collections.abc import Iterator

from ..frame import Finding, NotApplicableError, Severity, check
from ..project import Project

_FOLDER = "requirements"
_CONSTRAINTS = f"{_FOLDER}/constraints.txt"
_REQUIREMENT = re.compile(r"^([A-Za-z0-9][\w.-]*)(\[[^\]]*\])?\s*(.*)$")


@check(
    "ARC-14",
    "every dependency has one version",
    severity=Severity.MAJOR,
    weight=5,
    reason="Without a pin, the same commit is another program next month.",
    fix="pin it with == in requirements/constraints.txt",
)
def pinned(project: Project) -> Iterator[Finding]:
    files = [p for p in project.matching(".txt") if p.startswith(f"{_FOLDER}/")]
    if not files:
        raise NotApplicableError("there is no requirements folder")
    pins = {name for name, rest, _ in _requirements(project, _CONSTRAINTS) if rest.startswith("==")}
    for path in files:
        for name, rest, line in _requirements(project, path):
            if not rest.startswith("==") and (path == _CONSTRAINTS or name not in pins):
                yield Finding(path, line, f"{name} has no fixed version")
        if path != _CONSTRAINTS and not _is_constrained(project, path):
            yield Finding(path, 1, "the file does not apply constraints.txt")


def _requirements(project: Project, path: str) -> Iterator[tuple[str, str, int]]:
    """Normalised name, version part and line of every requirement of a file."""
    for number, line in enumerate(project.lines(path), start=1):
        found = _REQUIREMENT.match(line.partition("#")[0].strip())
        if found:
            yield re.sub(r"[-_.]+", "-", found[1]).lower(), found[3], number


def _is_constrained(project: Project, path: str) -> bool:
    """Whether a file applies the constraints itself or includes one that does."""
    for line in project.lines(path):
        option, _, target = line.strip().partition(" ")
        if option in {"-c", "--constraint"} and target.strip().endswith("constraints.txt"):
            return True
        if option in {"-r", "--requirement"} and _is_constrained(
            project, f"{_FOLDER}/{target.strip()}"
        ):
            return True
    return False
