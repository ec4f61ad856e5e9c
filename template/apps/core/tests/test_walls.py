"""What stands between the workspaces in the live database: the catalogue, and what it does."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction

from apps.core.models import GlobalModel
from apps.core.tenancy.context import enter_workspace, inside
from apps.core.tenancy.keys import expected_keys, pair_name
from apps.core.tenancy.policies import concrete_models, expected_policies, is_platform, is_tenant
from apps.core.tenancy.walls import missing_walls, raise_walls, rows_across
from apps.core.testing import become_the_app, become_the_owner, workspace_entities
from apps.users.factories import create_member
from apps.users.models import Membership, Workspace

pytestmark = pytest.mark.django_db

TENANTS = [model for model in concrete_models() if is_tenant(model)]
KEYS = expected_keys()
ENTITIES = workspace_entities()


@pytest.fixture
def app_role():
    """Return a function that makes the rest of the test run as the app's role."""
    yield become_the_app
    become_the_owner()


def one(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]


def elsewhere(entity, workspace):
    """Each reference of an entity, and a record of a workspace that it could point to."""
    for key in KEYS:
        if key.table == entity.model._meta.db_table:
            target = next(each for each in ENTITIES if each.model._meta.db_table == key.target)
            yield key, target.factory(workspace=workspace)


def point(record, key, target):
    """Let a record point to another, past what the application does about it."""
    model = type(record)
    field = next(each for each in model._meta.concrete_fields if each.column == key.column)
    model._base_manager.filter(pk=record.pk).update(**{field.name: target})


def test_migrations_leave_no_wall_to_raise():
    assert missing_walls() == []


@pytest.mark.asvs("8.4.1")
@pytest.mark.parametrize("model", TENANTS, ids=lambda model: model._meta.label)
def test_every_tenant_table_is_walled(model):
    table = model._meta.db_table
    assert one(
        "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relname = %s", table
    )
    assert one("SELECT count(*) FROM pg_policies WHERE tablename = %s", table) >= 1
    is_null = one(
        "SELECT is_nullable FROM information_schema.columns"
        " WHERE table_name = %s AND column_name = 'workspace_id'",
        table,
    )
    assert (is_null == "YES") is model._meta.get_field("workspace").null


@pytest.mark.asvs("2.2.3", "8.4.1")
@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.table}.{key.column}")
def test_every_reference_holds_the_workspace_too(key):
    definition = one(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND conname = %s",
        key.table,
        key.name,
    )
    assert definition.startswith("FOREIGN KEY (workspace_id, ")
    assert f"REFERENCES {key.target}(workspace_id, id)" in definition.replace('"', "")


def test_every_table_is_walled_or_on_the_reviewed_list():
    walled = {policy.table for policy in expected_policies()}
    open_tables = [
        model._meta.label
        for model in concrete_models()
        if model._meta.db_table not in walled and not is_platform(model)
    ]
    assert open_tables == []


def test_no_table_in_the_database_is_unknown():
    known = {model._meta.db_table for model in concrete_models()} | {"django_migrations"}
    with connection.cursor() as cursor:
        assert set(connection.introspection.table_names(cursor)) <= known


@pytest.mark.asvs("13.2.2")
def test_the_app_is_not_the_owner():
    row = one(
        "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles"
        " WHERE rolname = %s",
        settings.DATABASE_APP_ROLE,
    )
    assert row is False
    owned = one(
        "SELECT count(*) FROM pg_class WHERE relowner = %s::regrole", settings.DATABASE_APP_ROLE
    )
    assert owned == 0


@pytest.mark.asvs("8.4.1", "16.5.3")
def test_without_a_workspace_nothing_is_visible(app_role, workspace):
    create_member(workspace)
    app_role()
    assert Workspace.objects.count() == 0
    assert Membership.objects.count() == 0


def test_nothing_outlasts_the_transaction(workspace, app_role):
    with transaction.atomic():
        enter_workspace(workspace.pk)
        transaction.set_rollback(True)
    app_role()
    assert Workspace.objects.count() == 0


def test_inside_goes_back_to_what_was_visible(workspace, other_workspace, app_role):
    app_role()
    enter_workspace(workspace.pk)
    with inside(other_workspace):
        assert list(Workspace.objects.all()) == [other_workspace]
    assert list(Workspace.objects.all()) == [workspace]


def test_a_user_sees_the_own_memberships_only(workspace, other_workspace, app_role):
    user = create_member(workspace)
    own_too = Membership.objects.create(workspace=other_workspace, user=user)
    create_member(other_workspace)
    app_role()
    with inside(workspace, user):
        found = set(Membership.objects.values_list("workspace", "user"))
    assert found == {(workspace.pk, user.pk), (own_too.workspace_id, user.pk)}


@pytest.mark.asvs("8.4.1")
def test_no_row_is_written_into_another_workspace(workspace, other_workspace, app_role):
    user = create_member(workspace)
    app_role()
    enter_workspace(workspace.pk)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Membership.objects.create(workspace=other_workspace, user=user)


@pytest.mark.asvs("13.2.2")
def test_the_app_may_not_take_the_walls_down(app_role):
    table = TENANTS[0]._meta.db_table
    app_role()
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


@pytest.mark.asvs("2.2.3", "8.4.1")
@pytest.mark.parametrize("entity", ENTITIES, ids=str)
def test_a_reference_across_workspaces_is_refused(entity, workspace, other_workspace):
    record = entity.factory(workspace=workspace)
    for key, foreign in elsewhere(entity, other_workspace):
        with transaction.atomic():
            point(record, key, foreign)
            with pytest.raises(IntegrityError, match=key.name):
                connection.check_constraints()
            transaction.set_rollback(True)


@pytest.mark.parametrize("entity", ENTITIES, ids=str)
def test_rows_of_before_that_point_elsewhere_are_named(entity, workspace, other_workspace):
    record = entity.factory(workspace=workspace)
    for key, foreign in elsewhere(entity, other_workspace):
        connection.check_constraints()
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f'ALTER TABLE {key.table} DROP CONSTRAINT "{key.name}"')
            assert rows_across() == []
            point(record, key, foreign)
            assert rows_across() == [f"{key.table}.{key.column}: 1, such as {record.pk}"]
            transaction.set_rollback(True)


def test_walls_that_fell_are_raised_again():
    table = TENANTS[0]._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        cursor.execute(f"ALTER POLICY tenancy ON {table} USING (true)")
        cursor.execute(f"DROP POLICY tenancy ON {table}")
        cursor.execute(f'GRANT TRUNCATE ON {table} TO "{settings.DATABASE_APP_ROLE}"')
    assert len(missing_walls()) >= 4
    raise_walls()
    assert missing_walls() == []


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.table}.{key.column}")
def test_keys_and_pairs_are_called_after_what_they_are_on(key):
    names = {key.table: key.name, key.target: pair_name(key.target)}
    with connection.cursor() as cursor:
        for table, name in names.items():
            former = f"{name.split('_workspace_')[0]}_workspace_before"
            cursor.execute(f'ALTER TABLE {table} RENAME CONSTRAINT "{name}" TO "{former}"')
    assert missing_walls() != []
    raise_walls()
    assert missing_walls() == []
    for name in names.values():
        assert one("SELECT count(*) FROM pg_constraint WHERE conname = %s", name) >= 1


def test_migrating_again_changes_nothing(capsys):
    call_command("migrate", verbosity=1)
    assert "Walls" not in capsys.readouterr().out


def test_records_that_all_share_have_no_wall():
    shared = [model for model in concrete_models() if issubclass(model, GlobalModel)]
    walled = {policy.table for policy in expected_policies()}
    assert not walled & {model._meta.db_table for model in shared}


def test_an_unknown_workspace_shows_nothing(workspace, app_role):
    app_role()
    enter_workspace(uuid4())
    assert Workspace.objects.count() == 0
