"""A pytest plugin that counts the attacks: `isolation: 2,310 attempts, 0 leaks`.

The counts travel with the reports of the tests, so they come home from `pytest -n` too.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

ATTEMPTS = "isolation_attempts"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--isolation-report", type=Path, help="write the counts of attacks as JSON")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    attempts = sum(_attempts(terminalreporter))
    if not attempts:
        return
    leaks = len({report.nodeid for report in _failures(terminalreporter)})
    terminalreporter.write_line(f"isolation: {attempts:,} attempts, {leaks} leaks")
    if path := config.getoption("--isolation-report"):
        path.write_text(json.dumps({"attempts": attempts, "leaks": leaks}) + "\n")


def _attempts(terminalreporter: pytest.TerminalReporter) -> Iterator[int]:
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "teardown":
                yield from (int(n) for name, n in report.user_properties if name == ATTEMPTS)


def _failures(terminalreporter: pytest.TerminalReporter) -> Iterator[pytest.TestReport]:
    """Yield the tests of the attacks that failed, or found a trace of one when they ended."""
    for outcome in ("failed", "error"):
        for report in terminalreporter.getreports(outcome):
            if "/isolation/" in report.nodeid:
                yield report
