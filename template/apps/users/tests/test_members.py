"""Members of a workspace: who sees them, who changes them, from when on."""

from uuid import uuid4

import pytest

from apps.core.testing import MemberClient
from apps.users.factories import MembershipFactory, UserFactory, create_member
from apps.users.models import CustomUser, Membership
from apps.users.roles import Role

URL, ME = "/api/auth/members/", "/api/auth/me/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client_as):
    return client_as(Role.OWNER)


def at(user):
    return f"{URL}{user.memberships.get().pk}/"


def others(role):
    return [each for each in Role if each not in {Role.OWNER, Role.ADMIN, role}]


@pytest.mark.parametrize("role", list(Role))
def test_everybody_sees_names_and_roles(client_as, workspace, role):
    colleague = create_member(workspace, Role.MEMBER)
    response = client_as(role).get(URL)
    assert response.status_code == 200
    assert {item["user"]["label"] for item in response.json()["results"]} >= {str(colleague)}
    assert {item["role"] for item in response.json()["results"]} == {role.value, "member"}


@pytest.mark.asvs("8.2.3")
@pytest.mark.parametrize("role", list(Role))
def test_addresses_are_for_those_who_run_the_workspace(client_as, workspace, role):
    colleague = create_member(workspace, Role.MEMBER)
    colleague.full_name = ""
    colleague.save()
    body = client_as(role).get(URL).content.decode()
    assert (colleague.email in body) is (role in {Role.OWNER, Role.ADMIN})


def test_nobody_searches_for_addresses(client_as, workspace):
    colleague = create_member(workspace, Role.MEMBER)
    assert client_as(Role.VIEWER).get(URL, {"search": colleague.email}).json()["count"] == 0
    assert client_as(Role.VIEWER).get(URL, {"search": colleague.full_name}).json()["count"] == 1
    assert client_as(Role.VIEWER).get(URL, {"ordering": "user__email"}).status_code == 422


@pytest.mark.parametrize("role", list(Role))
def test_everybody_finds_whom_to_refer_to(client_as, workspace, role):
    client = client_as(role)
    named, nameless = create_member(workspace), create_member(workspace)
    CustomUser.objects.filter(pk=named.pk).update(full_name="Ada Quill")
    CustomUser.objects.filter(pk=nameless.pk).update(full_name="", email="bo.quill@example.com")
    found = client.get(URL, {"search": "quill", "ordering": "label"}).json()["results"]
    assert [item["user"] for item in found] == [
        {"id": str(named.pk), "label": "Ada Quill"},
        {"id": str(nameless.pk), "label": "bo.quill"},
    ]
    assert client.get(URL, {"search": "example.com"}).json()["count"] == 0


def test_other_workspaces_have_other_members(owner, other_workspace):
    stranger = create_member(other_workspace, Role.MEMBER)
    assert owner.get(URL).json()["count"] == 1
    for method in ("get", "patch", "delete"):
        call = getattr(owner, method)
        attack, control = call(at(stranger), {}), call(f"{URL}{uuid4()}/", {})
        assert attack.status_code == control.status_code == 404
        assert attack.content == control.content
    assert stranger.memberships.exists()


def test_a_role_changes_for_the_next_request(owner, client_as):
    client = client_as(Role.ADMIN)
    assert client.get("/api/auth/invitations/").status_code == 200
    response = owner.patch(at(client.user), {"role": "viewer"})
    assert (response.status_code, response.json()["role"]) == (200, "viewer")
    assert client.get("/api/auth/invitations/").status_code == 403
    assert client.get(ME).json()["role"] == "viewer"


@pytest.mark.asvs("8.3.1")
def test_who_is_removed_is_out_with_the_next_request(owner, client_as, other_workspace):
    client = client_as(Role.ADMIN)
    MembershipFactory(user=client.user, workspace=other_workspace)
    assert owner.delete(at_of(client, owner)).status_code == 204
    assert client.get(URL).status_code == 403
    body = client.get(ME).json()
    assert body["active_workspace"]["id"] == str(other_workspace.pk)
    assert [item["workspace"]["id"] for item in body["memberships"]] == [str(other_workspace.pk)]


def at_of(client, owner):
    workspace = owner.user.active_workspace
    return f"{URL}{client.user.memberships.get(workspace=workspace).pk}/"


@pytest.mark.parametrize("role", others(None))
def test_members_change_nobody(client_as, workspace, role):
    client, colleague = client_as(role), create_member(workspace, Role.VIEWER)
    assert client.patch(at(colleague), {"role": "owner"}).status_code == 403
    assert client.patch(at(client.user), {"role": "owner"}).status_code == 403
    assert client.delete(at(colleague)).status_code == 403
    assert colleague.memberships.get().role == Role.VIEWER


@pytest.mark.asvs("8.2.2")
def test_admins_do_not_touch_owners(client_as, owner, workspace):
    create_member(workspace, Role.OWNER)
    admin = client_as(Role.ADMIN)
    attempts = [
        admin.patch(at(owner.user), {"role": "member"}),
        admin.delete(at(owner.user)),
        admin.patch(at(admin.user), {"role": "owner"}),
        admin.patch(at(create_member(workspace)), {"role": "owner"}),
    ]
    assert {response.status_code for response in attempts} == {403}
    assert workspace.memberships.filter(role=Role.OWNER).count() == 2


def test_admins_change_everybody_else(client_as, workspace):
    admin, colleague = client_as(Role.ADMIN), create_member(workspace)
    assert admin.patch(at(colleague), {"role": "admin"}).status_code == 200
    assert admin.patch(at(colleague), {"role": "viewer"}).status_code == 200
    assert admin.delete(at(colleague)).status_code == 204


def test_a_role_is_one_of_the_genome(owner, workspace):
    response = owner.patch(at(create_member(workspace)), {"role": "emperor"})
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["role"]


@pytest.mark.asvs("15.3.3")
def test_nothing_else_about_a_member_can_be_changed(owner, workspace, other_workspace):
    colleague, other = create_member(workspace), UserFactory()
    wishes = {"user": str(other.pk), "workspace": str(other_workspace.pk), "email": "a@b.example"}
    assert owner.patch(at(colleague), wishes).status_code == 200
    membership = Membership.objects.get(user=colleague)
    assert (membership.workspace, membership.user) == (workspace, colleague)
    assert owner.post(URL, {"user": str(other.pk), "role": "member"}).status_code == 405


@pytest.mark.asvs("2.3.2")
def test_the_last_owner_stays(owner):
    for response in (
        owner.delete(at(owner.user)),
        owner.patch(at(owner.user), {"role": "admin"}),
    ):
        assert response.status_code == 409
        assert response.json()["code"] == "last_owner"
    assert owner.user.memberships.get().role == Role.OWNER


def test_one_of_two_owners_may_go(owner, workspace):
    second = MemberClient(create_member(workspace, Role.OWNER))
    assert owner.patch(at(second.user), {"role": "admin"}).status_code == 200
    assert second.delete(at(second.user)).status_code == 204
    assert owner.delete(at(owner.user)).status_code == 409


def test_a_list_costs_the_same_for_any_number(owner, workspace, django_assert_max_num_queries):
    for _ in range(10):
        create_member(workspace)
    with django_assert_max_num_queries(10):
        assert len(owner.get(URL).json()["results"]) == 11
