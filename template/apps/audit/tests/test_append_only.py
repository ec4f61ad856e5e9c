"""The app's role can add events. It can change and delete none, and read its workspace's only."""

import pytest
from django.db import ProgrammingError, connection, transaction

from apps.audit.models import AuditEvent
from apps.core.tenancy.context import enter_workspace
from apps.core.testing import become_the_app, become_the_owner
from apps.users.factories import create_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def app_role(workspace):
    """Run the test's statements as the app's role, inside the workspace."""

    def become():
        become_the_app()
        enter_workspace(workspace.pk)

    yield become
    become_the_owner()


@pytest.mark.asvs("16.4.2")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET action = 'read'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
        "DROP TRIGGER audit ON users_membership",
        "ALTER TABLE users_membership DISABLE TRIGGER audit",
        "CREATE OR REPLACE FUNCTION audit_record() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN NULL; END'",
        "SET session_replication_role = 'replica'",
    ],
)
def test_nothing_is_rewritten(statement, workspace, app_role):
    create_member(workspace)
    app_role()
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.asvs("8.4.1")
def test_another_workspace_has_its_own_trail(workspace, other_workspace, app_role):
    create_member(workspace)
    create_member(other_workspace)
    app_role()
    assert set(AuditEvent.objects.values_list("workspace", flat=True)) == {workspace.pk}


def test_no_event_lands_in_another_workspace(other_workspace, app_role):
    app_role()
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        AuditEvent.objects.bulk_create(
            [AuditEvent(action="read", target="x.y", workspace=other_workspace)]
        )


def test_events_of_no_workspace_are_written_and_not_read(app_role):
    app_role()
    AuditEvent.objects.bulk_create([AuditEvent(action="sign_in_failed", target="x.y")])
    assert not AuditEvent.objects.filter(workspace=None).exists()
