"""A PostgreSQL server for a test run, and commands of projects that start at once."""

from __future__ import annotations

import itertools
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.workshop import Product, clean_environment

FORKS = Path(__file__).with_name("forks.py")
# Encrypted fields stay readable from command to command.
SECRETS = {
    "SECRET_KEY": "only-for-these-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "FIELD_ENCRYPTION_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "DEMO_PASSWORD": "correct horse battery staple",
}
Row = list[Any]


@dataclass(frozen=True)
class Done:
    """A command that has ended: its exit status, and all that it said."""

    status: int
    said: str


class Workbench:
    """Databases and commands, by way of one process in the environment of a project."""

    def __init__(self, product: Product) -> None:
        self._process = subprocess.Popen(
            [product.program, FORKS],
            cwd=product.folder,
            env=clean_environment(PYTHONPATH=str(product.folder), PYTHONWARNINGS="ignore"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self._numbers = itertools.count(1)
        self._server = urlsplit(self._answer())

    def close(self) -> None:
        """End the process; the server's own watcher then ends the server."""
        self._process.communicate(timeout=60)

    def url(self, database: str) -> str:
        """The address of a database, as settings want it."""
        return str(self._server._replace(path=f"/{database}").geturl())

    def database(self, like: str = "template0") -> str:
        """Make a database: an empty one, or a copy of another that nobody is connected to."""
        name = f"case_{next(self._numbers)}"
        self.query("postgres", f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return name

    def drop(self, database: str) -> None:
        """Remove a database."""
        self.query("postgres", f'DROP DATABASE "{database}" WITH (FORCE)')

    def query(self, database: str, *statements: str) -> list[list[Row]]:
        """Run statements, which must succeed; returns the rows of each."""
        (found,) = self._ask(url=self.url(database), statements=list(statements))
        if isinstance(found, str):
            pytest.fail(f"{found}\nin {statements}", pytrace=False)
        rows: list[list[Row]] = found
        return rows

    def manage(self, folder: Path, *arguments: str, database: str, **variables: str) -> Done:
        """Run a command of the project in a folder, with the settings of development."""
        environment = {
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "DATABASE_URL": self.url(database),
            **SECRETS,
            **variables,
        }
        status, said = self._ask(
            folder=str(folder), arguments=list(arguments), variables=environment
        )
        return Done(status, said)

    def managed(self, folder: Path, *arguments: str, database: str, **variables: str) -> str:
        """Run a command that must succeed; returns what it says."""
        done = self.manage(folder, *arguments, database=database, **variables)
        if done.status:
            shown = " ".join(arguments)
            pytest.fail(f"{shown}\nended with {done.status}:\n{done.said[-8000:]}", pytrace=False)
        return done.said

    def _ask(self, **request: Any) -> list[Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: list[Any] = self._answer()
        return answer

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            pytest.fail("the process with the databases has ended", pytrace=False)
        return json.loads(line)
