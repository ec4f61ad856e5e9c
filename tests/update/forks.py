"""Runs inside a project's environment: commands of projects, each in a fork, and their database.

A command of Django costs a second, nearly all of it imports. This process has them behind it, so
that a fork is there at once. It reads one request a line and answers each with one line, in JSON;
see tests/update/workbench.py, which starts it.
"""

import json
import os
import signal
import sys
import tempfile
from importlib import import_module
from typing import Any, TextIO

import psycopg

WARM = """
    django.contrib.admin.utils django.contrib.auth django.contrib.postgres.fields
    django.core.management.commands.makemigrations django.core.management.commands.migrate
    django.db.backends.postgresql.base django.db.migrations.autodetector
    django.db.models.sql.compiler rest_framework.serializers
"""


def main(requests: TextIO, answers: TextIO) -> None:
    from tools import local_postgres  # the project's own, which stands first in the path

    print(json.dumps(local_postgres.ensure("test")), file=answers, flush=True)
    for name in WARM.split():
        import_module(name)
    sys.path.remove(os.environ["PYTHONPATH"])
    for name in [name for name in sys.modules if name.partition(".")[0] in {"tools", "config"}]:
        del sys.modules[name]
    for line in requests:
        request = json.loads(line)
        done = queried(**request) if "statements" in request else managed(**request)
        print(json.dumps(done), file=answers, flush=True)


def queried(url: str, statements: list[str]) -> list[Any]:
    """Run statements, each by itself; returns the rows of each, or what went wrong."""
    found: list[Any] = []
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
                found.append([list(row) for row in cursor] if cursor.description else [])
    except psycopg.Error as error:
        return [str(error)]
    return [found]


def managed(folder: str, arguments: list[str], variables: dict[str, str]) -> list[Any]:
    """Run a command of Django in a fork; returns its exit status and all that it said."""
    with tempfile.TemporaryFile() as output:
        child = os.fork()
        if child == 0:
            _become_command(folder, arguments, variables, output.fileno())
        _, status = os.waitpid(child, 0)
        output.seek(0)
        said = output.read().decode(errors="replace")
    return [os.waitstatus_to_exitcode(status), said]


def _become_command(
    folder: str, arguments: list[str], variables: dict[str, str], output: int
) -> None:
    status = 1
    try:
        for descriptor in (1, 2):
            os.dup2(output, descriptor)
        sys.stdout = sys.stderr = os.fdopen(os.dup(1), "w", buffering=1)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.chdir(folder)
        sys.path.insert(0, folder)
        os.environ.update(variables)
        sys.argv = ["manage.py", *arguments]
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)  # what the parent has registered for its exit is not for its children


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)
