"""A workspace has a trail from its first moment, and leaves it behind."""

import pytest

from apps.audit.models import AuditEvent
from apps.core.tenancy.context import inside
from apps.users.factories import InvitationFactory, create_member
from apps.users.roles import Role
from apps.users.services import workspace_delete

pytestmark = pytest.mark.django_db


def test_who_makes_a_workspace_is_in_its_trail(client_as):
    client = client_as(Role.OWNER)
    response = client.post("/api/auth/workspaces/", {"name": "Second"})
    assert response.status_code == 201
    events = AuditEvent.objects.filter(workspace=response.json()["id"])
    assert {(event.action, event.target) for event in events} == {
        ("create", "users.workspace"),
        ("create", "users.membership"),
    }
    assert {event.actor_id for event in events} == {client.user.pk}
    assert {event.address for event in events} == {"127.0.0.1"}
    assert {event.request_id for event in events} == {response.headers["X-Request-ID"]}


def test_an_invitation_is_in_the_trail_without_its_secret(workspace):
    invitation = InvitationFactory(workspace=workspace)
    event = AuditEvent.objects.get(record_id=invitation.pk)
    assert event.changes["email"] == [None, invitation.email]
    assert event.changes["secret_hash"] is None


def test_a_deleted_workspace_leaves_its_trail(workspace):
    owner = create_member(workspace, Role.OWNER)
    with inside(workspace, owner):
        workspace_delete(user=owner, workspace=workspace)
    gone = AuditEvent.objects.filter(workspace=workspace.pk, action="delete")
    assert set(gone.values_list("target", flat=True)) == {"users.workspace", "users.membership"}
    assert set(gone.values_list("actor", flat=True)) == {owner.pk}
