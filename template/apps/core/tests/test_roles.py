"""The two roles of the database: made by a command, held by the checks."""

import os
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from apps.core.tenancy.checks import check_walls
from apps.core.tenancy.walls import missing_walls
from apps.core.testing import as_the_app

# Roles belong to the whole server, which the workers of `pytest -n` share.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
APP, MIGRATING = f"{WORKER}_app", f"{WORKER}_migrating"


def address(user=""):
    info = connection.get_connection_params()
    host = info.get("host") or "localhost"
    port = info.get("port") or 5432
    who = f"{user}:{user}" if user else info.get("user", "")
    return f"postgresql://{who}@{quote(str(host), safe='')}:{port}/{info['dbname']}"


@pytest.fixture
def addresses(monkeypatch):
    """Set the addresses of two roles that do not exist yet; they are gone after the test."""
    monkeypatch.setenv("ADMIN_DATABASE_URL", address())
    monkeypatch.setenv("DATABASE_URL", address(APP))
    monkeypatch.setenv("MIGRATION_DATABASE_URL", address(MIGRATING))
    yield
    owner = connection.settings_dict["USER"]
    with psycopg.connect(address(), autocommit=True) as admin:
        for role in (APP, MIGRATING):
            name = sql.Identifier(role)
            admin.execute(sql.SQL("REASSIGN OWNED BY {} TO {}").format(name, sql.Identifier(owner)))
            admin.execute(sql.SQL("DROP OWNED BY {}").format(name))
            admin.execute(sql.SQL("DROP ROLE {}").format(name))


@pytest.mark.asvs("13.2.2")
@pytest.mark.django_db(transaction=True)
def test_the_roles_are_made_and_the_tables_handed_over(addresses, capsys):
    call_command("createroles")
    call_command("createroles")  # again changes nothing
    assert APP in capsys.readouterr().out
    with psycopg.connect(address(MIGRATING)) as migrating:
        foreign = migrating.execute(
            "SELECT relname FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND pg_get_userbyid(relowner) <> current_user"
        ).fetchall()
        rights = migrating.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = ANY (%s)"
            " ORDER BY rolname",
            [[APP, MIGRATING]],
        ).fetchall()
    assert foreign == []
    assert rights == [(APP, False, False), (MIGRATING, False, True)]


@pytest.mark.asvs("13.2.2")
@pytest.mark.django_db(transaction=True)
def test_the_app_may_do_nothing_before_it_is_granted(addresses):
    call_command("createroles")
    with psycopg.connect(address(APP)) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("SELECT * FROM users_membership")


def test_one_role_for_both_is_refused(monkeypatch):
    for name in ("ADMIN_DATABASE_URL", "DATABASE_URL", "MIGRATION_DATABASE_URL"):
        monkeypatch.setenv(name, "postgres://user:password@localhost/name")
    with pytest.raises(CommandError, match="name the same role"):
        call_command("createroles")


@pytest.mark.django_db
def test_an_owner_is_told_that_nothing_holds_it(monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text")
        monkeypatch.setattr(settings, "DATABASE_APP_ROLE", cursor.fetchone()[0])
    found = check_walls(None, databases=["default"])
    assert [message.id for message in found] == ["core.E004"]


@pytest.mark.django_db
def test_the_check_misses_a_wall():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE users_membership DISABLE ROW LEVEL SECURITY")
    assert missing_walls()
    with as_the_app():
        found = check_walls(None, databases=["default"])
    assert [message.id for message in found] == ["core.E005"]
