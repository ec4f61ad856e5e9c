"""The workspaces of a user: made, renamed, left, handed on, deleted."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from apps.core.factories import WorkspaceModelFactory
from apps.core.seeding import ordered_factories
from apps.core.testing import MemberClient
from apps.users.factories import (
    PASSWORD,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
    create_member,
)
from apps.users.models import CustomUser, Membership, Workspace
from apps.users.roles import Role

URL, ME = "/api/auth/workspaces/", "/api/auth/me/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client_as):
    return client_as(Role.OWNER)


@pytest.fixture
def signed_in_owner(signed_in_as):
    """An owner's browser, after they have entered their password once more."""
    client = signed_in_as(Role.OWNER)
    answer = client.post("/api/auth/reauthenticate/", {"password": PASSWORD})
    assert answer.status_code == 204, answer.content
    return client


def at(workspace, tail=""):
    return f"{URL}{workspace.pk}/{tail}"


def deletion(workspace, name=None):
    return f"{at(workspace)}?confirm={name or workspace.name}"


def test_a_user_makes_a_workspace_and_owns_it(client_as):
    client = client_as(Role.VIEWER)
    response = client.post(URL, {"name": "Second"})
    assert response.status_code == 201, response.content
    assert (response.json()["name"], response.json()["role"]) == ("Second", "owner")
    body = client.get(ME).json()
    assert body["active_workspace"]["name"] == "Second"
    assert len(body["memberships"]) == 2


@pytest.mark.parametrize("name", ["", " ", None, "x" * 256, ["x"]])
def test_a_workspace_has_a_name(owner, name):
    assert owner.post(URL, {"name": name}).status_code == 422


def test_the_list_has_the_own_workspaces(owner, workspace, other_workspace):
    second = MembershipFactory(user=owner.user, role=Role.VIEWER).workspace
    create_member(workspace)
    body = owner.get(URL).json()
    assert {item["id"]: item["role"] for item in body["results"]} == {
        str(workspace.pk): "owner",
        str(second.pk): "viewer",
    }


@pytest.mark.parametrize("role", list(Role))
def test_who_runs_a_workspace_renames_it(client_as, workspace, role):
    response = client_as(role).patch(at(workspace), {"name": "New"})
    allowed = role in {Role.OWNER, Role.ADMIN}
    assert response.status_code == (200 if allowed else 403)
    workspace.refresh_from_db()
    assert (workspace.name == "New") is allowed


@pytest.mark.asvs("8.2.2", "8.4.1")
def test_foreign_workspaces_are_like_none(owner, other_workspace):
    create_member(other_workspace, Role.OWNER)
    for method, tail, body in (
        ("patch", "", {"name": "Mine"}),
        ("delete", f"?confirm={other_workspace.name}", {}),
        ("post", "leave/", {}),
        ("post", "transfer/", {"member": str(uuid4())}),
    ):
        call = getattr(owner, method)
        attack, control = (call(f"{URL}{pk}/{tail}", body) for pk in (other_workspace.pk, uuid4()))
        assert attack.status_code == control.status_code == 404
        assert attack.content == control.content
    assert Workspace.objects.filter(pk=other_workspace.pk, name=other_workspace.name).exists()


# Leaving


def test_who_leaves_works_elsewhere(client_as, workspace, other_workspace):
    client = client_as(Role.MEMBER)
    MembershipFactory(user=client.user, workspace=other_workspace)
    assert client.post(at(workspace, "leave/")).status_code == 204
    body = client.get(ME).json()
    assert body["active_workspace"]["id"] == str(other_workspace.pk)
    assert client.post(at(workspace, "leave/")).status_code == 404


def test_one_leaves_a_workspace_that_is_not_active(client_as, workspace, other_workspace):
    client = client_as(Role.MEMBER)
    MembershipFactory(user=client.user, workspace=other_workspace)
    assert client.post(at(other_workspace, "leave/")).status_code == 204
    assert client.get(ME).json()["active_workspace"]["id"] == str(workspace.pk)


def test_the_last_owner_does_not_leave(owner, workspace):
    create_member(workspace, Role.ADMIN)
    response = owner.post(at(workspace, "leave/"))
    assert (response.status_code, response.json()["code"]) == (409, "last_owner")
    assert workspace.memberships.filter(role=Role.OWNER).count() == 1


@pytest.mark.asvs("2.3.4")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["leave", "demote", "remove"])
def test_two_owners_who_go_at_once_do_not_both_go(client_as, workspace, way):
    clients = [client_as(Role.OWNER), client_as(Role.OWNER)]
    member = {client: client.user.memberships.get().pk for client in clients}
    start, statuses = Barrier(2), []

    def go(client):
        start.wait()
        if way == "leave":
            response = client.post(at(workspace, "leave/"))
        elif way == "demote":
            response = client.patch(f"/api/auth/members/{member[client]}/", {"role": "member"})
        else:
            response = client.delete(f"/api/auth/members/{member[client]}/")
        statuses.append(response.status_code)
        connection.close()

    threads = [Thread(target=go, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses)[1] == 409
    assert sorted(statuses)[0] in {200, 204}
    assert workspace.memberships.filter(role=Role.OWNER).count() == 1


# Handing on


def test_the_owner_hands_the_workspace_on(signed_in_owner, workspace):
    heir = create_member(workspace, Role.VIEWER)
    before = workspace.memberships.get(role=Role.OWNER).user
    body = {"member": str(heir.memberships.get().pk)}
    response = signed_in_owner.post(at(workspace, "transfer/"), body)
    assert response.status_code == 200, response.content
    assert response.json()["role"] == "admin"
    roles = dict(Membership.objects.filter(workspace=workspace).values_list("user", "role"))
    assert roles == {before.pk: "admin", heir.pk: "owner"}


@pytest.mark.parametrize("role", [each for each in Role if each != Role.OWNER])
def test_nobody_else_hands_it_on(client_as, workspace, role):
    client = client_as(role)
    body = {"member": str(client.user.memberships.get().pk)}
    assert client.post(at(workspace, "transfer/"), body).status_code == 403


def test_it_is_handed_to_members_only(signed_in_owner, workspace, other_workspace):
    owner = signed_in_owner
    stranger = create_member(other_workspace).memberships.get()
    answers = [
        owner.post(at(workspace, "transfer/"), {"member": str(pk)}) for pk in (stranger.pk, uuid4())
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content
    own = workspace.memberships.get()
    assert owner.post(at(workspace, "transfer/"), {"member": str(own.pk)}).status_code == 422


# Deleting


def test_a_deleted_workspace_goes_with_all_that_is_in_it(
    signed_in_owner, workspace, other_workspace, django_capture_on_commit_callbacks
):
    factories = [each for each in ordered_factories() if issubclass(each, WorkspaceModelFactory)]
    for factory in factories:
        factory(workspace=workspace)
        factory(workspace=other_workspace)
    InvitationFactory(workspace=workspace)
    kept = InvitationFactory(workspace=other_workspace)
    colleague = MemberClient(create_member(workspace))
    MembershipFactory(user=colleague.user, workspace=other_workspace)
    before = {
        each: each._meta.model._base_manager.filter(workspace=other_workspace).count()
        for each in factories
    }
    with django_capture_on_commit_callbacks(execute=True):
        response = signed_in_owner.delete(deletion(workspace))
    assert response.status_code == 204, response.content
    assert not Workspace.objects.filter(pk=workspace.pk).exists()
    for factory, count in before.items():
        rows = factory._meta.model._base_manager
        assert not rows.filter(workspace=workspace.pk).exists()
        assert rows.filter(workspace=other_workspace).count() == count
    kept.refresh_from_db()
    assert signed_in_owner.get(ME).json()["active_workspace"] is None
    assert colleague.get(ME).json()["active_workspace"]["id"] == str(other_workspace.pk)
    assert CustomUser.objects.filter(pk=colleague.user.pk).exists()


@pytest.mark.parametrize("role", [each for each in Role if each != Role.OWNER])
def test_only_owners_delete(client_as, workspace, role):
    assert client_as(role).delete(deletion(workspace)).status_code == 403


@pytest.mark.parametrize("name", ["", "another name"])
def test_a_deletion_is_confirmed_by_the_name(owner, workspace, name):
    response = owner.delete(f"{at(workspace)}?confirm={name}")
    assert (response.status_code, list(response.json()["errors"])) == (422, ["confirm"])
    assert owner.delete(at(workspace)).status_code == 422
    assert Workspace.objects.filter(pk=workspace.pk).exists()


def test_the_password_is_wanted_again(signed_in_as, workspace):
    browser = signed_in_as(Role.OWNER)
    heir = create_member(workspace).memberships.get()
    for response in (
        browser.delete(deletion(workspace)),
        browser.post(at(workspace, "transfer/"), {"member": str(heir.pk)}),
        browser.delete(ME),
    ):
        assert (response.status_code, response.json()["code"]) == (
            401,
            "reauthentication_required",
        )
    assert workspace.memberships.filter(role=Role.OWNER).count() == 1


def test_strangers_have_no_workspaces():
    assert MemberClient(UserFactory()).get(URL).json()["results"] == []
