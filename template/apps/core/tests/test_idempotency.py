"""A create that is sent twice with one key happens once."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import QueryDict
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from apps.core import idempotency
from apps.core.models import IdempotencyKey
from apps.core.tests.creating import any_creation
from apps.users.factories import create_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def creation(workspace):
    return any_creation(workspace)


@pytest.fixture
def client(client_as, creation):
    return client_as(creation.role)


@pytest.fixture
def payload(creation, workspace):
    return creation.payload(workspace)


@pytest.fixture
def send(client, creation, payload):
    def post(key="key-1", body=payload, client=client):
        return client.post(creation.address, body, headers={"Idempotency-Key": key})

    return post


def test_the_same_again_creates_nothing(send, creation):
    first = send()
    assert first.status_code == 201, first.content
    assert "Idempotent-Replay" not in first
    count = creation.model.objects.count()
    second = send()
    assert second.status_code == 201
    assert second["Idempotent-Replay"] == "true"
    assert second.json()["id"] == first.json()["id"]
    assert creation.model.objects.count() == count


def test_the_order_of_keys_in_a_body_says_nothing(send, payload):
    first = send()
    second = send(body=dict(reversed(payload.items())))
    assert second.json()["id"] == first.json()["id"]


def test_another_body_with_the_same_key_is_422(send, payload):
    send()
    response = send(body={**payload, "something": "else"})
    assert response.status_code == 422
    assert response.json()["code"] == "idempotency_key_reused"


def test_a_failure_keeps_no_key(send, payload):
    assert send(body={next(iter(payload)): []}).status_code == 422
    assert not IdempotencyKey.objects.exists()
    assert send().status_code == 201


def test_keys_are_each_users_own(send, client_as, creation, workspace):
    first = send()
    other = client_as(creation.role)
    second = send(body=creation.payload(workspace), client=other)
    assert second.status_code == 201, second.content
    assert second.json()["id"] != first.json()["id"]


def test_keys_are_each_workspaces_own(send, client, creation, other_workspace):
    first = send()
    client.user.memberships.update(workspace=other_workspace)
    client.user.active_workspace = other_workspace
    client.user.save()
    second = send(body=creation.payload(other_workspace))
    assert second.status_code == 201, second.content
    assert second.json()["id"] != first.json()["id"]


def test_what_is_gone_is_409(send, creation):
    record = creation.model.objects.get(pk=send().json()["id"])
    record.delete()
    response = send()
    assert response.status_code == 409
    assert response.json()["code"] == "idempotency_key_spent"


def test_a_role_that_creates_no_more_replays_nothing(send, client):
    send()
    client.user.memberships.all().delete()
    assert send().status_code == 403


@pytest.mark.parametrize("key", ["", "x" * 256, "two words", "schl\xfcssel"])
def test_a_key_is_visible_ascii(send, key):
    response = send(key)
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["Idempotency-Key"]


def test_nothing_of_the_request_is_kept(send, workspace):
    send()
    row = IdempotencyKey.objects.values().get()
    assert set(row) == {
        *("id", "created_at", "updated_at", "created_by_id", "workspace_id"),
        *("user_id", "key", "fingerprint", "record_id"),
    }
    assert len(row["fingerprint"]) == 64


def test_an_old_key_is_as_new(send, settings):
    send()
    age = timedelta(hours=settings.IDEMPOTENCY_KEY_HOURS, seconds=1)
    IdempotencyKey.objects.update(created_at=timezone.now() - age)
    # Whether it creates or meets a unique value: it does not replay.
    assert "Idempotent-Replay" not in send()


def test_old_keys_are_purged(workspace, settings):
    user = create_member(workspace)
    for key in ("old", "new"):
        IdempotencyKey.objects.create(workspace=workspace, user=user, key=key)
    age = timedelta(hours=settings.IDEMPOTENCY_KEY_HOURS, seconds=1)
    IdempotencyKey.objects.filter(key="old").update(created_at=timezone.now() - age)
    call_command("purgekeys", stdout=(out := StringIO()))
    assert out.getvalue() == "1 expired keys deleted.\n"
    assert [item.key for item in IdempotencyKey.objects.all()] == ["new"]


def test_files_count_for_what_is_in_them():
    def fingerprint(name, content, path="/a/"):
        request = Request(APIRequestFactory().post(path))
        request._full_data = QueryDict(mutable=True)
        request._full_data["file"] = SimpleUploadedFile(name, content)
        result = idempotency._fingerprint(request)
        assert request._full_data["file"].read() == content
        return result

    assert fingerprint("a", b"1") == fingerprint("a", b"1")
    others = {fingerprint("a", b"2"), fingerprint("b", b"1"), fingerprint("a", b"1", "/b/")}
    assert len(others | {fingerprint("a", b"1")}) == 4
