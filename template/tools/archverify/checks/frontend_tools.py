"""Checks that run the frontend's own tools, for the full depth: they take minutes."""

import re
from collections.abc import Iterator
from pathlib import Path

from ..commands import Answer
from ..frame import CannotRunError, Finding, NotApplicableError, Severity, check
from ..project import Project

_HOME = "frontend/"
_PACKAGE = f"{_HOME}package.json"
_INSTALLED = f"{_HOME}node_modules/.package-lock.json"
_TYPE_ERROR = re.compile(r"^(?P<file>[^\s(][^(]*)\((?P<line>\d+),\d+\): error (?P<message>.*)$")


@check(
    "QUA-15",
    "`eslint` and `prettier` have nothing to say of the frontend",
    severity=Severity.MAJOR,
    weight=4,
    reason="The linter finds faults that no reader sees twice.",
    fix="run `make format`, then mend what is left by hand",
    full=True,
)
def frontend_linted(project: Project) -> Iterator[Finding]:
    for file in _answer(project, "eslint").json():
        path = Path(file["filePath"]).relative_to(project.root).as_posix()
        for problem in file["messages"]:
            yield Finding(path, problem.get("line") or 1, problem["message"])
    for line in _answer(project, "prettier").output.splitlines():
        yield Finding(f"{_HOME}{line}", 1, "the formatter would change this")


@check(
    "QUA-16",
    "the frontend's types fit together, and those of the API",
    severity=Severity.MAJOR,
    weight=6,
    reason="What does not fit breaks in the browser of whoever comes there first.",
    fix="`make typecheck` shows where",
    full=True,
)
def frontend_typed(project: Project) -> Iterator[Finding]:
    answer = _answer(project, "tsc")
    found = [match for line in answer.output.splitlines() if (match := _TYPE_ERROR.match(line))]
    for problem in found:
        yield Finding(f"{_HOME}{problem['file']}", int(problem["line"]), problem["message"])
    if answer.status and not found:
        yield _failure(answer)


@check(
    "QUA-17",
    "the frontend's unit tests pass",
    severity=Severity.MAJOR,
    weight=6,
    reason="A test that fails says what no longer works.",
    fix="`make test` shows what fails",
    full=True,
)
def frontend_tested(project: Project) -> Iterator[Finding]:
    answer = _answer(project, "vitest")
    if answer.status:
        yield _failure(answer)


@check(
    "QUA-18",
    "the frontend can be built",
    severity=Severity.CRITICAL,
    weight=6,
    reason="What cannot be built cannot be served.",
    fix="`make build` shows why",
    full=True,
)
def frontend_built(project: Project) -> Iterator[Finding]:
    answer = _answer(project, "next build")
    if answer.status:
        yield _failure(answer)


def _answer(project: Project, name: str) -> Answer:
    if not project.exists(_PACKAGE):
        raise NotApplicableError("the project has no frontend")
    if not project.exists(_INSTALLED):
        raise CannotRunError("the packages are not installed; `python -m tools.node install` does")
    return project.commands.answer(name)


def _failure(answer: Answer) -> Finding:
    lines = [line.strip() for line in f"{answer.output}\n{answer.errors}".splitlines()]
    telling = [line for line in lines if re.search(r"error|fail", line, re.IGNORECASE)]
    return Finding(_PACKAGE, 1, (telling or [line for line in lines if line] or ["it failed"])[0])
