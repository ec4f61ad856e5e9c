"""Triggers see every change: of one record, of many, and past Django."""

import json
from uuid import uuid4

import pytest
from django.db import connection, models, transaction
from django.utils import timezone

from apps.audit.models import AuditEvent
from apps.audit.registry import audited_models, is_audited, is_hidden
from apps.audit.triggers import LONGEST_VALUE, expected_triggers
from apps.core.deletion import SoftDeleteModel
from apps.core.tenancy.context import ADDRESS, REQUEST_ID, inside
from apps.core.testing import record_of, workspace_entities
from apps.users.factories import UserFactory, create_member
from apps.users.models import Membership, Workspace
from apps.users.roles import Role

pytestmark = pytest.mark.django_db

AUDITED = [entity for entity in workspace_entities() if is_audited(entity.model)]
each_audited = pytest.mark.parametrize("entity", AUDITED, ids=str)


def events_of(record, action=None):
    """Return the events of a record, the oldest first."""
    events = AuditEvent.objects.filter(record_id=record.pk).order_by("created_at")
    return list(events.filter(action=action) if action else events)


def membership_of(workspace, role=Role.MEMBER):
    return create_member(workspace, role).memberships.get()


def test_a_new_record_is_an_event(workspace):
    membership = membership_of(workspace)
    [event] = events_of(membership)
    assert (event.action, event.target) == ("create", "users.membership")
    assert event.workspace_id == workspace.pk
    assert event.changes["role"] == [None, Role.MEMBER]
    assert event.changes["user_id"] == [None, str(membership.user_id)]


def test_a_change_tells_before_and_after_and_nothing_else(workspace):
    membership = membership_of(workspace)
    membership.role = Role.VIEWER
    membership.save()
    [event] = events_of(membership, "update")
    assert event.changes == {"role": [Role.MEMBER, Role.VIEWER]}


def test_a_deleted_record_leaves_its_values(workspace):
    membership = membership_of(workspace)
    pk = membership.pk
    membership.delete()
    event = AuditEvent.objects.get(record_id=pk, action="delete")
    assert event.changes["role"] == [Role.MEMBER, None]


def test_a_save_that_changes_nothing_is_no_event(workspace):
    membership = membership_of(workspace)
    membership.save()
    assert events_of(membership, "update") == []


def test_update_of_many_is_seen(workspace):
    records = [membership_of(workspace) for _ in range(3)]
    Membership.objects.filter(workspace=workspace).update(role=Role.VIEWER)
    for record in records:
        [event] = events_of(record, "update")
        assert event.changes == {"role": [Role.MEMBER, Role.VIEWER]}


def test_bulk_create_is_seen(workspace):
    users = UserFactory.create_batch(3)
    records = Membership.objects.bulk_create(
        [Membership(workspace=workspace, user=user) for user in users]
    )
    assert [len(events_of(record, "create")) for record in records] == [1, 1, 1]


def test_raw_sql_is_seen(workspace):
    membership = membership_of(workspace)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE users_membership SET role = 'viewer'")
        cursor.execute("DELETE FROM users_membership")
    assert [event.action for event in events_of(membership)] == ["create", "update", "delete"]


def test_nobody_has_done_what_no_user_did(workspace):
    [event] = events_of(membership_of(workspace))
    assert (event.actor_id, event.address, event.request_id) == (None, "", "")


def test_who_and_where_from_is_what_the_transaction_knows(workspace):
    user = create_member(workspace, Role.OWNER)
    with inside(workspace, user):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, '192.0.2.7', true)", [ADDRESS])
            cursor.execute("SELECT set_config(%s, %s, true)", [REQUEST_ID, "r" * 100])
        [event] = events_of(membership_of(workspace))
    assert (event.actor_id, event.address) == (user.pk, "192.0.2.7")
    assert event.request_id == "r" * 64


@pytest.mark.asvs("2.3.3")
def test_what_is_rolled_back_has_not_happened(workspace):
    before = AuditEvent.objects.count()
    with transaction.atomic():
        membership_of(workspace)
        transaction.set_rollback(True)
    assert AuditEvent.objects.count() == before


@pytest.mark.asvs("16.2.5")
def test_hidden_values_are_never_kept():
    user = UserFactory(full_name="Ada Diaz")
    user.set_password("another long password")
    user.save()
    created, updated = events_of(user)
    assert created.changes["email"] is None
    assert created.changes["full_name"] is None
    assert updated.changes == {"password": None}
    kept = str([created.changes, updated.changes])
    assert "Ada" not in kept
    assert "@" not in kept
    assert user.password not in kept


def test_ignored_fields_are_no_event(workspace):
    user = UserFactory()
    user.active_workspace = workspace
    user.save()
    assert events_of(user, "update") == []


def test_workspaces_are_in_their_own_trail(workspace):
    Workspace.objects.filter(pk=workspace.pk).update(name="Renamed")
    [event] = events_of(workspace, "update")
    assert event.workspace_id == workspace.pk


def test_a_long_value_is_cut_and_the_others_are_not():
    changes = {"long": ["x" * 5000, "y"], "short": [1, None], "hidden": None}
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_shortened(%s::jsonb)", [json.dumps(changes)])
        [shortened] = cursor.fetchone()
    cut = "x" * LONGEST_VALUE + "…"
    assert json.loads(shortened) == {**changes, "long": [cut, "y"]}


def test_every_audited_table_has_its_trigger():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'audit'"
            " AND NOT tgisinternal AND tgenabled = 'O'"
        )
        present = {table.strip('"') for (table,) in cursor.fetchall()}
    assert {trigger.table for trigger in expected_triggers()} == present
    assert {model._meta.db_table for model in audited_models()} <= present


@each_audited
def test_an_entity_leaves_a_trail(entity, workspace):
    record = entity.factory(workspace=workspace)
    pk = record.pk
    entity.model.objects.filter(pk=pk).delete()
    created = AuditEvent.objects.get(record_id=pk, action="create")
    assert created.target == entity.model._meta.label_lower
    assert created.workspace_id == workspace.pk
    assert AuditEvent.objects.filter(record_id=pk).exclude(action="create").exists()


@pytest.mark.asvs("14.2.4", "16.2.5")
@each_audited
def test_deletion_and_restoring_are_called_so(entity, workspace):
    if not issubclass(entity.model, SoftDeleteModel):
        pytest.skip("deleted records are gone")
    record = entity.factory(workspace=workspace)
    rows = entity.model._base_manager.filter(pk=record.pk)
    rows.update(deleted_at=timezone.now())
    rows.update(deleted_at=None)
    actions = [event.action for event in events_of(record)]
    assert actions[-2:] == ["delete", "restore"]


@pytest.mark.asvs("14.2.4", "16.2.5")
@each_audited
def test_secret_values_are_never_kept(entity, workspace):
    secrets = [field for field in entity.model._meta.concrete_fields if is_hidden(field)]
    if not secrets:
        pytest.skip("nothing is secret here")
    record = entity.factory(workspace=workspace)
    for field in secrets:
        setattr(record, field.name, "a marked secret")
    record.save()
    event = events_of(record)[-1]
    for field in secrets:
        assert event.changes[field.column] is None
    kept = str([each.changes for each in events_of(record)])
    assert "a marked secret" not in kept
    assert "gAAAA" not in kept, "this is how the stored text of a secret begins"


@each_audited
def test_links_between_records_are_seen(entity, workspace):
    relations = entity.model._meta.local_many_to_many
    if not relations:
        pytest.skip("there are no links here")
    record = entity.factory(workspace=workspace)
    for relation in relations:
        other = record_of(relation.related_model, workspace)
        getattr(record, relation.name).add(other)
        added = events_of(record, "update")[-1]
        assert added.changes == {relation.name: [None, str(other.pk)]}
        assert (added.target, added.workspace_id) == (
            entity.model._meta.label_lower,
            workspace.pk,
        )
        getattr(record, relation.name).remove(other)
        removed = events_of(record, "update")[-1]
        assert removed.changes == {relation.name: [str(other.pk), None]}


def test_decimals_stay_as_exact_as_they_were(workspace):
    event = AuditEvent.objects.create(action="update", target="x.y", record_id=uuid4())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_auditevent SET changes = jsonb_build_object('fee',"
            " jsonb_build_array(12.10::numeric(8, 2), 12345678901234567890.12)) WHERE id = %s",
            [event.pk],
        )
    event.refresh_from_db()
    assert event.changes == {"fee": ["12.10", "12345678901234567890.12"]}


def test_audited_models_have_ids_that_the_trail_can_keep():
    for model in audited_models():
        assert isinstance(model._meta.pk, models.UUIDField)
