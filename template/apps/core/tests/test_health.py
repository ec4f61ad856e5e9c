"""Health endpoints."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client


def test_live_needs_no_database():
    response = Client().get("/health/live/")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


@pytest.mark.asvs("13.4.5")
@pytest.mark.django_db
def test_ready_asks_the_database():
    response = Client().get("/health/ready/")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok"}


@pytest.mark.asvs("13.4.5", "16.5.2")
@pytest.mark.django_db
def test_not_ready_without_it(monkeypatch):
    def fail(*args):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", fail)
    response = Client().get("/health/ready/")
    assert response.status_code == 503
