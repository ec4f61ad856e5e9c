"""A change names the version that it is about, and nobody overwrites what they have not seen."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.core.testing import entities
from apps.core.versions import VersionedMixin, version_of
from apps.users.factories import create_member
from apps.users.models import CustomUser, Membership
from apps.users.roles import Role

URL = "/api/v1/versions/"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("apps.core.tests.membership_api")]


@pytest.fixture
def record(workspace):
    return create_member(workspace, Role.MEMBER).memberships.get()


@pytest.fixture
def client(client_as):
    """A client that names no version by itself."""
    client = client_as(Role.OWNER)
    del client.defaults["HTTP_IF_MATCH"]
    return client


def changes(client, record, **headers):
    """Ask for a change in every way there is, and yield the answers."""
    address = f"{URL}{record.pk}/"
    yield client.patch(address, {}, headers=headers)
    yield client.put(address, {"user": str(record.user.pk)}, headers=headers)
    yield client.post(f"{address}step-down/", headers=headers)
    yield client.delete(address, headers=headers)


def test_a_change_without_a_version_is_428(client, record):
    for response in changes(client, record):
        assert response.status_code == 428
        assert response.json()["code"] == "precondition_required"
        assert "ETag" not in response
    assert Membership.objects.get(pk=record.pk).updated_at == record.updated_at


@pytest.mark.parametrize("version", ['"0"', 'W/"0"', "0", "", "no version", '"*"'])
def test_a_change_of_another_version_is_412(client, record, version):
    for response in changes(client, record, **{"If-Match": version}):
        assert response.status_code == 412
        assert response.json()["code"] == "precondition_failed"
    assert Membership.objects.get(pk=record.pk).updated_at == record.updated_at


def test_a_weak_version_does_not_count(client, record):
    response = client.patch(
        f"{URL}{record.pk}/", {}, headers={"If-Match": f"W/{version_of(record)}"}
    )
    assert response.status_code == 412


@pytest.mark.parametrize("sent", ["{}", '"0", {}', "*"])
def test_the_present_version_is_changed(client, record, sent):
    version = client.get(f"{URL}{record.pk}/")["ETag"]
    headers = {"If-Match": sent.format(version)}
    response = client.patch(f"{URL}{record.pk}/", {}, headers=headers)
    assert response.status_code == 200
    assert response["ETag"] != version


def test_each_answer_names_the_version_for_the_next_change(client, workspace):
    user = create_member(workspace)
    user.memberships.all().delete()
    Membership.objects.create(workspace=client.user.active_workspace, user=user)
    record = user.memberships.get()
    address = f"{URL}{record.pk}/"
    answer = client.get(address)
    for change in (
        lambda headers: client.patch(address, {}, headers=headers),
        lambda headers: client.post(f"{address}step-down/", headers=headers),
        lambda headers: client.patch(address, {}, headers=headers),
    ):
        answer = change({"If-Match": answer["ETag"]})
        assert answer.status_code == 200, answer.content
        assert client.get(address)["ETag"] == answer["ETag"]
    assert client.delete(address, headers={"If-Match": answer["ETag"]}).status_code == 204


@pytest.mark.asvs("2.3.4")
def test_who_comes_second_is_refused(client, record):
    version = {"If-Match": client.get(f"{URL}{record.pk}/")["ETag"]}
    assert client.patch(f"{URL}{record.pk}/", {}, headers=version).status_code == 200
    assert client.patch(f"{URL}{record.pk}/", {}, headers=version).status_code == 412


def test_what_is_not_there_is_404_whatever_its_version(client, record, other_workspace):
    foreign = create_member(other_workspace).memberships.get()
    for response in changes(client, foreign):
        assert response.status_code == 404


def test_lists_have_no_version(client, record):
    assert "ETag" not in client.get(URL)


def test_a_version_is_a_microsecond():
    moment = datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC)
    versions = {
        version_of(CustomUser(updated_at=moment + timedelta(microseconds=step)))
        for step in range(3)
    }
    assert len(versions) == 3
    assert all(version.startswith('"') and version.endswith('"') for version in versions)


VERSIONED = [entity for entity in entities() if issubclass(entity.viewset, VersionedMixin)]


@pytest.mark.urls("config.urls")
@pytest.mark.parametrize("entity", VERSIONED, ids=str)
def test_a_change_of_links_alone_makes_a_version(entity, workspace, client_as):
    call = entity.find("partial_update")
    for field in entity.model._meta.many_to_many:
        role = call and entity.role_for(call, writing=[field.name])
        if role:
            values = {"workspace": workspace} if hasattr(entity.model, "workspace") else {}
            record = entity.factory(**values)
            response = client_as(role).patch(
                entity.address(call, record.pk), {field.name: []}, headers={"If-Match": "*"}
            )
            assert response.status_code == 200, response.content
            assert response["ETag"] != version_of(record)
