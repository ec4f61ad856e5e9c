"""Health endpoints and logs."""

import logging
import sys

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from apps.core.logs import RedactingFormatter


def test_live_needs_no_database():
    response = Client().get("/health/live/")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_asks_the_database():
    response = Client().get("/health/ready/")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok"}


@pytest.mark.django_db
def test_not_ready_without_it(monkeypatch):
    def fail(*args):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", fail)
    response = Client().get("/health/ready/")
    assert response.status_code == 503


def test_logs_quote_no_row():
    formatter = RedactingFormatter("%(message)s")
    complaint = "duplicate key\nDETAIL:  Key (email)=(ada@example.com) already exists."
    try:
        raise ValueError(complaint)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", None, sys.exc_info())
    text = formatter.format(record)
    assert "duplicate key" in text
    assert "ada@example.com" not in text
