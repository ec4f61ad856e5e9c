"""What the log says of requests that were refused, and that nobody can write into it."""

import io
import json
import logging

import pytest
from rest_framework.test import APIClient

from apps.users.roles import Role

MEMBERSHIPS = "/api/v1/memberships/"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("apps.core.tests.membership_api")]


@pytest.fixture
def console(monkeypatch):
    """What is written to the console."""
    handlers = logging.getLogger("django").handlers
    (handler,) = [each for each in handlers if type(each) is logging.StreamHandler]
    stream = io.StringIO()
    monkeypatch.setattr(handler, "stream", stream)
    return stream


@pytest.mark.asvs("16.2.1", "16.3.2")
def test_a_refused_operation_is_logged_with_who_and_what(client_as, console):
    client = client_as(Role.VIEWER)
    assert client.get(MEMBERSHIPS).status_code == 403
    (line,) = map(json.loads, console.getvalue().splitlines())
    assert line["code"] == 403
    assert line["request"] == f"GET {MEMBERSHIPS}"
    assert str(client.user.pk) in line.values()


@pytest.mark.asvs("16.3.2", "16.3.3")
@pytest.mark.parametrize(
    ("body", "status"), [("{", 400), ('{"user": "x"}', 422), ('{"user": "\\u0000"}', 422)]
)
def test_what_validation_refuses_is_logged(client_as, console, body, status):
    client_as(Role.OWNER).post(MEMBERSHIPS, body, content_type="application/json")
    (line,) = map(json.loads, console.getvalue().splitlines())
    assert line["code"] == status


@pytest.mark.asvs("16.3.3")
def test_a_bad_token_is_logged(console):
    APIClient().get(MEMBERSHIPS, headers={"Authorization": "Bearer x.y.z"})
    (line,) = map(json.loads, console.getvalue().splitlines())
    assert line["code"] == 401


@pytest.mark.asvs("16.4.1")
@pytest.mark.parametrize(
    "text", ["a\nb", 'a\r\n{"level": "info", "event": "forged"}', "a\x1b[2Jb", "a\u2028b"]
)
def test_nobody_writes_lines_of_their_own(console, text):
    APIClient().get(f"/{text}/", headers={"User-Agent": text, "X-Request-ID": text})
    logging.getLogger("apps.core").warning("somebody sent %s", text)
    lines = console.getvalue().splitlines()
    assert lines
    for line in lines:
        assert json.loads(line)["event"] != "forged"
        assert line.isascii() or line.isprintable()


@pytest.mark.asvs("16.2.2", "16.2.4")
def test_every_line_has_its_time_in_utc(client_as, console):
    client_as(Role.OWNER).get(MEMBERSHIPS)
    (line,) = map(json.loads, console.getvalue().splitlines())
    assert line["timestamp"].endswith("Z")
    assert line["level"] in {"info", "warning", "error"}
