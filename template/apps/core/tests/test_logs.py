"""Logs: one event a line, by ids, and nothing about people."""

import io
import json
import logging
import sys

import pytest
from django.conf import settings
from django.test import Client

from apps.core.logs import RedactingFormatter, redact
from apps.users.roles import Role

ROW = "duplicate key\nDETAIL:  Key (notes)=(first line\n\nada@example.com) already exists."
TOKEN = "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl"


@pytest.fixture
def lines(monkeypatch):
    """Return a function: what has been written to the console since it was last asked."""
    handlers = logging.getLogger("django").handlers
    (console,) = [handler for handler in handlers if type(handler) is logging.StreamHandler]
    monkeypatch.setattr(console, "stream", io.StringIO())

    def read():
        text = console.stream.getvalue()
        console.stream.seek(0)
        console.stream.truncate()
        return [json.loads(line) for line in text.splitlines()]

    return read


def record_of(error):
    try:
        raise error
    except type(error):
        return logging.LogRecord("x", logging.ERROR, "", 0, "failed", None, sys.exc_info())


@pytest.mark.asvs("16.2.5")
@pytest.mark.parametrize("style", ["json", "console"])
def test_a_row_of_the_database_is_not_quoted(style):
    text = RedactingFormatter(style=style).format(record_of(ValueError(ROW)))
    assert "duplicate key" in text
    assert "first line" not in text
    assert "ada@example.com" not in text


def test_the_traceback_goes_on_after_a_row():
    text = f"Traceback\nE: {ROW}\n\nThe above exception was the direct cause\nTraceback\nmore"
    rest = "The above exception was the direct cause\nTraceback\nmore"
    assert redact(text) == f"Traceback\nE: duplicate key\n{rest}"


@pytest.mark.asvs("16.2.5")
@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("no user ada.l+x@example.co.uk here", "ada"),
        (f"bad token {TOKEN}", "eyJ"),
        ('invalid input syntax for type uuid: "O\'Hara"', "Hara"),
        ('value "4111111111" is out of range for type integer', "4111"),
        ("ERROR\nLINE 1: SELECT 'Hara'\n         ^", "Hara"),
    ],
)
def test_texts_are_redacted(text, secret):
    assert secret not in redact(text)


@pytest.mark.asvs("16.2.4")
@pytest.mark.django_db
def test_a_request_is_one_line_without_its_query(lines):
    response = Client().get("/api/", {"q": "Hara"}, headers={"User-Agent": "Hara"})
    (line,) = lines()
    assert line["request"] == "GET /api/"
    assert line["code"] == 200
    assert line["request_id"] == response["X-Request-ID"]
    assert "Hara" not in json.dumps(line)
    assert "127.0.0.1" not in json.dumps(line)


@pytest.mark.asvs("16.2.1")
@pytest.mark.django_db
def test_a_line_says_who_by_ids(lines, signed_in_as):
    client = signed_in_as(Role.OWNER)
    lines()
    user_id = client.get("/api/auth/me/").json()["id"]
    (line,) = lines()
    assert line["user_id"] == user_id
    assert line["workspace_id"]
    Client().get("/api/")
    (line,) = lines()
    assert "user_id" not in line


@pytest.mark.asvs("16.3.4")
@pytest.mark.django_db
def test_a_fault_is_logged_once_with_its_traceback(lines, monkeypatch):
    monkeypatch.setattr("apps.core.views.ApiRootView.get", lambda *args, **kwargs: 1 / 0)
    response = Client(raise_request_exception=False).get("/api/", {"q": "Hara"})
    assert response.status_code == 500
    (line,) = lines()
    assert "ZeroDivisionError" in line["exception"]
    assert line["request_id"] == response["X-Request-ID"]
    assert "Hara" not in json.dumps(line)


@pytest.mark.asvs("16.2.5")
def test_sign_in_leaves_no_secret_in_the_log(lines, db):
    body = {"email": "hara@example.com", "password": "a secret of Hara"}
    Client().post("/api/auth/token/", body, content_type="application/json")
    text = json.dumps(lines()).lower()
    assert "token/" in text
    assert "hara" not in text


def test_loggers_that_would_quote_query_strings_are_silent():
    for name in ("django.request", "django.server"):
        assert settings.LOGGING["loggers"][name] == {"handlers": [], "propagate": False}
