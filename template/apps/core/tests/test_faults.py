"""A connection that breaks costs one answer at most, and leaves nothing half-written."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import close_old_connections, connection

from apps.core.tests.creating import any_creation
from apps.users.models import Workspace

pytestmark = pytest.mark.django_db(transaction=True)


def kill_the_connection() -> None:
    """End the server's side of the connection, as a restart or a proxy does."""
    process = connection.connection.info.backend_pid
    parameters = connection.get_connection_params()
    known = {
        name: parameters[name]
        for name in ("host", "port", "user", "password", "dbname")
        if parameters.get(name)
    }
    with psycopg.connect(**known, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [process])


@pytest.fixture(autouse=True)
def mended_connection() -> Any:
    """Leave a connection that works to whatever comes next."""
    yield
    connection.close()


@pytest.mark.asvs("16.5.2")
def test_a_connection_that_died_idle_is_replaced(workspace: Workspace, client_as: Any) -> None:
    creation = any_creation(workspace)
    client = client_as(creation.role)
    payload = creation.payload(workspace)
    client.raise_request_exception = False
    kill_the_connection()
    # What Django does before every request of a server; its test client leaves it out.
    close_old_connections()
    assert client.post(creation.address, payload).status_code == 201


@pytest.mark.asvs("2.3.3", "16.5.2", "16.5.3")
@pytest.mark.parametrize("moment", ["before the write", "after the write", "before the commit"])
def test_a_connection_that_dies_in_a_request_leaves_nothing(
    workspace: Workspace, client_as: Any, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    creation = any_creation(workspace)
    client = client_as(creation.role)
    payload = creation.payload(workspace)
    before = creation.model.objects.count()
    client.raise_request_exception = False
    view: Any = creation.entity.viewset
    name = "finalize_response" if moment == "before the commit" else "perform_create"
    broken: Callable[..., Any] = getattr(view, name)

    def breaking(*args: Any, **kwargs: Any) -> Any:
        if moment == "before the write":
            kill_the_connection()
        answer = broken(*args, **kwargs)
        if moment != "before the write":
            kill_the_connection()
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(view, name, breaking)
        response = client.post(creation.address, payload, headers={"Idempotency-Key": "broken"})
    assert response.status_code in {500, 503}
    assert response.json()["code"] == "error"
    close_old_connections()
    assert creation.model.objects.count() == before
    # The client sends the same again, as it should, and it happens once.
    response = client.post(creation.address, payload, headers={"Idempotency-Key": "broken"})
    assert response.status_code == 201, response.content
    assert creation.model.objects.count() == before + 1
