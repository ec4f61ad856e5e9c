"""The two roles of the database: one that owns the tables and migrates, one that the app is."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg import sql

from apps.audit.triggers import APPEND_ONLY
from apps.core.tenancy.policies import concrete_models, expected_policies, is_platform

EVERYTHING = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
APPENDING = frozenset({"SELECT", "INSERT"})
READING = frozenset({"SELECT"})
HISTORY = "django_migrations"


def ensure_app_role() -> None:
    """See to it that the app's role exists, where this role may create it."""
    role = settings.DATABASE_APP_ROLE
    if _exists(role):
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    except ProgrammingError as error:
        if _exists(role):  # somebody else was quicker
            return
        raise CommandError(
            f"The database has no role '{role}', and this one may not create it. "
            "Run `manage.py createroles` first."
        ) from error


def grants() -> Iterator[str]:
    """Yield what gives the app's role its rights on all tables, and takes what it must not have.

    A role that owns the tables needs no grants: then there is one role for everything.
    """
    role = settings.DATABASE_APP_ROLE
    if role == current_user():
        return
    name = _quoted(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege(%s, current_schema(), 'USAGE')", [role])
        if not cursor.fetchone()[0]:
            yield f"GRANT USAGE ON SCHEMA {_schema()} TO {name}"
        present = _present(cursor, role)
    for table, expected in _expected().items():
        if table not in present:
            continue
        if taken := present[table] - expected:
            yield f"REVOKE {', '.join(sorted(taken))} ON {_quoted(table)} FROM {name}"
        if given := expected - present[table]:
            yield f"GRANT {', '.join(sorted(given))} ON {_quoted(table)} TO {name}"


def _expected() -> dict[str, frozenset[str]]:
    """Return the rights on each table; none on one that has no wall and is not known as open."""
    walled = {policy.table for policy in expected_policies()}
    rights = {HISTORY: READING}
    for model in concrete_models():
        table = model._meta.db_table
        if model._meta.label in APPEND_ONLY:
            rights[table] = APPENDING
        elif table in walled or is_platform(model):
            rights[table] = EVERYTHING
        else:
            rights[table] = frozenset()
    return rights


def _present(cursor: Any, role: str) -> dict[str, frozenset[str]]:
    """Return the rights that a role has been given on each table that is there."""
    cursor.execute(
        "SELECT relname, coalesce(array_agg(privilege_type::text)"
        "   FILTER (WHERE privilege_type IS NOT NULL), '{}')"
        " FROM pg_class LEFT JOIN LATERAL aclexplode(relacl) AS acl"
        "   ON acl.grantee = (SELECT oid FROM pg_roles WHERE rolname = %s)"
        " WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"
        " GROUP BY relname",
        [role],
    )
    return {table: frozenset(rights) for table, rights in cursor.fetchall()}


def _exists(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
        return bool(cursor.fetchone()[0])


def current_user() -> str:
    """Return the role that acts in the database now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text")
        return str(cursor.fetchone()[0])


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()::text")
        return _quoted(cursor.fetchone()[0])


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
