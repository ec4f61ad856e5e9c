"""Runs the checks and does the sums that the package's docstring explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from .frame import CannotRunError, Check, Dimension, Finding, NotApplicableError, Severity
from .project import Project
from .suppressions import Suppressed, split_suppressed

THRESHOLD = 80


class State(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    COULD_NOT_RUN = "could not run"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Outcome:
    """What one check found. `explanation` says why it could not run or had nothing to judge."""

    check: Check
    state: State
    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    explanation: str = ""


@dataclass(frozen=True)
class Report:
    """The outcomes of a run and the figures that follow from them."""

    outcomes: tuple[Outcome, ...]

    @cached_property
    def points(self) -> dict[Dimension, int]:
        """Points of every dimension that had something to judge."""
        return {
            dimension: 100 * self._weight(dimension, State.PASSED) // total
            for dimension, total in self._totals.items()
        }

    @property
    def score(self) -> int:
        """The mean of the dimensions, rounded down; 0 when nothing at all could be judged."""
        passed = sum(
            self._weight(dimension, State.PASSED) / total
            for dimension, total in self._totals.items()
        )
        # The nudge keeps a sum such as 0.1 + 0.2 from losing a whole point to rounding down.
        return int(100 * passed / len(self._totals) + 1e-9) if self._totals else 0

    def cost(self, outcome: Outcome) -> float:
        """How many points of the score a check that did not pass took away."""
        if outcome.state not in {State.FAILED, State.COULD_NOT_RUN}:
            return 0.0
        total = self._totals[outcome.check.dimension]
        return 100 * outcome.check.weight / total / len(self._totals)

    @cached_property
    def critical(self) -> tuple[Finding, ...]:
        """The findings that shut the gate by themselves."""
        return tuple(
            finding
            for outcome in self.outcomes
            if outcome.check.severity is Severity.CRITICAL
            for finding in outcome.findings
        )

    @property
    def is_open(self) -> bool:
        """Whether the project may be delivered."""
        return self.score >= THRESHOLD and not self.critical

    def in_state(self, state: State) -> list[Outcome]:
        """The outcomes that ended so, dearest first."""
        chosen = [outcome for outcome in self.outcomes if outcome.state is state]
        return sorted(chosen, key=lambda outcome: (-self.cost(outcome), outcome.check.id))

    @cached_property
    def _totals(self) -> dict[Dimension, int]:
        totals = {dimension: self._weight(dimension, *_COUNTED) for dimension in Dimension}
        return {dimension: total for dimension, total in totals.items() if total}

    def _weight(self, dimension: Dimension, *states: State) -> int:
        return sum(
            outcome.check.weight
            for outcome in self.outcomes
            if outcome.check.dimension is dimension and outcome.state in states
        )


_COUNTED = (State.PASSED, State.FAILED, State.COULD_NOT_RUN)


def run(project: Project, checks: Sequence[Check]) -> Report:
    """Run the checks. Those that wait for a command come last, while the commands work."""
    for name in dict.fromkeys(name for check in checks for name in check.background):
        project.commands.start(name)
    by_waiting = sorted(checks, key=lambda check: bool(check.background))
    try:
        outcomes = {check.id: _judge(project, check) for check in by_waiting}
    finally:
        project.commands.stop()
    return Report(tuple(outcomes[check.id] for check in checks))


def _judge(project: Project, check: Check) -> Outcome:
    try:
        found = sorted(set(check.find(project)))
    except NotApplicableError as reason:
        return Outcome(check, State.NOT_APPLICABLE, explanation=str(reason))
    except CannotRunError as reason:
        return Outcome(check, State.COULD_NOT_RUN, explanation=str(reason))
    except Exception as error:  # a fault of the check must cost points, not hide behind a traceback
        fault = f"the check itself failed: {type(error).__name__}: {error}"
        return Outcome(check, State.COULD_NOT_RUN, explanation=fault)
    counting, suppressed = split_suppressed(project, check, [f for f in found if not f.note])
    return Outcome(
        check,
        State.FAILED if counting else State.PASSED,
        findings=tuple(counting),
        notes=tuple(finding for finding in found if finding.note),
        suppressed=tuple(suppressed),
    )
