"""`manage.py createroles`: the two roles of the database, once, by a superuser of PostgreSQL."""

from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from config.environment import required

EXAMPLE = "postgres://user:password@localhost:5432/name"
APP_RIGHTS = sql.SQL(
    "ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD {}"
)
MIGRATING_RIGHTS = sql.SQL(
    "ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS PASSWORD {}"
)


class Command(BaseCommand):
    """Creates, or puts right, the roles that DATABASE_URL and MIGRATION_DATABASE_URL name.

    The migrating role owns the database and its tables, and passes row-level security, so that
    data migrations see all rows. The app's role owns nothing; `migrate` grants it what it needs.
    """

    help = "Create the app's and the migrating role; needs ADMIN_DATABASE_URL of a superuser."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        app = _address("DATABASE_URL")
        migrating = _address("MIGRATION_DATABASE_URL")
        admin = required(
            "ADMIN_DATABASE_URL",
            f"Set it to the address of a superuser, such as {EXAMPLE}.",
        )
        if app["user"] == migrating["user"]:
            raise CommandError(
                "DATABASE_URL and MIGRATION_DATABASE_URL name the same role: whoever owns the "
                "tables can take their row-level security away. Name two."
            )
        try:
            with psycopg.connect(admin) as connection:
                connection.execute(APP_RIGHTS.format(*_role(connection, app)))
                connection.execute(MIGRATING_RIGHTS.format(*_role(connection, migrating)))
                _hand_over(connection, str(migrating["user"]), str(app["user"]))
        except psycopg.Error as error:
            raise CommandError(f"The roles could not be created: {error}") from error
        self.stdout.write(f"Roles: {app['user']} (the app) and {migrating['user']} (migrations).")


def _address(name: str) -> dict[str, Any]:
    value = required(name, f"Set it to an address such as {EXAMPLE}.")
    address = conninfo_to_dict(value)
    if not address.get("user") or not address.get("password"):
        raise CommandError(f"{name} names no user or no password. It looks like {EXAMPLE}.")
    return address


def _role(
    connection: psycopg.Connection, address: dict[str, Any]
) -> tuple[sql.Identifier, sql.Literal]:
    """See to it that a role exists; return its name and password, quoted."""
    name = sql.Identifier(address["user"])
    there = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [address["user"]])
    if there.fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {}").format(name))
    return name, sql.Literal(address["password"])


def _hand_over(connection: psycopg.Connection, owner: str, app: str) -> None:
    """Make a role the owner of the database and of what is in it, and let the app's role in."""
    role = sql.Identifier(owner)
    database = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(database, role))
    connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(role))
    connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(app))
    )
    tables = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
        " AND relnamespace = 'public'::regnamespace AND pg_get_userbyid(relowner) <> %s",
        [owner],
    ).fetchall()
    for (name,) in tables:
        change = sql.SQL("ALTER TABLE {} OWNER TO {}")
        connection.execute(change.format(sql.Identifier("public", name), role))
    functions = connection.execute(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " AND pg_get_userbyid(proowner) <> %s"
        " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')",
        [owner],
    ).fetchall()
    for (name,) in functions:
        change = sql.SQL("ALTER ROUTINE {} OWNER TO {}")
        connection.execute(change.format(sql.Identifier("public", name), role))
