"""What a client learns about who is signed in and what they may do."""

import pytest

from apps.core.permissions import RolePermission
from apps.core.routes import entity_routes
from apps.core.testing import entities
from apps.users.factories import PASSWORD, MembershipFactory, create_member
from apps.users.models import CustomUser
from apps.users.roles import Role

ME = "/api/auth/me/"

pytestmark = pytest.mark.django_db


def permissions_of(entity, body):
    return body["permissions"][entity.routes[0].basename]


def test_every_entity_is_there(client_as):
    body = client_as(Role.VIEWER).get(ME).json()
    assert list(body["permissions"]) == list(dict.fromkeys(r.basename for r in entity_routes()))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("entity", entities(), ids=str)
def test_operations_and_fields_are_those_of_the_table(client_as, entity, role):
    shown = permissions_of(entity, client_as(role).get(ME).json())
    permission, user = entity.permission, CustomUser.objects.latest("created_at")
    for operation in shown["operations"]:
        assert permission.allows(user, operation)
    for name in shown["readable"]:
        assert role in permission.readable_by.get(name, [role])
    for name in shown["writable"]:
        assert role in permission.writable_by.get(name, [role])
    if not {"list", "retrieve"} & set(shown["operations"]):
        assert shown["readable"] == []
    if not {"create", "update"} & set(shown["operations"]):
        assert shown["writable"] == []


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("entity", entities(), ids=str)
def test_what_is_shown_is_what_is_answered(client_as, entity, role):
    client = client_as(role)
    shown = permissions_of(entity, client.get(ME).json())
    call = entity.find("list")
    if call is None:
        assert "list" not in shown["operations"]
    else:
        status = client.get(entity.address(call)).status_code
        assert status == (200 if "list" in shown["operations"] else 403)


@pytest.mark.parametrize("role", list(Role))
def test_what_the_role_may_do_about_people(client_as, role):
    body = client_as(role).get(ME).json()["workspace_permissions"]
    runs_it, owns_it = role in {Role.OWNER, Role.ADMIN}, role == Role.OWNER
    assert ("update" in body["members"], body["rename"]) == (runs_it, runs_it)
    assert bool(body["invitations"]) is runs_it
    assert ("owner" in body["grantable_roles"], body["delete"]) == (owns_it, owns_it)
    assert bool(body["grantable_roles"]) is runs_it


def test_a_demotion_shows_at_once(client_as):
    client = client_as(Role.OWNER)
    client.user.memberships.update(role=Role.VIEWER)
    assert client.get(ME).json()["workspace_permissions"]["invitations"] == []


def test_the_registry_is_asked_not_copied(client_as, monkeypatch):
    entity = entities()[0]
    monkeypatch.setattr(entity.permission, "operations", {})
    monkeypatch.setattr(RolePermission, "operations", {})
    shown = permissions_of(entity, client_as(Role.VIEWER).get(ME).json())
    assert {"create", "update", "delete"}.isdisjoint(shown["operations"])


def test_the_name_can_be_changed_and_nothing_else(client_as):
    client = client_as(Role.MEMBER)
    wishes = {"full_name": "Ada Diaz", "email": "a@b.example", "is_staff": True, "role": "owner"}
    body = client.patch(ME, wishes).json()
    assert body["full_name"] == "Ada Diaz"
    assert (body["email"], body["is_staff"], body["role"]) == (client.user.email, False, "member")
    assert client.patch(ME, {"full_name": "x" * 256}).status_code == 422


# Deleting the account


@pytest.fixture
def confirmed(signed_in_as):
    """Return a function `confirmed(role)`: a browser whose user entered the password again."""

    def make(role):
        client = signed_in_as(role)
        client.post("/api/auth/reauthenticate/", {"password": PASSWORD})
        return client

    return make


def test_a_deleted_account_is_nobody_any_more(confirmed, workspace, other_workspace):
    browser = confirmed(Role.MEMBER)
    user = workspace.memberships.get().user
    MembershipFactory(user=user, workspace=other_workspace)
    email = user.email
    response = browser.delete(ME)
    assert response.status_code == 204, response.content
    user.refresh_from_db()
    assert (user.full_name, user.is_active, user.has_usable_password()) == ("", False, False)
    assert user.email.endswith("@deleted.invalid")
    assert not user.memberships.exists()
    assert not user.emailaddress_set.exists()
    assert browser.get(ME).status_code == 401
    assert not CustomUser.objects.filter(email=email).exists()


def test_the_last_owner_cannot_vanish_by_deleting_their_account(confirmed, workspace):
    browser = confirmed(Role.OWNER)
    create_member(workspace, Role.ADMIN)
    response = browser.delete(ME)
    assert (response.status_code, response.json()["code"]) == (409, "last_owner")
    assert workspace.memberships.filter(role=Role.OWNER).get().user.is_active
    assert browser.get(ME).status_code == 200
