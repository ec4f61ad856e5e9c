"""What a genome says of the audit trail becomes decorators, a history, and the time it is kept."""

from typing import Any

import pytest

from extensions.genome import Genome, load
from extensions.genome.context import render_context
from extensions.genome.django.app import app_of
from tests.builders import entity, field, genome
from tests.unit.test_reserved_words import refusal

WORKFLOW = {
    "field": "state",
    "transitions": [{"name": "history", "from": ["NEW"], "to": "OLD"}],
}


def loaded(*fields: Any, **keys: Any) -> Genome:
    return load(genome(entity("Thing", field("title"), *fields, **keys), compliance=["hipaa"]))


def decorators_of(*fields: Any, **keys: Any) -> list[str]:
    [model] = app_of(loaded(*fields, **keys), "things").models.classes
    lines: list[str] = model.decorators
    return lines


def header_of(**keys: Any) -> str:
    [view] = app_of(loaded(**keys), "things").views.classes
    return str(view.header)


def test_an_audited_entity_is_marked() -> None:
    assert decorators_of(audit=True) == ["@audited"]
    assert decorators_of() == []


def test_reads_of_health_data_are_audited() -> None:
    assert decorators_of(field("notes", "text", phi=True), audit=True) == ["@audited(reads=True)"]
    assert decorators_of(field("notes", "text", phi=True)) == []


def test_who_may_open_a_record_sees_its_history() -> None:
    assert "HistoryMixin, WorkspaceModelViewSet" in header_of(audit=True)
    assert "HistoryMixin" not in header_of()
    assert "HistoryMixin" not in header_of(audit=True, operations=["list", "create"])
    assert "HistoryMixin" not in header_of(audit=True, scope="global")


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        ({"name": "AuditEvent", "app": "things"}, "name"),
        ({"name": "RecordChange"}, "name"),
        ({"name": "HistoryMixin"}, "name"),
        ({"name": "Thing", "app": "audit"}, "app"),
        ({"name": "Audit", "plural": "Audit"}, "name"),
        ({"name": "Thing", "plural": "AuditEvents"}, "plural"),
    ],
)
def test_names_of_the_trail_are_taken(keys: dict[str, str], where: str) -> None:
    found = refusal(genome(entity(**keys)))
    assert found is not None
    assert found[0] == f"entities[0].{where}"


def test_history_is_no_transition_of_an_audited_record() -> None:
    state = field("state", "enum", choices=["NEW", "OLD"], default="NEW")
    found = refusal(genome(entity("Thing", state, workflow=WORKFLOW, audit=True)))
    assert found is not None
    assert found[0] == "entities[0].workflow.transitions[0].name"
    assert refusal(genome(entity("Thing", state, workflow=WORKFLOW))) is None


@pytest.mark.parametrize(
    ("compliance", "days"),
    [([], 730), (["gdpr", "soc2"], 730), (["hipaa"], 2192), (["hipaa", "sox"], 2557)],
)
def test_the_strictest_law_says_how_long_events_stay(compliance: list[str], days: int) -> None:
    context = render_context(load(genome(compliance=compliance)))
    assert context["project"].audit_days == days
