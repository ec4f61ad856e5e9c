"""Roles decide about operations, transitions and single fields."""

import pytest

from apps.core.permissions import IsPlatformStaffOrReadOnly, RolePermission, active_membership
from apps.core.tests.membership_api import MembershipPermission
from apps.users.factories import UserFactory, create_member
from apps.users.models import CustomUser, Membership
from apps.users.roles import Role

URL = "/api/v1/memberships/"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("apps.core.tests.membership_api")]


@pytest.fixture
def membership(workspace):
    return create_member(workspace).memberships.get()


@pytest.mark.asvs("8.2.1", "8.3.1")
def test_a_role_that_is_not_named_may_do_nothing(client_as, membership):
    client, url = client_as(Role.VIEWER), f"{URL}{membership.pk}/"
    responses = [
        client.get(URL),
        client.post(URL, {}),
        client.get(url),
        client.patch(url, {}),
        client.put(url, {}),
        client.delete(url),
        client.post(f"{url}promote/"),
        client.post(f"{url}step-down/"),
    ]
    assert {response.status_code for response in responses} == {403}


def test_a_role_may_do_what_it_is_named_for(client_as, membership):
    client, url = client_as(Role.MEMBER), f"{URL}{membership.pk}/"
    assert client.get(URL).status_code == 200
    assert client.patch(url, {}).status_code == 200
    assert client.delete(url).status_code == 403


def test_forbidden_tells_nothing_about_the_record(client_as, membership):
    client = client_as(Role.VIEWER)
    present = client.get(f"{URL}{membership.pk}/")
    absent = client.get(f"{URL}7a0a8b3e-0000-4000-8000-000000000000/")
    assert (present.status_code, present.content) == (absent.status_code, absent.content)


@pytest.mark.asvs("8.3.1")
def test_the_role_is_read_anew_for_every_request(client_as):
    client = client_as(Role.OWNER)
    assert client.get(URL).status_code == 200
    client.user.memberships.update(role=Role.VIEWER)
    assert client.get(URL).status_code == 403


@pytest.mark.asvs("8.2.3", "15.3.1")
def test_fields_that_a_role_may_not_read_have_no_key(client_as, membership):
    url = f"{URL}{membership.pk}/"
    assert "created_by" in client_as(Role.OWNER).get(url).json()
    assert "created_by" not in client_as(Role.ADMIN).get(url).json()


@pytest.mark.asvs("8.2.3")
def test_fields_that_a_role_may_not_read_are_no_filter_and_no_order(client_as, membership):
    params = {"created_by": str(membership.user_id)}
    assert client_as(Role.OWNER).get(URL, params).json()["count"] == 0
    assert client_as(Role.ADMIN).get(URL, params).json()["count"] > 0
    assert client_as(Role.OWNER).get(URL, {"ordering": "created_by"}).status_code == 200
    assert client_as(Role.ADMIN).get(URL, {"ordering": "created_by"}).status_code == 422


@pytest.mark.asvs("8.2.3", "15.3.3")
@pytest.mark.parametrize("value", [Role.MEMBER.value, Role.OWNER.value, "nonsense"])
def test_fields_that_a_role_may_not_write_are_refused(client_as, workspace, value):
    response = client_as(Role.MEMBER).post(URL, {"user": str(UserFactory().pk), "role": value})
    assert response.status_code == 422
    assert response.json()["errors"]["role"] == ["Your role may not set this field."]


def test_a_put_need_not_name_what_the_role_may_not_write(client_as, membership):
    body = {"user": str(membership.user_id)}
    response = client_as(Role.MEMBER).put(f"{URL}{membership.pk}/", body)
    assert response.status_code == 200


def test_permissions_are_found_by_model():
    assert RolePermission.for_model(Membership) is MembershipPermission
    assert RolePermission.for_model(CustomUser) is None
    assert MembershipPermission.roles_for("delete") == [Role.OWNER, Role.ADMIN]


def test_a_narrower_permission_does_not_speak_for_the_model():
    class Narrower(MembershipPermission):
        pass

    assert Narrower.operations == MembershipPermission.operations
    assert RolePermission.for_model(Membership) is MembershipPermission


def test_shared_records_are_written_by_platform_staff_only(workspace):
    member, stranger = create_member(workspace, Role.OWNER), UserFactory()
    staff = UserFactory(is_staff=True)
    allows = IsPlatformStaffOrReadOnly.allows
    assert allows(member, "list")
    assert allows(staff, "list")
    assert not allows(stranger, "list")
    assert allows(staff, "delete")
    assert not allows(member, "update")
    assert not allows(None, "list")


def test_who_is_no_member_has_no_membership(workspace):
    user = create_member(workspace)
    assert active_membership(user).workspace == workspace
    assert active_membership(UserFactory()) is None
    assert active_membership(UserFactory(active_workspace=workspace)) is None
    assert active_membership(object()) is None


@pytest.mark.parametrize(("method", "path"), [("patch", ""), ("post", "step-down/")])
def test_who_may_change_but_not_read_is_told_nothing(
    client_as, membership, monkeypatch, method, path
):
    table = {**MembershipPermission.operations, Role.ADMIN: {"update"}}
    monkeypatch.setattr(MembershipPermission, "operations", table)
    change = getattr(client_as(Role.ADMIN), method)
    response = change(f"{URL}{membership.pk}/{path}", {})
    assert response.status_code == 204, response.content
    assert response.content == b""


def test_actions_need_no_argument_for_the_version(client_as, membership):
    response = client_as(Role.OWNER).get(f"{URL}{membership.pk}/initials/")
    assert response.status_code == 200
