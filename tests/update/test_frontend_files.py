"""An update takes the frontend's files along: new, renamed and dropped entities, and hand edits."""

from __future__ import annotations

from pathlib import Path

import copier
import pytest

from tests.builders import Answers, entity, field, genome
from tests.update.living import Living
from tests.workshop import Product, Workshop, commit

FEATURES = "frontend/src/features"
ROUTES = "frontend/src/app/(app)"
OWN = '    mood: { kind: "text", label: "Mood", isReadOnly: true },\n'


def desk(*entities: Answers, **keys: object) -> Answers:
    return genome(*entities, cache="none", frontend=True, **keys)


TICKET = entity("Ticket", field("title"), field("label", "reference", to="Label"))
BEFORE = desk(TICKET, entity("Label"), entity("Note"))
AFTER = desk(
    entity(
        "Ticket",
        field("title"),
        field("label", "reference", to="Topic"),
        field("due_on", "date", required=False),
    ),
    entity("Topic", app="labels", renamed_from="Label"),
    entity("Invoice"),
    dropped=["Note"],
)


@pytest.fixture
def project(workshop: Workshop, tmp_path: Path) -> Living:
    folder = tmp_path / "desk"
    copier.run_copy(
        str(workshop.files_only), folder, data=BEFORE, defaults=True, unsafe=True, quiet=True
    )
    commit(folder)
    return Living(Product(folder))


def test_files_follow_the_entities_and_hand_edits_stay(project: Living) -> None:
    definition = project.folder / FEATURES / "tickets" / "definition.ts"
    text = definition.read_text()
    place = text.index("  },\n  columns:")
    definition.write_text(text[:place] + OWN + text[place:])

    project.write(AFTER)
    project.update()

    text = definition.read_text()
    assert OWN in text
    assert 'due_on: { kind: "date", label: "Due on" },' in text
    assert 'to: "topic"' in text
    assert "<<<<<<<" not in text
    for folder in (FEATURES, ROUTES):
        names = {path.name for path in (project.folder / folder).iterdir()}
        assert {"invoices", "tickets", "topics"} <= names
        assert names.isdisjoint({"labels", "notes"})
    registry = (project.folder / "frontend/src/records/registry.ts").read_text()
    assert "invoiceDefinition" in registry
    assert "noteDefinition" not in registry
