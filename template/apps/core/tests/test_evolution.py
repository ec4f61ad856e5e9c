"""What `makemigrations` makes of changes: renames, values for rows, and refusals."""

import pytest
from django.core.management.base import CommandError
from django.db import connection, models
from django.db.migrations import Migration
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ModelState, ProjectState

from apps.core.evolution import rows
from apps.core.evolution.autodetector import Autodetector
from apps.core.evolution.declared import Declared
from apps.core.operations import Backfill, ConvertField

LABEL = "evolving"


def state_of(name="Ticket", **fields):
    state = ProjectState()
    key = ("id", models.BigAutoField(primary_key=True))
    state.add_model(ModelState(LABEL, name, [key, *fields.items()]))
    return state


def changes(before, after, **said):
    questioner = MigrationQuestioner({"ask_initial": True})
    detector = Autodetector(before, after, questioner, Declared(**said), strict=True)
    migrations = detector.changes(graph=MigrationGraph()).get(LABEL, [])
    return [operation for migration in migrations for operation in migration.operations]


def described(operations):
    return [operation.describe() for operation in operations]


def test_a_renamed_model_with_a_renamed_field():
    operations = changes(
        state_of("Bug", description=models.TextField()),
        state_of("Ticket", details=models.TextField()),
        models={(LABEL, "ticket"): "Bug"},
        fields={(LABEL, "ticket", "details"): "description"},
    )
    assert described(operations) == [
        "Rename model Bug to Ticket",
        "Rename field description on ticket to details",
    ]


def test_two_fields_swap_their_names():
    both = {"a": models.TextField(), "b": models.IntegerField()}
    swapped = {"a": models.IntegerField(), "b": models.TextField()}
    said = {(LABEL, "ticket", "a"): "b", (LABEL, "ticket", "b"): "a"}
    operations = changes(state_of(**both), state_of(**swapped), fields=said)
    assert described(operations)[:3] == [
        "Rename field b on ticket to swapped_b",
        "Rename field a on ticket to b",
        "Rename field swapped_b on ticket to a",
    ]
    assert len(operations) == 4  # the last one notes that this is done


def test_what_is_not_declared_is_refused():
    before = state_of(code=models.CharField(max_length=20), note=models.TextField())
    after = state_of(code=models.CharField(max_length=5), size=models.IntegerField())
    with pytest.raises(CommandError) as caught:
        changes(before, after)
    text = str(caught.value)
    assert text.startswith("3 changes would lose data or cannot be decided. Nothing was written.")
    assert "dropped: [Ticket.code:max_length]" in text
    assert "dropped: [Ticket.note]" in text
    assert f"--backfill {LABEL}.Ticket.size=<value>" in text


def test_what_is_declared_is_done():
    before = state_of(code=models.CharField(max_length=20), note=models.TextField())
    after = state_of(
        code=models.CharField(max_length=5),
        size=models.IntegerField(),
        hint=models.TextField(blank=True),
    )
    operations = changes(
        before,
        after,
        backfills={(LABEL, "ticket", "size"): 3, (LABEL, "ticket", "hint"): "none"},
        dropped=frozenset({"Ticket.note", "Ticket.code:max_length"}),
    )
    assert sorted(type(operation).__name__ for operation in operations) == [
        "AddField",
        "AddField",
        "Backfill",
        "ConvertField",
        "RemoveField",
    ]


@pytest.mark.django_db
class TestRows:
    """Operations on a table with rows."""

    def run(self, state, operation):
        """Return the state after an operation that has run."""
        migration = type("Migration", (Migration,), {"operations": [operation]})("0001", LABEL)
        with connection.schema_editor() as editor:
            return migration.apply(state.clone(), editor)

    def rows_of(self, state):
        return state.apps.get_model(LABEL, "ticket")._base_manager.order_by("id")

    def begin(self, **fields):
        state = state_of(**fields)
        with connection.schema_editor() as editor:
            editor.create_model(state.apps.get_model(LABEL, "ticket"))
        return state

    def test_what_does_not_fit_fails(self):
        state = self.begin(size=models.DecimalField(max_digits=5, decimal_places=1))
        self.rows_of(state).create(size="1.5")
        with pytest.raises(Exception, match=r"Ticket\.size: 1 row does not fit into integer"):
            self.run(state, ConvertField("ticket", "size", models.IntegerField()))

    def test_what_does_not_fit_gets_the_backfill(self):
        state = self.begin(size=models.DecimalField(max_digits=5, decimal_places=1))
        for size in ("1.5", "2"):
            self.rows_of(state).create(size=size)
        state = self.run(state, ConvertField("ticket", "size", models.IntegerField(), backfill=7))
        assert list(self.rows_of(state).values_list("size", flat=True)) == [7, 2]

    def test_a_backfill(self):
        state = self.begin(code=models.TextField(blank=True))
        self.rows_of(state).create()
        state = self.run(state, Backfill("ticket", "code", "none"))
        assert self.rows_of(state).get().code == "none"


def test_what_is_not_encrypted_any_more_stays_as_it_is(monkeypatch):
    """A database that is behind passes the migration that encrypts, on its way to the last one."""
    monkeypatch.setattr(rows, "find_spec", lambda name: None)
    assert rows.encrypted("text") == rows.decrypted("text") == "text"
