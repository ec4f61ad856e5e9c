"""Every error has one shape, whoever raises it."""

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError
from django.db.models import ProtectedError
from django.test import Client
from psycopg.errors import DeadlockDetected, ForeignKeyViolation, QueryCanceled
from rest_framework.exceptions import Throttled
from rest_framework.test import APIClient

from apps.core import errors
from apps.users.factories import WorkspaceFactory, create_member
from apps.users.models import Membership
from apps.users.roles import Role

URL = "/api/v1/memberships/"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("apps.core.tests.membership_api")]


def assert_shape(response, status, code):
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    body = response.json()
    assert set(body) == {"errors", "code"}
    assert body["code"] == code
    assert all(messages for messages in body["errors"].values())
    return body["errors"]


def test_400(client_as):
    response = client_as(Role.OWNER).post(URL, "{", content_type="application/json")
    assert_shape(response, 400, "parse_error")


def test_401():
    response = APIClient().get(URL)
    assert_shape(response, 401, "not_authenticated")
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.asvs("7.2.1")
def test_401_of_a_bad_token():
    response = APIClient().get(URL, headers={"Authorization": "Bearer x.y.z"})
    assert_shape(response, 401, "token_not_valid")


def test_403(client_as):
    assert_shape(client_as(Role.VIEWER).get(URL), 403, "permission_denied")


@pytest.mark.parametrize("address", [f"{URL}no-id/", f"{URL}?page=99", "/api/nowhere/", "/x"])
def test_404(client_as, address):
    assert_shape(client_as(Role.OWNER).get(address), 404, "not_found")


def test_404_for_a_person_is_a_page():
    response = Client().get("/nowhere", headers={"Accept": "text/html,*/*"})
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")


def test_405(client_as):
    assert_shape(client_as(Role.OWNER).put(URL, {}), 405, "method_not_allowed")


def test_406(client_as):
    response = client_as(Role.OWNER).get(URL, headers={"Accept": "text/csv"})
    assert_shape(response, 406, "not_acceptable")


def test_415(client_as):
    response = client_as(Role.OWNER).post(URL, "a=b", content_type="text/plain")
    assert_shape(response, 415, "unsupported_media_type")


def test_422_is_nested_like_the_input(client_as):
    response = client_as(Role.OWNER).post(URL, {"user": "no id"})
    assert assert_shape(response, 422, "validation_error") == {"user": ["Must be a valid UUID."]}


def test_429_says_when_to_come_back(monkeypatch):
    def throttled(*args):
        raise Throttled(wait=6.5)

    monkeypatch.setattr("apps.users.accounts.sign_in.TokenView.check_throttles", throttled)
    response = APIClient().post("/api/auth/token/", {})
    assert_shape(response, 429, "throttled")
    assert response["Retry-After"] == "7"


@pytest.mark.asvs("16.5.1")
def test_500_tells_nothing(monkeypatch, client_as):
    def fail(*args):
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("apps.core.tests.membership_api.MembershipViewSet.get_queryset", fail)
    client = client_as(Role.OWNER)
    client.raise_request_exception = False
    response = client.get(URL)
    assert_shape(response, 500, "error")
    assert "secret" not in response.content.decode()


def test_a_forged_host_is_a_bad_request(settings):
    settings.DEBUG = False
    response = APIClient(raise_request_exception=False).get("/api/", headers={"Host": "evil"})
    assert_shape(response, 400, "parse_error")


def test_a_race_for_a_unique_value_is_422_at_its_field(monkeypatch, workspace, client_as):
    """The serializer sees nothing, as if the other request had committed right after."""
    monkeypatch.setattr(
        "apps.core.serializers.RecordSerializer._constraint_errors", lambda *args: {}
    )
    client = client_as(Role.OWNER)
    response = client.post(URL, {"user": str(client.user.pk)})
    messages = assert_shape(response, 422, "validation_error")
    assert messages == {"user": ["Membership with this User already exists."]}


@pytest.mark.asvs("2.3.3")
def test_deferred_constraints_speak_before_the_commit(monkeypatch, client_as, workspace):
    """A record that is gone by the end of the request is an error of the input, not a 500."""
    stranger = create_member(WorkspaceFactory())

    def create_for_nobody(serializer, validated_data):
        stranger_id = stranger.pk
        Membership.objects.filter(user=stranger).delete()
        stranger.delete()
        return Membership.objects.create(workspace=workspace, user_id=stranger_id)

    monkeypatch.setattr(
        "apps.core.tests.membership_api.MembershipSerializer.create", create_for_nobody
    )
    client = client_as(Role.OWNER)
    response = client.post(URL, {"user": str(create_member(workspace).pk)})
    assert response.status_code == 422


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RequestDataTooBig(), 413),
        (SuspiciousOperation(), 400),
        (ProtectedError("", set()), 409),
        (IntegrityError(), 409),
        (DataError(), 422),
    ],
)
def test_what_an_exception_means(error, status):
    assert errors.as_api_exception(error, method="POST").status_code == status


@pytest.mark.parametrize(("cause", "status"), [(DeadlockDetected(), 409), (QueryCanceled(), None)])
def test_only_what_helps_to_try_again_is_a_conflict(cause, status):
    error = OperationalError()
    error.__cause__ = cause
    answer = errors.as_api_exception(error, method="POST")
    assert getattr(answer, "status_code", None) == status


def test_a_forgotten_csrf_token_of_a_form_is_403(rf):
    response = errors.csrf_failure(rf.post("/"))
    assert response.status_code == 403
    assert b"csrf_failed" in response.content


@pytest.mark.parametrize(
    ("handler", "status"), [(errors.permission_denied, 403), (errors.not_found, 404)]
)
def test_people_get_pages_outside_of_the_api(rf, handler, status):
    for path, kind in (("/no-such-page/", "text/html"), ("/api/", "application/json")):
        response = handler(rf.get(path, headers={"Accept": "text/html"}), Exception())
        assert response.status_code == status
        assert response["Content-Type"].startswith(kind)


def test_a_fault_of_ours_is_a_page_for_people(rf):
    response = errors.server_error(rf.get("/x", headers={"Accept": "text/html"}))
    assert response.status_code == 500
    assert response["Content-Type"].startswith("text/html")


def test_who_is_referred_to_cannot_be_deleted():
    error = IntegrityError()
    error.__cause__ = ForeignKeyViolation()
    assert errors.as_api_exception(error, method="DELETE").status_code == 409
