"""The vocabulary of the gate: checks, findings, and the registry of all checks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .project import Project


class Dimension(StrEnum):
    """What a check belongs to; the value is the word that reports print."""

    SECURITY = "security"
    ARCHITECTURE = "architecture"
    QUALITY = "quality"
    DOCUMENTS = "documents"

    @property
    def full_name(self) -> str:
        """The name in words, for lists and machine-readable output."""
        return _FULL_NAMES[self]


_FULL_NAMES = {
    Dimension.SECURITY: "security and tenancy",
    Dimension.ARCHITECTURE: "architecture and data",
    Dimension.QUALITY: "quality and tests",
    Dimension.DOCUMENTS: "documentation and compliance",
}
_DIMENSION_OF_PREFIX = {
    "SEC": Dimension.SECURITY,
    "ARC": Dimension.ARCHITECTURE,
    "QUA": Dimension.QUALITY,
    "DOC": Dimension.DOCUMENTS,
}


class Severity(StrEnum):
    """How bad a finding is. One critical finding shuts the gate whatever the score."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"


class CannotRunError(Exception):
    """A check could not do its work; the message says why. It then earns no points."""


class NotApplicableError(Exception):
    """There is nothing for a check to judge; the message says what is not there."""


@dataclass(frozen=True, order=True)
class Finding:
    """One place that a check objects to. `file` is relative to the project, `line` starts at 1.

    A note is worth knowing but right as it is: it costs nothing.
    """

    file: str
    line: int
    message: str
    note: bool = False


CheckFunction = Callable[["Project"], Iterable[Finding]]


@dataclass(frozen=True)
class Check:
    """One rule: what it wants, why, how to comply, and the function that looks."""

    id: str
    title: str
    severity: Severity
    weight: int
    reason: str
    fix: str
    find: CheckFunction
    background: tuple[str, ...] = ()
    full: bool = False

    @property
    def dimension(self) -> Dimension:
        """The dimension that the id's prefix stands for."""
        return _DIMENSION_OF_PREFIX[self.id.partition("-")[0]]


_registry: dict[str, Check] = {}


def check(
    check_id: str,
    title: str,
    *,
    severity: Severity,
    weight: int,
    reason: str,
    fix: str,
    background: tuple[str, ...] = (),
    full: bool = False,
) -> Callable[[CheckFunction], CheckFunction]:
    """Register the decorated function as a check.

    The function takes the project and yields findings. `background` names the commands (see
    `commands`) whose results it reads, so that they can be started early and run side by side.
    What takes minutes is for the `full` depth only.
    """

    def register(find: CheckFunction) -> CheckFunction:
        if check_id in _registry:
            raise ValueError(f"Two checks are called {check_id}.")
        _registry[check_id] = Check(
            check_id, title, severity, weight, reason, fix, find, background, full
        )
        return find

    return register


def registered() -> tuple[Check, ...]:
    """All checks registered so far, in the order of the dimensions and then of their ids."""
    order = list(Dimension)
    return tuple(sorted(_registry.values(), key=lambda c: (order.index(c.dimension), c.id)))
