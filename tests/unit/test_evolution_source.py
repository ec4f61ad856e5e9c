"""What `config/evolution.py` tells makemigrations, in terms of Django's models."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.builders import entity, field, genome
from tests.printing import printed


def told(*entities: Any, **keys: Any) -> dict[str, Any]:
    """The names that the rendered module defines."""
    names: dict[str, Any] = {}
    exec(printed(genome(*entities, **keys))["config/evolution.py"], names)
    return {name: value for name, value in names.items() if name.isupper()}


def test_a_genome_without_a_past_tells_nothing() -> None:
    assert told() == {"RENAMED_MODELS": [], "RENAMED_FIELDS": [], "BACKFILLS": {}, "DROPPED": []}


def test_renames_are_told_by_app_label() -> None:
    ticket = entity(
        "Ticket",
        field("details", "text", renamed_from="description"),
        app="sessions",
        renamed_from="Bug",
    )
    found = told(ticket, dropped=["Invoice", "Ticket.code:type"])
    assert found["RENAMED_MODELS"] == [("app_sessions", "Bug", "Ticket")]
    assert found["RENAMED_FIELDS"] == [("app_sessions", "Ticket", "description", "details")]
    assert found["DROPPED"] == ["Invoice", "Ticket.code:type"]


def test_backfills_are_values_of_their_fields_types() -> None:
    values: dict[str, tuple[Any, Any]] = {
        "string": ('it\'s "x"', 'it\'s "x"'),
        "integer": (5, 5),
        "decimal": (9.5, Decimal("9.5")),
        "boolean": (False, False),
        "date": ("2026-01-31", datetime.date(2026, 1, 31)),
        "datetime": (
            "2026-01-31T12:30:00Z",
            datetime.datetime(2026, 1, 31, 12, 30, tzinfo=datetime.UTC),
        ),
        "duration": ("PT90M", datetime.timedelta(minutes=90)),
        "uuid": (f"{UUID(int=5)}", UUID(int=5)),
        "json": ({"a": [1, None]}, {"a": [1, None]}),
    }
    fields = [field(f"a_{kind}", kind, backfill=said) for kind, (said, _) in values.items()]
    fields.append(field("tags", "array", of="string", backfill=["a"]))
    expected = {("things", "Thing", f"a_{kind}"): value for kind, (_, value) in values.items()}

    assert told(entity("Thing", *fields))["BACKFILLS"] == {
        **expected,
        ("things", "Thing", "tags"): ["a"],
    }
