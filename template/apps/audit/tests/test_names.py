"""Events under former names: found, shown under the names of today, and never to too many."""

import pytest

from apps.audit import names
from apps.audit.models import AuditEvent
from apps.audit.trail import visible_changes, visible_targets
from apps.core.evolution.history import History, Lineage
from apps.core.permissions import RolePermission
from apps.users.factories import create_member
from apps.users.models import Invitation, Membership
from apps.users.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def lineage(monkeypatch):
    """Let `membership` have been `seat`, and its `role` have been `rank`; give its lineage."""
    history = History()
    lineage = Lineage(former={"seat"}, fields={"role": {"rank"}, "user": {"person"}})
    history.models["users", "membership"] = lineage
    monkeypatch.setattr(names, "_history", lambda: history)
    names._models_by_target.cache_clear()
    yield lineage
    names._models_by_target.cache_clear()


@pytest.fixture
def owner(workspace):
    return create_member(workspace, Role.OWNER)


def test_events_are_found_under_former_names(lineage):
    assert names.targets_of(Membership) == {"users.membership", "users.seat"}
    assert names.models_of("users.seat") == [Membership]


def test_changes_have_the_names_of_today(lineage, owner):
    event = AuditEvent(target="users.seat", changes={"rank": ["a", "b"], "person_id": [None, "c"]})
    assert visible_changes(owner, event) == {"role": ["a", "b"], "user": [None, "c"]}


def test_a_field_that_is_gone_is_shown_to_nobody(lineage, owner):
    event = AuditEvent(target="users.membership", changes={"salary": [1, 2]})
    assert visible_changes(owner, event) == {}


def test_a_name_that_meant_two_fields_asks_for_the_right_to_both(lineage, owner, monkeypatch):
    lineage.fields["user"] = {"role"}
    event = AuditEvent(target="users.membership", changes={"role": ["a", "b"]})
    assert "user" in visible_changes(owner, event) or "role" in visible_changes(owner, event)
    for name in ("role", "user"):
        monkeypatch.setattr(
            RolePermission.for_model(Membership), "readable_by", {name: {Role.ADMIN}}
        )
        assert visible_changes(owner, event) == {}


def test_a_name_that_meant_two_models_asks_for_the_right_to_both(lineage, owner, monkeypatch):
    lineage.former.add("invitation")
    names._models_by_target.cache_clear()
    assert set(names.models_of("users.invitation")) == {Membership, Invitation}
    assert "users.invitation" in visible_targets(owner)
    monkeypatch.setattr(RolePermission.for_model(Invitation), "operations", {})
    assert "users.invitation" not in visible_targets(owner)
    assert "users.seat" in visible_targets(owner)


def test_migrations_of_this_project_can_be_read():
    names._models_by_target.cache_clear()
    assert Membership in names.models_of("users.membership")
