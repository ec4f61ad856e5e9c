"""The trail in the API: for those who run the workspace, and no more than they may read."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.audit.models import AuditEvent
from apps.audit.registry import is_audited, is_hidden
from apps.audit.trail import visible_changes
from apps.core.permissions import RolePermission
from apps.core.testing import workspace_entities
from apps.users.factories import create_member
from apps.users.roles import Role

pytestmark = pytest.mark.django_db

AUDITED = [
    entity for entity in workspace_entities() if is_audited(entity.model) and entity.find("history")
]
each_audited = pytest.mark.parametrize("entity", AUDITED, ids=str)


def trail(client, **query):
    response = client.get(reverse("audit-event-list"), query)
    assert response.status_code == 200, response.content
    return response.json()["results"]


@pytest.mark.asvs("16.4.2")
@pytest.mark.parametrize("role", Role)
def test_the_trail_is_for_those_who_run_the_workspace(role, client_as):
    expected = 200 if role in {Role.OWNER, Role.ADMIN} else 403
    assert client_as(role).get(reverse("audit-event-list")).status_code == expected


@pytest.mark.asvs("16.2.1")
def test_events_tell_who_what_when_and_where_from(workspace, client_as):
    owner = client_as(Role.OWNER)
    membership = create_member(workspace).memberships.get()
    owner.patch(f"/api/auth/members/{membership.pk}/", {"role": Role.VIEWER})
    [event] = trail(owner, action="update")
    stored = AuditEvent.objects.get(action="update")
    assert event == {
        "id": str(stored.pk),
        "created_at": stored.created_at.isoformat().replace("+00:00", "Z"),
        "action": "update",
        "actor": {"id": str(owner.user.pk), "label": owner.user.full_name},
        "changes": {"role": [Role.MEMBER, Role.VIEWER]},
        "details": None,
        "target": "users.membership",
        "record": str(membership.pk),
        "address": "127.0.0.1",
        "request_id": stored.request_id,
    }
    single = owner.get(reverse("audit-event-detail", args=[stored.pk]))
    assert single.json() == event


def test_who_is_gone_is_an_id_without_a_name(workspace, client_as):
    gone = uuid4()
    AuditEvent.objects.create(
        action="update", target="users.membership", workspace=workspace, actor_id=gone
    )
    [event] = trail(client_as(Role.OWNER), actor=gone)
    assert event["actor"] == {"id": str(gone), "label": None}


def test_the_trail_of_another_workspace_is_like_none(other_workspace, client_as):
    create_member(other_workspace)
    foreign = AuditEvent.objects.filter(workspace=other_workspace).first()
    client = client_as(Role.OWNER)
    assert all(event["id"] != str(foreign.pk) for event in trail(client, page_size=100))
    assert trail(client, record=foreign.record_id) == []
    attack = client.get(reverse("audit-event-detail", args=[foreign.pk]))
    control = client.get(reverse("audit-event-detail", args=[uuid4()]))
    assert (attack.status_code, attack.content) == (control.status_code, control.content)
    assert attack.status_code == 404


@pytest.mark.asvs("16.4.2")
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes_to_the_trail(method, workspace, client_as):
    client = client_as(Role.OWNER)
    event = AuditEvent.objects.filter(workspace=workspace).first()
    for address in (reverse("audit-event-list"), reverse("audit-event-detail", args=[event.pk])):
        assert getattr(client, method)(address, {}).status_code == 405


def test_the_newest_comes_first(workspace, client_as):
    client = client_as(Role.OWNER)
    create_member(workspace)
    times = [event["created_at"] for event in trail(client)]
    assert len(times) > 1
    assert times == sorted(times, reverse=True)


def test_the_trail_is_narrowed(workspace, client_as):
    client = client_as(Role.OWNER)
    membership = create_member(workspace).memberships.get()
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    assert len(trail(client, record=membership.pk)) == 1
    assert trail(client, record=membership.pk, action="update,delete") == []
    assert trail(client, created_at__gte=tomorrow) == []
    assert len(trail(client, record=membership.pk, created_at__lte=tomorrow)) == 1
    assert trail(client, actor=uuid4()) == []
    assert {each["target"] for each in trail(client, target="users.membership")} == {
        "users.membership"
    }
    for wrong in (
        {"record": "x"},
        {"actor": "x"},
        {"action": "x"},
        {"created_at__gte": "x"},
        {"target": "\x00"},
    ):
        assert client.get(reverse("audit-event-list"), wrong).status_code == 422


@each_audited
def test_events_of_records_that_a_role_may_not_open_are_absent(
    entity, workspace, client_as, monkeypatch
):
    record = entity.factory(workspace=workspace)
    client = client_as(Role.ADMIN)
    permission = RolePermission.for_model(entity.model)
    monkeypatch.setattr(permission, "operations", {Role.ADMIN: {"list", "retrieve"}})
    assert trail(client, record=record.pk)
    monkeypatch.setattr(permission, "operations", {Role.ADMIN: {"create"}})
    assert trail(client, record=record.pk) == []


@pytest.mark.asvs("8.2.3", "14.2.4")
@each_audited
def test_changes_of_fields_that_a_role_may_not_read_are_absent(
    entity, workspace, client_as, monkeypatch
):
    record = entity.factory(workspace=workspace)
    client = client_as(Role.ADMIN)
    permission = RolePermission.for_model(entity.model)
    monkeypatch.setattr(permission, "operations", {Role.ADMIN: {"list", "retrieve"}})
    monkeypatch.setattr(permission, "readable_by", {})
    [created] = trail(client, record=record.pk, action="create")
    assert created["changes"]
    for name in created["changes"]:
        monkeypatch.setattr(permission, "readable_by", {name: {Role.OWNER}})
        [event] = trail(client, record=record.pk, action="create")
        assert set(created["changes"]) - set(event["changes"]) == {name}


@each_audited
def test_a_field_that_became_secret_is_hidden_in_former_events(entity, workspace):
    secrets = [field for field in entity.model._meta.concrete_fields if is_hidden(field)]
    if not secrets:
        pytest.skip("nothing is secret here")
    user = create_member(workspace, Role.OWNER)
    field = secrets[0]
    event = AuditEvent(
        target=entity.model._meta.label_lower, changes={field.column: ["plain", "text"]}
    )
    assert visible_changes(user, event) in ({}, {field.name: None})


@each_audited
def test_a_record_has_its_history(entity, workspace, client_as):
    call = entity.find("history")
    role = entity.role_for(call)
    record, other = entity.factory.create_batch(2, workspace=workspace)
    client = client_as(role)
    address = entity.address(call, record.pk)
    response = client.get(address)
    assert response.status_code == 200
    entries = response.json()["results"]
    assert entries[-1]["action"] == "create"
    assert "read" not in {entry["action"] for entry in entries}
    assert set(entries[0]) == {"id", "created_at", "action", "actor", "changes"}
    assert str(other.pk) not in {entry["id"] for entry in entries}
    # Looking at it is no change, and shows the same again.
    assert client.get(address).json() == response.json()


@each_audited
def test_the_history_is_for_those_who_may_open_the_record(entity, workspace, client_as):
    call = entity.find("history")
    record = entity.factory(workspace=workspace)
    allowed = set(entity.permission.roles_for("retrieve"))
    for role in Role:
        response = client_as(role).get(entity.address(call, record.pk))
        assert response.status_code == (200 if role in allowed else 403)


@each_audited
def test_the_history_leaves_out_what_a_role_may_not_read(entity, workspace, client_as, monkeypatch):
    call = entity.find("history")
    role = entity.role_for(call)
    record = entity.factory(workspace=workspace)
    monkeypatch.setattr(entity.permission, "readable_by", {"created_by": set()})
    [*_, created] = client_as(role).get(entity.address(call, record.pk)).json()["results"]
    assert "created_by" not in created["changes"]
