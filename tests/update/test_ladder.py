"""Each example lives on for years: edit after edit by the real update, with rows in every table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.catalogue import EXAMPLE_NAMES
from tests.update.edits import change_entity
from tests.update.lives import LIVES, Rung
from tests.update.living import Living, quick_first
from tests.update.rows import Rows, copied, differences, emptied, rows_in
from tests.update.workbench import Workbench
from tests.workshop import ABOUT_ENTITIES, Workshop

pytestmark = pytest.mark.product

ROWS = 6
DECRYPTED = """
import json
from django.apps import apps
model = apps.get_model("{label}")
print(json.dumps({{str(row.pk): row.{field} for row in model._base_manager.all()}}))
"""


class Life:
    """A project and its database, rung by rung."""

    def __init__(self, project: Living, bench: Workbench) -> None:
        self.project = project
        self.bench = bench
        self.database = bench.database()
        self.count = ROWS
        self.manage("migrate")

    def manage(self, *arguments: str) -> str:
        folder = self.project.folder
        return self.bench.managed(folder, *arguments, database=self.database)

    def work(self) -> Rows:
        """People fill all tables further, and leave some things empty."""
        self.manage("seed", f"--rows={self.count}")
        emptied(self.bench, self.database, self.project.genome)
        self.count += 3
        rows = rows_in(self.bench, self.database, self.project.genome)
        empty = [
            entity.name for entity in self.project.genome.entities if not rows[entity.name]["id"]
        ]
        assert empty == []
        return rows

    def climb(self, rung: Rung) -> None:
        """Apply a rung; every row must be there afterwards, as the edit says."""
        expected = copied(self.work())
        rung.edit.effect(expected)

        self.project.applied(rung.edit)
        self.manage("migrate")

        found = rows_in(self.bench, self.database, self.project.genome)
        for entity, field in rung.encrypts:
            found[entity][field] = self.decrypted(entity, field, found)
        forget_new_events(expected, found)
        assert differences(expected, found) == [], rung.name
        self.manage("makemigrations", "--check", "--dry-run")

    def decrypted(self, entity: str, field: str, found: Rows) -> dict[str, str | None]:
        """The values of a field that is encrypted now; none of them may be in the table as such."""
        label = f"{self.project.genome.entities_by_name[entity].app}.{entity}"
        said = self.manage(
            "shell", "--verbosity=0", "-c", DECRYPTED.format(label=label, field=field)
        )
        plain: dict[str, str | None] = json.loads(said.splitlines()[-1])
        stored = found[entity][field]
        assert all(
            value is None or value == "" or value != stored[row] for row, value in plain.items()
        )
        return plain


def forget_new_events(expected: Rows, found: Rows) -> None:
    """Leave out what a migration itself adds to the audit trail; what was there must be there."""
    events = found["audit_auditevent"]
    for column, values in events.items():
        before = expected["audit_auditevent"][column]
        events[column] = {row: value for row, value in values.items() if row in before}


@pytest.mark.parametrize("name", quick_first(EXAMPLE_NAMES))
def test_no_row_is_lost_in_a_life(
    workshop: Workshop, bench: Workbench, tmp_path: Path, name: str
) -> None:
    life = Life(Living.begun(workshop.product(name), tmp_path / name), bench)
    project = life.project

    for rung in LIVES[name]:
        life.climb(rung)
    life.work()
    moving_is_refused(life)

    empty = bench.database()
    bench.managed(project.folder, "migrate", database=empty)
    assert project.product.passed(*ABOUT_ENTITIES) > 300
    assert findings(project) == {}


def findings(project: Living) -> dict[str, object]:
    """What the project's gate has to say against it, by check."""
    judged = project.product.python("-m", "tools.archverify", "--format", "json")
    checks = json.loads(judged.stdout)["checks"]
    return {check["id"]: check["findings"] for check in checks if check["findings"]}


def moving_is_refused(life: Life) -> None:
    """An entity cannot change its app: nothing happens, and the way out is named."""
    project = life.project
    moved = project.genome.entities[0]
    project.edit(change_entity(moved.name, app="elsewhere"))
    before = project.files

    refused = project.update(check=False)

    assert refused.returncode == 1
    assert moved.name in refused.stdout
    assert f"app: {moved.app}" in refused.stdout
    assert "Traceback" not in refused.stdout
    assert project.files == before
    project.edit(change_entity(moved.name, app=moved.app))
