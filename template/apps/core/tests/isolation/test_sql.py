"""PostgreSQL alone: statements of the app's role, past every queryset of ours."""

import json
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from apps.core.tenancy.context import WORKSPACE, enter, enter_workspace
from apps.core.tenancy.policies import concrete_models, is_tenant, is_tenant_key
from apps.core.testing import workspace_entities
from apps.core.tests.isolation.situations import Situation
from apps.users.factories import create_member
from apps.users.models import Workspace

TENANTS = [model for model in concrete_models() if is_tenant(model)]
THROUGH = [
    model
    for model in concrete_models()
    if model._meta.auto_created and any(map(is_tenant_key, model._meta.concrete_fields))
]
each_table = pytest.mark.parametrize("model", TENANTS, ids=lambda model: model._meta.db_table)
each_entity = pytest.mark.parametrize("entity", workspace_entities(), ids=str)
each_link = pytest.mark.parametrize("model", THROUGH, ids=lambda model: model._meta.db_table)

pytestmark = pytest.mark.parametrize("situation", [Situation.SECOND_WALL_ALONE], ids=str)


@contextmanager
def as_app(workspace=None):
    """Be the app's role inside a workspace, or inside none; go back to the owner afterwards."""
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SELECT set_config(name, '', true) FROM unnest(%s::text[]) name", [SETTINGS])
        if workspace is not None:
            enter_workspace(workspace.pk)
        cursor.execute(f"SET LOCAL ROLE {quoted(settings.DATABASE_APP_ROLE)}")
        try:
            yield cursor
        finally:
            if not connection.needs_rollback:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("RESET ROLE")


SETTINGS = ["app.user_id", "app.workspace_id", "app.every_workspace"]


def quoted(name):
    return connection.ops.quote_name(name)


def affected(cursor, arena, sql, parameters=()):
    """Run a statement, to be undone; return how many rows it saw or changed, 0 if refused."""
    arena.count()
    try:
        with transaction.atomic():
            cursor.execute(sql, parameters)
            rows = cursor.rowcount
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError:
        return 0
    return rows


def refused(cursor, arena, sql, parameters=(), by=(ProgrammingError, IntegrityError)):
    """Expect a statement to be refused by the database."""
    arena.count()
    with pytest.raises(by):
        at_once(cursor, sql, parameters)


@pytest.mark.asvs("8.4.1")
@transaction.atomic
def at_once(cursor, sql, parameters):
    """Run a statement, and the checks that would wait for the commit."""
    cursor.execute(sql, parameters)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.asvs("8.4.1")
@each_table
@pytest.mark.parametrize("inside", ["own", "no"])
def test_foreign_rows_are_out_of_reach(model, inside, arena):
    table, foreign = quoted(model._meta.db_table), arena.foreign.workspace.pk
    with as_app(arena.own.workspace if inside == "own" else None) as cursor:
        for condition in (
            "workspace_id = %s",
            "workspace_id::text = %s::text",
            "true OR %s::text > ''",
        ):
            cursor.execute(
                f"SELECT to_jsonb(it)::text FROM {table} it WHERE {condition}", [foreign]
            )
            seen = " ".join(row for (row,) in cursor.fetchall())
            arena.count()
            assert str(foreign) not in seen
            assert inside == "own" or not seen
        for statement in (
            f"UPDATE {table} SET workspace_id = workspace_id WHERE workspace_id = %s",
            f"UPDATE {table} SET created_at = now() WHERE workspace_id = %s",
            f"DELETE FROM {table} WHERE workspace_id = %s",
            f"SELECT 1 FROM {table} WHERE workspace_id = %s FOR UPDATE",
            f"SELECT 1 FROM {table} own JOIN {table} other ON other.workspace_id = %s",
        ):
            assert affected(cursor, arena, statement, [foreign]) == 0, statement


@each_entity
def test_no_row_crosses_over(entity, arena):
    model = entity.model
    table = quoted(model._meta.db_table)
    own, foreign = arena.own.records[model], arena.foreign.records[model]
    columns = [field.column for field in model._meta.concrete_fields if not field.generated]
    names = ", ".join(map(quoted, columns))
    copied = f"SELECT {names} FROM jsonb_populate_record(null::{table}, %s)"
    copy = f"INSERT INTO {table} ({names}) {copied}"
    rows = {camp.pk: row(model, camp.pk) for camp in (own, foreign)}
    fresh = {"id": "11111111-1111-4111-8111-111111111111"}
    with as_app(arena.own.workspace) as cursor:
        away = {"workspace_id": str(arena.foreign.workspace.pk)}
        refused(cursor, arena, copy, [json.dumps(rows[foreign.pk] | fresh)])
        refused(cursor, arena, copy, [json.dumps(rows[own.pk] | fresh | away)])
        sql = f"UPDATE {table} SET workspace_id = %s WHERE id = %s"
        refused(cursor, arena, sql, [arena.foreign.workspace.pk, own.pk])
        sql = f"{copy} ON CONFLICT (id) DO UPDATE SET workspace_id = {table}.workspace_id"
        refused(cursor, arena, sql, [json.dumps(rows[foreign.pk])])
        taken = json.dumps(rows[own.pk] | {"id": str(foreign.pk)})
        refused(cursor, arena, copy, [taken])
    with as_app() as cursor:
        refused(cursor, arena, copy, [json.dumps(rows[own.pk] | fresh)])
        refused(cursor, arena, copy, [json.dumps(rows[foreign.pk] | fresh)])


@each_entity
def test_no_reference_crosses_over(entity, arena):
    """Composite keys hold where row-level security does not look: in checks of foreign keys."""
    table = quoted(entity.model._meta.db_table)
    own = arena.own.records[entity.model]
    for field in entity.model._meta.concrete_fields:
        if not is_tenant_key(field):
            continue
        target = arena.foreign.records.get(field.related_model)
        if target is None:
            continue
        sql = f"UPDATE {table} SET {quoted(field.column)} = %s WHERE id = %s"
        with as_app(arena.own.workspace) as cursor:
            refused(cursor, arena, sql, [target.pk, own.pk], by=IntegrityError)
        with transaction.atomic(), connection.cursor() as cursor:  # not even the owner can
            refused(cursor, arena, sql, [target.pk, own.pk], by=IntegrityError)


@each_link
def test_no_link_crosses_over(model, arena):
    table = quoted(model._meta.db_table)
    keys = [field for field in model._meta.concrete_fields if field.is_relation]
    columns = ", ".join(quoted(key.column) for key in keys)
    sides = [(side_of(arena.own, key, arena), side_of(arena.foreign, key, arena)) for key in keys]
    if any(None in side for side in sides):
        pytest.skip("nothing to link")
    (own_a, foreign_a), (own_b, foreign_b) = sides
    sql = f"INSERT INTO {table} ({columns}) VALUES (%s, %s)"
    with as_app(arena.own.workspace) as cursor:
        for pair in ((own_a, foreign_b), (foreign_a, own_b), (foreign_a, foreign_b)):
            if any(is_foreign(arena, key, pk) for key, pk in zip(keys, pair, strict=True)):
                refused(cursor, arena, sql, pair)
        for key, (_, foreign) in zip(keys, sides, strict=True):
            if is_foreign(arena, key, foreign):
                condition = f"FROM {table} WHERE {quoted(key.column)} = %s"
                assert affected(cursor, arena, f"SELECT 1 {condition}", [foreign]) == 0
                assert affected(cursor, arena, f"DELETE {condition}", [foreign]) == 0
    with as_app() as cursor:
        assert affected(cursor, arena, f"SELECT 1 FROM {table}") == 0
        assert affected(cursor, arena, f"DELETE FROM {table}") == 0
        refused(cursor, arena, sql, (own_a, own_b))


def test_no_workspace_is_seen_or_changed_from_another(arena):
    table, foreign = quoted(Workspace._meta.db_table), arena.foreign.workspace.pk
    for inside in (arena.own.workspace, None):
        with as_app(inside) as cursor:
            for sql in (
                f"SELECT 1 FROM {table} WHERE id = %s",
                f"SELECT 1 FROM {table} WHERE id = %s FOR UPDATE",
                f"UPDATE {table} SET name = 'x' WHERE id = %s",
                f"DELETE FROM {table} WHERE id = %s",
            ):
                assert affected(cursor, arena, sql, [foreign]) == 0, sql


@pytest.mark.asvs("8.4.1")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("situation")
def test_no_workspace_outlasts_the_transaction_that_entered_it():
    """The next request on the same connection finds nothing of it."""
    with transaction.atomic():
        enter_workspace(uuid4())
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [WORKSPACE])
        assert cursor.fetchone() == ("",)


@pytest.mark.asvs("8.2.2")
def test_who_is_a_member_no_more_enters_nothing(arena):
    """Even if a workspace is still set as the active one."""
    user = create_member(arena.own.workspace)
    user.memberships.all().delete()
    user.active_workspace = arena.foreign.workspace
    with as_app() as cursor:
        enter(user)
        for model in TENANTS:
            rows = affected(cursor, arena, f"SELECT 1 FROM {quoted(model._meta.db_table)}")
            assert rows == 0, model


@pytest.mark.asvs("13.2.2")
@each_table
def test_the_walls_stand_whatever_the_app_says(model, arena):
    table = quoted(model._meta.db_table)
    with as_app(arena.own.workspace) as cursor:
        for sql in (
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"DROP POLICY tenancy ON {table}",
            f"CREATE POLICY wide ON {table} USING (true)",
            f"TRUNCATE {table} CASCADE",
            f"DROP TABLE {table} CASCADE",
            f"CREATE INDEX spy ON {table} (id)",
            f"SET LOCAL row_security = off; SELECT 1 FROM {table}",
            f"COPY {table} TO PROGRAM 'cat'",
        ):
            refused(cursor, arena, sql)


def row(model, pk):
    """Return a row as the database has it, whatever its columns hold."""
    with connection.cursor() as cursor:
        table = quoted(model._meta.db_table)
        cursor.execute(f"SELECT to_jsonb(it)::text FROM {table} it WHERE id = %s", [pk])
        return json.loads(cursor.fetchone()[0])


def side_of(camp, key, arena):
    """Return what a camp would link to: its own record, a shared one, or a person."""
    record = camp.records.get(key.related_model) or arena.own.records.get(key.related_model)
    return record.pk if record else (camp.user.pk if key.name.endswith("user") else None)


def is_foreign(arena, key, pk):
    return is_tenant_key(key) and arena.marks.ids.get(str(pk)) is not None
