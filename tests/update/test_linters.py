"""What two linters find in migrations, and what PostgreSQL does by them, is what they say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.update.changes import CHANGES
from tests.update.measured import Measured

pytestmark = pytest.mark.product

SQUAWK = Path(sys.executable).with_name("squawk")
NAMES = [change.name for change in CHANGES]
# The operations that each finding may be about. One of them must be there and must state it.
ADDING = {"AddField"}
ALTERING = {"AlterField", "ConvertField"}
INDEXING = {"AddIndex", "AddField", "AddConstraint", "AlterField", "ConvertField"}
CAUSES = {
    # squawk
    "adding-field-with-default": ADDING,
    "adding-foreign-key-constraint": {"AddField", "RenameModel"},
    "adding-not-nullable-field": ADDING | ALTERING,
    "adding-required-field": ADDING,
    "ban-drop-column": {"RemoveField"},
    "ban-drop-constraint": {"RemoveConstraint", "RemoveField", "DeleteModel", "RenameModel"},
    "ban-drop-default": ADDING,
    "ban-drop-not-null": ALTERING,
    "ban-drop-table": {"DeleteModel", "RemoveField"},
    "changing-column-type": ALTERING,
    "constraint-missing-not-valid": {"AddConstraint", "AddField", "RenameModel"},
    "disallowed-unique-constraint": {"AddConstraint"},
    "renaming-column": {"RenameField", "RenameModel"},
    "renaming-object": {"RenameModel"},
    "renaming-table": {"RenameModel"},
    "require-concurrent-index-creation": INDEXING,
    # django-migration-linter
    "ADDING unique constraint": {"AddConstraint"},
    "ALTERING columns": ALTERING,
    "CREATE INDEX locks table": INDEXING,
    "CREATE INDEX prolongs transaction": INDEXING,
    "DROPPING columns": {"RemoveField"},
    "DROPPING table": {"DeleteModel", "RemoveField"},
    "NOT NULL constraint on columns": ADDING | ALTERING,
    "RENAMING columns": {"RenameField", "RenameModel"},
    "RENAMING tables": {"RenameModel"},
}
# Rules of squawk about something else than what a migration does to a table.
SWITCHED_OFF = {
    "prefer-bigint-over-int": "the genome has both; the smaller one is somebody's choice",
    "prefer-text-field": "a length is part of the contract of the API",
    "require-lock-timeout": "a setting of the connection that runs `migrate`, not of a file",
    "require-statement-timeout": "the same",
}
# Findings about what an operation does that is as brief as every change of a table.
BRIEF = {
    ("require-concurrent-index-deletion", "RemoveIndex"),
    ("require-concurrent-index-deletion", "RemoveConstraint"),
    ("DROP INDEX locks table", "RemoveIndex"),
    ("DROP INDEX locks table", "RemoveConstraint"),
    # No code names an index or a constraint.
    ("renaming-object", "RenameIndex"),
    ("renaming-object", "RenameConstraint"),
    ("renaming-object", "RenameField"),
}
# The linters see only the new type. That such a change rewrites nothing is tested below.
WIDENING = {"changing-column-type", "ALTERING columns"}


@pytest.mark.parametrize("name", NAMES)
def test_what_linters_find_is_stated(measured: dict[str, Measured], name: str) -> None:
    one = measured[name]

    unstated = [finding for finding in findings(one) if not is_accounted_for(finding, one)]

    assert unstated == [], one.docstring


@pytest.mark.parametrize("name", NAMES)
def test_postgresql_agrees(measured: dict[str, Measured], name: str) -> None:
    """What is called safe reads, builds or rewrites no table; what is called locking does."""
    one = measured[name]

    if one.levels == {"safe"}:
        assert one.touched == []
    if one.levels == {"locking"} or one.levels == {"safe", "locking"}:
        assert one.touched != []


def test_squawk_looks_at_what_it_is_given(measured: dict[str, Measured]) -> None:
    """So that an empty list above is no accident."""
    found = {finding for one in measured.values() for finding in findings(one)}

    assert {"ban-drop-column", "changing-column-type", "renaming-column"} <= found
    assert {"DROPPING columns", "RENAMING columns", "ADDING unique constraint"} <= found


def findings(one: Measured) -> set[str]:
    """The rules of both linters that a migration is found to break."""
    assert re.search(r"^\(stock, \w+\)\.\.\. (OK|ERR|WARNING)", one.linted, re.MULTILINE), (
        one.linted
    )
    linted = re.findall(r"^\t([^(,]+?)(?: \(.*|, .*)?$", one.linted, re.MULTILINE)
    return {*linted, *(finding["rule_name"] for finding in _squawked(one.sql))}


def is_accounted_for(finding: str, one: Measured) -> bool:
    """Whether an operation that may cause the finding is stated, or is brief all the same."""
    for operation in one.operations:
        kind = operation["operation"]
        if (finding, kind) in BRIEF:
            return True
        if kind in CAUSES.get(finding, ()) and (_is_stated(operation, one) or finding in WIDENING):
            return True
    return False


def _is_stated(operation: dict[str, Any], one: Measured) -> bool:
    """Whether the docstring of the file names the operation, with what `explainmigrations` says."""
    subject = operation["field"] or operation["name"]
    name = ".".join(part for part in (operation["model"], subject) if part)
    _, _, reasons = one.docstring.partition(f"\n{operation['operation']} {name}\n")
    said = " ".join(reasons.split())
    has_reason = operation["level"] != "safe" or operation["breaks"] != ""
    return has_reason and operation["why"] in said and operation["breaks"] in said


def _squawked(sql: str) -> list[dict[str, Any]]:
    options = ["--assume-in-transaction", "--pg-version=15", "--reporter=json"]
    done = subprocess.run(
        [SQUAWK, *options, f"--exclude={','.join(SWITCHED_OFF)}"],
        input=sql,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found
