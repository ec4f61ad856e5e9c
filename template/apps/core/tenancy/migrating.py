"""The role that migrates sees every row, or does not migrate."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import ProgrammingError
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.errors import InsufficientPrivilege

HIDDEN = """\
Row-level security holds for the role that migrates: a migration would miss rows.
  {}
Name a role for it in MIGRATION_DATABASE_URL and run `manage.py createroles`, then migrate again."""


@contextmanager
def seeing_all_rows(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Have PostgreSQL refuse statements that row-level security would hide rows from."""
    with connection.cursor() as cursor:
        cursor.execute("SET row_security = off")
    try:
        yield
    except ProgrammingError as error:
        cause = error.__cause__
        if isinstance(cause, InsufficientPrivilege) and "row-level security" in str(cause):
            raise CommandError(HIDDEN.format(cause.diag.message_primary)) from error
        raise
    finally:
        if not connection.needs_rollback and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("RESET row_security")
