"""The table: every requirement with its state, and the tests behind it."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .capabilities import PRESENT

REQUIREMENTS = Path(__file__).with_name("requirements.csv")
CHAPTERS = (
    "Encoding and sanitization",
    "Validation and business logic",
    "Web frontend",
    "API and web service",
    "Files",
    "Authentication",
    "Sessions",
    "Authorization",
    "Self-contained tokens",
    "OAuth and OIDC",
    "Cryptography",
    "Secure communication",
    "Configuration",
    "Data protection",
    "Coding and architecture",
    "Logging and errors",
    "WebRTC",
)
# Why a requirement is not applicable to a product without the capability that it is about.
ABSENT = {
    "admin": "there is no page that asks for a password",
    "encryption": "no field is encrypted",
    "files": "no field holds a file",
    "graphql": "there is no GraphQL",
    "second_factor": "there is no second factor",
    "social": "nobody signs in through a provider",
    "websockets": "there are no WebSockets",
}
STATES = ("tested", "documented", "deployment's", "organisation's", "not applicable", "open")
SHOWN = 4


class UnknownRequirementError(Exception):
    """A mark that names what is no requirement of level 1 or 2."""


@dataclass(frozen=True)
class Requirement:
    """A requirement in our words. `needs`: the capability without which it is not applicable."""

    id: str
    level: str
    requirement: str
    needs: str
    state: str
    where: str


@dataclass(frozen=True)
class Row:
    """A requirement with its state, and the tests or the words that it is explained by."""

    requirement: Requirement
    state: str
    explanation: Sequence[str]

    @property
    def chapter(self) -> int:
        return int(self.requirement.id.partition(".")[0])


def requirements() -> list[Requirement]:
    """All requirements of levels 1 and 2, in OWASP's order."""
    with REQUIREMENTS.open(encoding="utf-8", newline="") as lines:
        return [Requirement(**line) for line in csv.DictReader(lines)]


def rows(tests: Mapping[str, Sequence[str]]) -> list[Row]:
    """Return the state of every requirement; tests: those of each requirement that has any."""
    known = requirements()
    unknown = sorted(tests.keys() - {requirement.id for requirement in known})
    if unknown:
        places = "; ".join(f"{name} of {tests[name][0]}" for name in unknown)
        raise UnknownRequirementError(f"not in ASVS 5.0, levels 1 and 2: {places}")
    return [_row(requirement, tests.get(requirement.id, ())) for requirement in known]


def _row(requirement: Requirement, tests: Sequence[str]) -> Row:
    if tests:
        return Row(requirement, "tested", tests)
    if requirement.needs and requirement.needs not in PRESENT:
        return Row(requirement, "not applicable", [ABSENT[requirement.needs]])
    return Row(requirement, requirement.state or "open", [requirement.where])


def markdown(table: Sequence[Row]) -> str:
    """The table as a document."""
    counts = Counter(row.state for row in table)
    lines = [
        "# OWASP ASVS 5.0, levels 1 and 2",
        "",
        "Written by `make asvs` from the marks on the tests (`@pytest.mark.asvs`); not edited by",
        "hand. The words are ours and short; what counts is [the text of OWASP]"
        "(https://github.com/OWASP/ASVS/tree/v5.0.0).",
        "",
        "- **tested**: the tests named here show it; they run with `make test`",
        "- **documented**: asks for a document, and that is where it is",
        "- **deployment's**, **organisation's**: decided where the product runs, or by who runs it",
        "- **open**: nothing shows it yet",
        "",
        "| state | requirements |",
        "|---|---|",
        *(f"| {state} | {counts[state]} |" for state in STATES if counts[state]),
        f"| all | {len(table)} |",
    ]
    for number, chapter in enumerate(CHAPTERS, start=1):
        lines += [
            "",
            f"## {number} {chapter}",
            "",
            "| id | level | requirement | state | where |",
            "|---|---|---|---|---|",
            *(_line(row) for row in table if row.chapter == number),
        ]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    requirement = row.requirement
    where = _tests(row.explanation) if row.state == "tested" else _link(row.explanation[0])
    cells = (requirement.id, requirement.level, requirement.requirement, row.state, where)
    return f"| {' | '.join(cells)} |".replace("  |", " |")


def _tests(tests: Sequence[str]) -> str:
    shown = [f"`{test}`" for test in tests[:SHOWN]]
    more = len(tests) - len(shown)
    return "<br>".join([*shown, *([f"and {more} more"] if more else [])])


def _link(where: str) -> str:
    """Return a path of a document as a link from docs/security/, and words as they are."""
    folder, name = "docs/security/", where.removeprefix("docs/security/")
    return f"[{name}]({name})" if where.startswith(folder) else where
