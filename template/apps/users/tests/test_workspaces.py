"""Users and the workspaces they work in."""

from uuid import uuid4

import pytest

from apps.users.factories import MembershipFactory, UserFactory, WorkspaceFactory, create_member
from apps.users.models import CustomUser, Workspace
from apps.users.permissions import IsAdmin, IsWorkspaceMember
from apps.users.roles import Role

URL, ME = "/api/auth/workspace/", "/api/auth/me/"

pytestmark = pytest.mark.django_db


def test_me(client_as, workspace):
    client = client_as(Role.ADMIN)
    body = client.get(ME).json()
    assert body["email"] == client.user.email
    assert body["role"] == "admin"
    assert body["active_workspace"] == {"id": str(workspace.pk), "name": workspace.name}
    assert [item["role"] for item in body["memberships"]] == ["admin"]


def test_me_asks_the_database_a_constant_number_of_times(client_as, django_assert_max_num_queries):
    client = client_as(Role.MEMBER)
    for _ in range(10):
        MembershipFactory(user=client.user)
    with django_assert_max_num_queries(12):
        assert len(client.get(ME).json()["memberships"]) == 11


def test_me_without_a_workspace(client_as):
    client = client_as(Role.MEMBER)
    client.user.memberships.all().delete()
    body = client.get(ME).json()
    assert (body["active_workspace"], body["role"], body["memberships"]) == (None, None, [])


def test_switching(client_as):
    client = client_as(Role.MEMBER)
    second = MembershipFactory(user=client.user, role=Role.VIEWER).workspace
    response = client.post(URL, {"workspace": str(second.pk)})
    assert response.status_code == 200
    assert response.json()["active_workspace"]["id"] == str(second.pk)
    assert response.json()["role"] == "viewer"
    assert client.get(ME).json()["role"] == "viewer"


@pytest.mark.asvs("8.2.2", "8.4.1")
def test_a_foreign_workspace_is_like_none(client_as, other_workspace):
    client = client_as(Role.OWNER)
    answers = [client.post(URL, {"workspace": str(pk)}) for pk in (other_workspace.pk, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    client.user.refresh_from_db()
    assert client.user.active_workspace != other_workspace


@pytest.mark.parametrize("value", ["x", "", None, [], 1.5])
def test_a_workspace_is_an_id(client_as, value):
    response = client_as(Role.OWNER).post(URL, {"workspace": value}, format="json")
    assert response.status_code == 422


def test_a_deleted_workspace_is_active_for_nobody(workspace):
    user = create_member(workspace)
    workspace.delete()
    user = CustomUser.objects.get(pk=user.pk)
    assert user.active_workspace is None
    assert user.active_membership is None


def test_the_admins_of_a_workspace(workspace, rf):
    request = rf.get("/")
    for role, expected in ((Role.OWNER, True), (Role.ADMIN, True), (Role.MEMBER, False)):
        request.user = create_member(workspace, role)
        assert IsAdmin().has_permission(request, None) is expected
        assert IsWorkspaceMember().has_permission(request, None)
    request.user = UserFactory(active_workspace=WorkspaceFactory())
    assert not IsAdmin().has_permission(request, None)
    assert not IsWorkspaceMember().has_permission(request, None)


def test_superusers_are_staff():
    user = CustomUser.objects.create_superuser("Root@Example.com", "x")
    assert (user.email, user.is_staff, user.is_superuser) == ("root@example.com", True, True)
    assert CustomUser.objects.get_by_natural_key("ROOT@example.com") == user


def test_names(workspace):
    user = create_member(workspace)
    assert str(user) == user.full_name
    assert str(UserFactory(full_name="", email="ada@example.com")) == "ada"
    assert str(workspace) == workspace.name
    assert str(user.memberships.get()) == f"{user} in {workspace}"
    assert list(Workspace.objects.filter(members=user)) == [workspace]
