"""Who has been shown which record, for entities that ask for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.audit.models import AuditEvent
from apps.audit.registry import reads_are_audited
from apps.core.testing import workspace_entities

pytestmark = pytest.mark.django_db

ALL = workspace_entities()
READ = [entity for entity in ALL if reads_are_audited(entity.model)]
UNREAD = [entity for entity in ALL if not reads_are_audited(entity.model)]
each_read = pytest.mark.parametrize("entity", READ, ids=str)


@pytest.fixture
def call(entity, client_as):
    """Return a function that calls an action as somebody who may."""

    def make(action, pk=None, **query):
        found = entity.find(action)
        role = found and entity.role_for(found)
        if not role:
            pytest.skip("nobody may")
        return client_as(role).get(entity.address(found, pk), query)

    return make


def reads():
    return AuditEvent.objects.filter(action=AuditEvent.Action.READ)


@each_read
def test_to_open_a_record_is_an_event(entity, workspace, call):
    record = entity.factory(workspace=workspace)
    response = call("retrieve", record.pk)
    assert response.status_code == 200
    event = reads().get()
    assert (event.record_id, event.target) == (record.pk, entity.model._meta.label_lower)
    assert event.workspace_id == workspace.pk
    assert event.actor_id is not None
    assert (event.address, event.request_id) == ("127.0.0.1", response.headers["X-Request-ID"])


@each_read
def test_every_record_of_a_list_has_been_read(entity, workspace, other_workspace, call):
    records = entity.factory.create_batch(3, workspace=workspace)
    entity.factory(workspace=other_workspace)
    assert call("list").status_code == 200
    assert {event.record_id for event in reads()} == {record.pk for record in records}


@each_read
def test_only_the_page_has_been_read(entity, workspace, call):
    entity.factory.create_batch(3, workspace=workspace)
    call("list", page_size=2)
    assert reads().count() == 2


@each_read
def test_a_list_costs_one_statement_more(entity, workspace, call):
    entity.factory.create_batch(5, workspace=workspace)
    with CaptureQueriesContext(connection) as queries:
        call("list")
    inserts = [each for each in queries if each["sql"].startswith("INSERT")]
    assert len([each for each in inserts if "audit_auditevent" in each["sql"]]) == 1


@each_read
def test_what_was_not_found_was_not_read(entity, other_workspace, call):
    foreign = entity.factory(workspace=other_workspace)
    assert call("retrieve", foreign.pk).status_code == 404
    assert not reads().exists()


@pytest.mark.parametrize("entity", UNREAD, ids=str)
def test_other_reads_are_no_events(entity, workspace, call):
    record = entity.factory(workspace=workspace)
    call("list")
    call("retrieve", record.pk)
    assert not reads().exists()
