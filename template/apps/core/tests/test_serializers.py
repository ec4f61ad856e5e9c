"""References, constraints and write-once fields."""

from uuid import uuid4

import pytest
from rest_framework.test import APIRequestFactory

from apps.core.serializers import GlobalModelSerializer
from apps.core.tests.membership_api import MembershipSerializer
from apps.users.factories import UserFactory, WorkspaceFactory, create_member
from apps.users.models import Membership, Workspace
from apps.users.roles import Role

URL = "/api/v1/memberships/"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("apps.core.tests.membership_api")]


@pytest.fixture
def membership(workspace):
    return create_member(workspace).memberships.get()


def serializer_for(user, **kwargs):
    request = APIRequestFactory().get("/")
    request.user = user
    return MembershipSerializer(context={"request": request}, **kwargs)


def test_references_are_read_with_their_label(client_as, membership):
    response = client_as(Role.OWNER).get(f"{URL}{membership.pk}/")
    user = membership.user
    assert response.json()["user"] == {"id": str(user.pk), "label": user.full_name}
    assert response.json()["created_by"] is None


def test_labels_are_for_members_only(membership):
    data = serializer_for(UserFactory(), instance=membership).data
    assert data["user"] == {"id": str(membership.user_id), "label": None}


def test_records_that_all_share_tell_no_names(workspace):
    class SharedSerializer(GlobalModelSerializer):
        class Meta:
            model = Workspace
            fields = ["members"]

    request = APIRequestFactory().get("/")
    request.user = create_member(workspace)
    data = SharedSerializer(workspace, context={"request": request}).data
    assert data["members"] == [{"id": str(request.user.pk), "label": None}]


def test_labels_are_short(workspace, membership):
    membership.user.full_name = "x" * 200
    data = serializer_for(create_member(workspace), instance=membership).data
    assert data["user"]["label"] == "x" * 99 + "…"


def test_without_a_request_nothing_is_in_reach(membership):
    serializer = MembershipSerializer(data={"user": str(membership.user_id)})
    assert not serializer.is_valid()
    assert "user" in serializer.errors
    assert "created_by" not in MembershipSerializer(membership).data


@pytest.mark.asvs("15.3.5")
@pytest.mark.parametrize("value", ["x", "", None, True, 1.5, [], {}, {"id": "x"}, "\x00", 10**40])
def test_references_are_ids(client_as, value):
    response = client_as(Role.OWNER).post(URL, {"user": value}, format="json")
    assert response.status_code in {400, 422}
    assert response.json()["errors"]


@pytest.mark.asvs("8.2.2")
def test_users_are_referred_to_as_members_only(client_as):
    foreign = create_member(WorkspaceFactory())
    client = client_as(Role.OWNER)
    answers = [
        client.post(URL, {"user": str(pk)}) for pk in (foreign.pk, UserFactory().pk, uuid4())
    ]
    assert {answer.status_code for answer in answers} == {422}
    messages = [answer.json()["errors"]["user"][0] for answer in answers]
    assert all(message.startswith("There is no record with the id") for message in messages)


def test_who_has_left_stays_where_they_are_named(workspace, membership):
    serializer = serializer_for(
        create_member(workspace, Role.OWNER),
        instance=membership,
        data={"user": str(membership.user_id)},
        partial=True,
    )
    membership.workspace.memberships.filter(user=membership.user).update(
        workspace=WorkspaceFactory()
    )
    assert serializer.is_valid(), serializer.errors


def test_what_exists_already_is_reported_at_its_field(client_as):
    client = client_as(Role.OWNER)
    response = client.post(URL, {"user": str(client.user.pk)})
    assert response.status_code == 422
    assert response.json()["errors"] == {"user": ["Membership with this User already exists."]}


def test_a_record_does_not_stand_in_its_own_way(client_as, membership):
    body = {"user": str(membership.user_id), "role": membership.role}
    assert client_as(Role.OWNER).put(f"{URL}{membership.pk}/", body).status_code == 200


@pytest.mark.asvs("15.3.3")
def test_write_once_fields_keep_their_value(client_as, workspace, membership):
    client, url = client_as(Role.OWNER), f"{URL}{membership.pk}/"
    same = client.patch(url, {"user": str(membership.user_id)})
    other = client.patch(url, {"user": str(client.user.pk)})
    assert same.status_code == 200
    assert other.status_code == 422
    assert list(other.json()["errors"]) == ["user"]


@pytest.mark.asvs("15.3.3")
def test_what_is_read_only_is_ignored(client_as, membership):
    body = {"id": str(uuid4()), "created_at": "2000-01-01T00:00:00Z", "nonsense": 1}
    response = client_as(Role.OWNER).patch(f"{URL}{membership.pk}/", body)
    assert response.status_code == 200
    assert response.json()["id"] == str(membership.pk)
    assert not response.json()["created_at"].startswith("2000")


def test_records_know_their_author(client_as, workspace):
    client = client_as(Role.OWNER)
    newcomer = create_member(workspace)
    newcomer.memberships.update(workspace=WorkspaceFactory())
    former = Membership.objects.create(workspace=workspace, user=newcomer)
    client.delete(f"{URL}{former.pk}/")
    assert not Membership.objects.filter(pk=former.pk).exists()
