"""A list as a file: what the list shows, all of it, for those who may see the list."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.audit.models import AuditEvent
from apps.audit.registry import reads_are_audited
from apps.core.testing import workspace_entities
from apps.users.roles import Role

LISTED = [entity for entity in workspace_entities() if entity.find("export")]
each_listed = pytest.mark.parametrize("entity", LISTED, ids=str)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(entity, client_as):
    role = entity.role_for(entity.find("export"))
    return client_as(role) if role else pytest.skip("nobody lists these")


def export(client, entity, **query):
    return client.get(entity.address(entity.find("export")), query)


def rows(response):
    assert response.status_code == 200, response.content
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@each_listed
def test_it_has_a_row_for_each_record(entity, workspace, other_workspace, client):
    entity.factory.create_batch(3, workspace=workspace)
    entity.factory(workspace=other_workspace)
    response = export(client, entity)
    head, *body = rows(response)
    assert len(body) == 3
    assert {len(row) for row in body} == {len(head)}
    ids = {str(pk) for pk in entity.model.objects.filter(workspace=workspace).values_list("pk")}
    assert len(ids) == 3
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.asvs("8.2.3")
@each_listed
@pytest.mark.parametrize("role", Role)
def test_it_shows_what_the_role_may_read(entity, role, workspace, client_as):
    entity.factory(workspace=workspace)
    client = client_as(role)
    response = export(client, entity)
    listing = client.get(entity.address(entity.find("list")))
    assert response.status_code == listing.status_code
    if listing.status_code == 200:
        [row] = listing.json()["results"]
        assert len(rows(response)[0]) == len(row)


@each_listed
def test_it_is_narrowed_like_the_list(entity, workspace, client):
    entity.factory(workspace=workspace)
    assert len(rows(export(client, entity, created_at__gte="2999-01-01T00:00:00Z"))) == 1
    assert len(rows(export(client, entity, created_at__lte="2999-01-01T00:00:00Z"))) == 2
    assert export(client, entity, created_at__gte="x").status_code == 422
    assert export(client, entity, ordering="password").status_code == 422


@each_listed
def test_it_takes_as_many_queries_for_many_as_for_one(entity, workspace, client):
    entity.factory(workspace=workspace)
    rows(export(client, entity))
    with CaptureQueriesContext(connection) as for_one:
        rows(export(client, entity))
    entity.factory.create_batch(5, workspace=workspace)
    with CaptureQueriesContext(connection) as for_many:
        assert len(rows(export(client, entity))) == 7
    assert len(for_many) == len(for_one)


@each_listed
def test_too_many_are_refused(entity, workspace, client, settings):
    settings.EXPORT_MAX_ROWS = 1
    entity.factory(workspace=workspace)
    assert len(rows(export(client, entity))) == 2
    entity.factory(workspace=workspace)
    response = export(client, entity)
    assert response.status_code == 422
    assert response["Content-Type"] == "application/json"


@pytest.mark.asvs("16.2.1")
@each_listed
def test_it_leaves_a_trace(entity, workspace, client, client_as):
    record = entity.factory(workspace=workspace)
    rows(export(client, entity, created_at__gte="2001-01-01", search="", ordering="-created_at"))
    event = AuditEvent.objects.get(action="export")
    assert (event.workspace_id, event.actor_id) == (workspace.pk, client.user.pk)
    assert event.target == entity.model._meta.label_lower
    assert event.details == {
        "count": 1,
        "parameters": {"created_at__gte": "2001-01-01", "ordering": "-created_at"},
    }
    reads = AuditEvent.objects.filter(action="read", record_id=record.pk)
    assert reads.exists() == reads_are_audited(entity.model)
    trail = client_as(Role.OWNER).get(reverse("audit-event-list"), {"action": "export"})
    shown = [each["details"] for each in trail.json()["results"]]
    may_open = {"list", "retrieve"} & set(entity.permission.operations.get(Role.OWNER, ()))
    assert shown == ([event.details] if may_open else [])


@each_listed
def test_the_trace_does_not_tell_texts(entity, workspace, client):
    rows(export(client, entity, search="somebody"))
    expected = {"search": None}
    assert AuditEvent.objects.get(action="export").details["parameters"] == expected


@each_listed
@pytest.mark.parametrize("accept", ["text/csv", "*/*", "application/json", "text/*"])
def test_errors_are_json_whatever_was_asked_for(entity, accept, client):
    address = entity.address(entity.find("export"))
    assert client.get(address, headers={"Accept": accept}).status_code == 200
    response = client.get(address, {"created_at__gte": "x"}, headers={"Accept": accept})
    assert response.status_code == 422
    assert response["Content-Type"] == "application/json"
    assert set(response.json()["errors"]) == {"created_at__gte"}


@each_listed
def test_exports_are_counted_apart(entity, client, monkeypatch):
    monkeypatch.setattr("apps.core.throttles.ExportThrottle.rate", "1/hour", raising=False)
    assert export(client, entity).status_code == 200
    response = export(client, entity)
    assert response.status_code == 429
    assert response["Content-Type"] == "application/json"
    assert client.get(entity.address(entity.find("list"))).status_code == 200
