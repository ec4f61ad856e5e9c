"""An app that changes in every way: what is said of each migration, and what it really does."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.update.changes import CHANGES, ROWS, START, Change
from tests.update.workbench import Row, Workbench
from tests.workshop import Product, Workshop

LABEL = "stock"
SETTINGS = """\
import sys

from config.settings.development import *
from django.db.backends.signals import connection_created

sys.path.append({packages!r})
INSTALLED_APPS = [*INSTALLED_APPS, "apps.stock", "django_migration_linter"]


def note(execute, sql, params, many, context):
    if sql.startswith(("ALTER", "CREATE", "DROP", "SET CONSTRAINTS")):
        with open({statements!r}, "a") as file:
            file.write(f"{{sql}};\\n")
    return execute(sql, params, many, context)


def listen(connection, **event):
    connection.execute_wrappers.append(note)


connection_created.connect(listen)
"""
TABLES = "SELECT relname FROM pg_class WHERE relname LIKE 'stock\\_%' AND relkind = 'r' ORDER BY 1"
# PostgreSQL gives a new file to what it rewrites.
FILES = """
    SELECT files.oid::bigint, pg_relation_filenode(files.oid)::bigint, indrelid::bigint
    FROM pg_class files LEFT JOIN pg_index ON indexrelid = files.oid
    WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace
"""
# How often each table has been read from end to end.
SCANS = "SELECT relid::bigint, seq_scan FROM pg_stat_user_tables WHERE relname LIKE 'stock\\_%'"
SCHEMA = (
    """
    SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision,
        numeric_scale, is_nullable, column_default, generation_expression
    FROM information_schema.columns WHERE table_name LIKE 'stock\\_%' ORDER BY 1, 2
    """,
    """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid::regclass::text LIKE 'stock\\_%' ORDER BY 1, 2
    """,
    "SELECT indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'stock\\_%' ORDER BY 1",
)


@dataclass(frozen=True)
class Measured:
    """A change's migration: what is said of it, and what it has done to tables with rows.

    sql: the statements about tables that were run
    operations: what `explainmigrations` says of each
    touched: what PostgreSQL had to do with whole tables
    reversal: what went wrong when it was reversed
    comes_back: whether all definitions and rows were then as before
    """

    name: str
    docstring: str
    sql: str
    linted: str
    operations: list[dict[str, Any]]
    touched: list[str]
    reversal: str
    comes_back: bool

    @property
    def levels(self) -> set[str]:
        """The levels of its operations."""
        return {operation["level"] for operation in self.operations}


def measured_on(workshop: Workshop, product: Product) -> list[Measured]:
    """Make all changes in a copy of a product with rows, once in a run of the tests."""

    def make(path: Path) -> None:
        measured = _measure(product, path.with_suffix(""))
        path.write_text(json.dumps([asdict(each) for each in measured]), "utf-8")

    written = workshop._once("stock.json", make)
    return [Measured(**data) for data in json.loads(written.read_text("utf-8"))]


def _measure(product: Product, folder: Path) -> list[Measured]:
    bench = Workbench(product)
    try:
        stock = Stock(bench, product.copy(folder).folder)
        stock.start()
        seen = [stock.make(change) for change in CHANGES]
        explained = stock.explained()
    finally:
        bench.close()
    return [Measured(operations=explained[data["name"]], **data) for data in seen]


def _lend(folder: Path, *names: str) -> None:
    """Put packages of this environment where a project can import them, without the rest of it."""
    folder.mkdir()
    for name in names:
        spec = find_spec(name)
        assert spec is not None and spec.origin is not None, name
        found = Path(spec.origin)
        found = found.parent if found.name == "__init__.py" else found
        (folder / found.name).symlink_to(found)


class Stock:
    """The app in a folder with a product, and a database at the migration reached."""

    def __init__(self, bench: Workbench, folder: Path) -> None:
        self.bench = bench
        self.folder = folder
        self.app = folder / "apps" / LABEL
        self.statements = folder / "statements.sql"
        self.database = bench.database()
        self.reached = "0001_initial"

    def start(self) -> None:
        """Write the app with its first migration, and fill its tables."""
        packages = self.folder / "lent"
        _lend(packages, "django_migration_linter", "appdirs", "toml")
        (self.app / "migrations").mkdir(parents=True)
        for package in (self.app, self.app / "migrations"):
            (package / "__init__.py").touch()
        (self.app / "models.py").write_text(START, "utf-8")
        settings = self.folder / "config" / "settings" / "stock.py"
        paths = {"packages": str(packages), "statements": str(self.statements)}
        settings.write_text(SETTINGS.format(**paths), "utf-8")
        self.manage("makemigrations", LABEL, "--noinput")
        self.manage("migrate")
        self.query(*ROWS)

    def make(self, change: Change) -> dict[str, Any]:
        """Edit the models, let the migration be written, apply it; reverse it in a copy."""
        file = self._write(change)
        linted = self.manage("lintmigrations", LABEL, file.stem, "--no-cache", check=False)
        with self._copy() as copy:
            kept = self._state(copy)
        files, scans = self.query(FILES, SCANS)
        self.statements.write_text("", "utf-8")
        self.manage("migrate", LABEL, file.stem)
        sql = self.statements.read_text("utf-8")
        with self._copy() as copy:
            reversal = self.manage("migrate", LABEL, self.reached, check=False, database=copy)
            comes_back = self._state(copy) == kept
        self.reached = file.stem
        return {
            "name": file.stem,
            "docstring": ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "",
            "sql": sql,
            "linted": linted,
            "touched": _touched(files, scans, *self.query(FILES, SCANS)),
            "reversal": reversal.strip().rpartition("\n")[2] if "Error" in reversal else "",
            "comes_back": comes_back,
        }

    def manage(self, *arguments: str, check: bool = True, database: str = "") -> str:
        """Run a command, which must succeed unless `check` is off; returns what it says."""
        settings = {"DJANGO_SETTINGS_MODULE": "config.settings.stock"}
        database = database or self.database
        if check:
            return self.bench.managed(self.folder, *arguments, database=database, **settings)
        return self.bench.manage(self.folder, *arguments, database=database, **settings).said

    def query(self, *statements: str) -> list[list[Row]]:
        """Run statements; returns the rows of each."""
        return self.bench.query(self.database, *statements)

    def explained(self) -> dict[str, list[dict[str, Any]]]:
        """What `explainmigrations` says of each operation, by the migration's name."""
        found: dict[str, list[dict[str, Any]]] = {}
        for entry in json.loads(self.manage("explainmigrations", "--format", "json")):
            if entry["app"] == LABEL:
                found.setdefault(entry["migration"], []).append(entry)
        return found

    def _write(self, change: Change) -> Path:
        models = self.app / "models.py"
        text = models.read_text("utf-8")
        for former, now in change.edits:
            assert former in text, f"{change.name}: {former}"
            text = text.replace(former, now)
        models.write_text(text, "utf-8")
        before = set(self.app.glob("migrations/*.py"))
        self.manage("makemigrations", LABEL, "--noinput", "--name", change.name, *change.options)
        (file,) = set(self.app.glob("migrations/*.py")) - before
        return file

    @contextmanager
    def _copy(self) -> Iterator[str]:
        """A copy of the database; once there is one, nobody is connected to the original."""
        copy = self.bench.database(like=self.database)
        yield copy
        self.bench.drop(copy)

    def _state(self, database: str) -> list[list[Row]]:
        """The definitions of all tables, and their rows."""
        tables = [table for (table,) in self.bench.query(database, TABLES)[0]]
        rows = [f"SELECT to_jsonb(t)::text FROM {table} t ORDER BY 1" for table in tables]
        return self.bench.query(database, *SCHEMA, *rows)


def _touched(
    files: list[Row], scans: list[Row], files_now: list[Row], scans_now: list[Row]
) -> list[str]:
    """What was done with whole tables that had been there before."""
    touched = set()
    before, after = ({key: file for key, file, _ in found} for found in (files, files_now))
    if any(after.get(key, file) != file for key, file in before.items()):
        touched.add("rewritten")
    if any(table in before and key not in before for key, _, table in files_now):
        touched.add("index built")
    counts = dict(map(tuple, scans_now))
    if any(counts.get(key, count) > count for key, count in scans):
        touched.add("scanned")
    return sorted(touched)
