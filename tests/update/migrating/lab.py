"""A database whose models change from step to step, without apps and files.

It runs inside a rendered project: `Autodetector` writes migrations between two states, they are
read back from what would be their files, and run on PostgreSQL.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from apps.core.evolution.autodetector import Autodetector
from apps.core.evolution.declared import Declared
from apps.core.evolution.history import in_order
from django.db import connection, models, transaction
from django.db.migrations import Migration
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.questioner import MigrationQuestioner, NonInteractiveMigrationQuestioner
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter

Definition = tuple[str, dict[str, Any]]


def model(called: str, /, **parts: Any) -> Definition:
    """A model `app.Name` with fields; what begins with a capital is an option: Indexes=[...]."""
    return called, parts


def state_of(*definitions: Definition) -> ProjectState:
    state = ProjectState()
    for name, parts in definitions:
        label, _, short = name.partition(".")
        fields = [("id", models.BigAutoField(primary_key=True))]
        fields += [(key, part.clone()) for key, part in parts.items() if key.islower()]
        options = {key.lower(): part for key, part in parts.items() if not key.islower()}
        state.add_model(ModelState(label, short, fields, options))
    return state


class Lab:
    """Models, their migrations so far, and a database in which they have run."""

    questioner: type[MigrationQuestioner] = NonInteractiveMigrationQuestioner

    def __init__(self) -> None:
        self.graph = MigrationGraph()
        self.state = ProjectState()
        self.definitions: tuple[Definition, ...] = ()
        self.texts: list[str] = []

    def rows(self, name: str) -> Any:
        """The records of a model as it is now."""
        return self.state.apps.get_model(*name.split("."))._base_manager.all()

    def values(self, name: str, *fields: str) -> list[Any]:
        """The values of one or more fields, by the id of the records."""
        flat = len(fields) == 1
        return list(self.rows(name).order_by("id").values_list(*fields, flat=flat))

    def write(self, *definitions: Definition, **said: Any) -> list[Migration]:
        """Write the migrations to other models, and read them back."""
        questioner = self.questioner(defaults={"ask_initial": True})
        before = self.state.clone()
        detector = Autodetector(
            before, state_of(*definitions), questioner, Declared(**said), strict=True
        )
        changes = detector.changes(graph=self.graph)
        written = []
        for migration in itertools.chain.from_iterable(changes.values()):
            text = MigrationWriter(migration, include_header=False).as_string()
            self.texts.append(text)
            written.append(_read(text, migration.name, migration.app_label))
        self.definitions = definitions
        return written

    def evolve(self, *definitions: Definition, **said: Any) -> list[Migration]:
        """Write the migrations to other models, and run them; then nothing may be left to do."""
        is_first = not self.graph.nodes
        written = self.write(*definitions, **said)
        self.run(written)
        if not is_first:
            assert self.write(*definitions, **said) == [], "a second run finds changes"
            compare(structure(), self.anew())
        return written

    def run(self, written: list[Migration]) -> None:
        self.add(written)
        new = {(migration.app_label, migration.name) for migration in written}
        order = in_order(self.graph)
        before = [key for key in order if key not in new]
        with transaction.atomic():
            for key in [key for key in order if key in new]:
                with connection.schema_editor() as editor:
                    self.graph.nodes[key].apply(self._state_of(before), editor)
                before.append(key)
                _settle()

    def add(self, written: list[Migration]) -> None:
        for migration in written:
            self.graph.add_node((migration.app_label, migration.name), migration)
        for migration in written:
            key = migration.app_label, migration.name
            for needed in migration.dependencies:
                self.graph.add_dependency(migration, key, needed)
        self.graph.ensure_not_cyclic()
        self.state = self._state_of(in_order(self.graph))

    def reverse(self, written: list[Migration]) -> None:
        """Run migrations backwards, and forget them."""
        back = {(migration.app_label, migration.name) for migration in written}
        order = in_order(self.graph)
        with transaction.atomic():
            for key in [key for key in reversed(order) if key in back]:
                order.remove(key)
                with connection.schema_editor() as editor:
                    self.graph.nodes[key].unapply(self._state_of(order), editor)
                _settle()
        kept = [self.graph.nodes[key] for key in order]
        self.graph = MigrationGraph()
        self.add(kept)

    def anew(self) -> dict[str, Any]:
        """The structure of a database on which all migrations run from zero."""
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA anew; SET search_path TO anew")
            try:
                done: list[tuple[str, str]] = []
                for key in in_order(self.graph):
                    with connection.schema_editor() as editor:
                        self.graph.nodes[key].apply(self._state_of(done), editor)
                    done.append(key)
                found = structure()
                cursor.execute("DROP SCHEMA anew CASCADE; CREATE SCHEMA anew")
                only = Lab()
                only.add(only.write(*self.definitions))
                state = ProjectState()
                for key in in_order(only.graph):
                    with connection.schema_editor() as editor:
                        state = only.graph.nodes[key].apply(state, editor)
                compare(found, structure())
                return found
            finally:
                cursor.execute("SET search_path TO public; DROP SCHEMA anew CASCADE")

    def _state_of(self, keys: list[tuple[str, str]]) -> ProjectState:
        state = ProjectState()
        for key in keys:
            self.graph.nodes[key].mutate_state(state, preserve=False)
        return state


def structure() -> dict[str, Any]:
    """Columns, indexes and constraints of the tables in the present schema."""
    queries = {
        "columns": """
            SELECT table_name, column_name, data_type, character_maximum_length,
                   numeric_precision, numeric_scale, is_nullable, column_default,
                   generation_expression
            FROM information_schema.columns WHERE table_schema = current_schema()""",
        "indexes": """
            SELECT tablename, replace(indexdef, current_schema() || '.', '')
            FROM pg_indexes WHERE schemaname = current_schema() AND indexname !~ '_pkey[0-9]*$'""",
        "constraints": """
            SELECT conrelid::regclass::text,
                   conname,
                   replace(pg_get_constraintdef(oid), current_schema() || '.', '')
            FROM pg_constraint
            WHERE connamespace = current_schema()::regnamespace AND contype <> 'p'""",
    }
    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for name, query in queries.items():
            cursor.execute(query)
            found[name] = sorted(
                tuple(SAME_NAME.sub("_same", str(part)) for part in row)
                for row in cursor.fetchall()
                if row[0].partition("_")[0] in APPS
            )
    return found


def compare(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Fail with what differs between two databases."""
    differing = [
        f"{sign} {entry}"
        for name in one
        for sign, mine, theirs in (("-", one, other), ("+", other, one))
        for entry in mine[name]
        if entry not in theirs[name]
    ]
    assert not differing, "\n".join(differing)


# What is unique or checked has its name from Django or PostgreSQL, depending on how it came about.
SAME_NAME = re.compile(r"(_[0-9a-f]{8}_check|_check|_[0-9a-f]{8}_uniq|_key)\b")
APPS = {"lab", "annex", "zoo"}


def empty_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (name,) in cursor.fetchall():
            if name.partition("_")[0] in APPS:
                cursor.execute(f'DROP TABLE "{name}" CASCADE')


def _settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _read(text: str, name: str, label: str) -> Migration:
    space: dict[str, Any] = {}
    exec(compile(text, name, "exec"), space)
    return space["Migration"](name, label)


def operations(written: list[Migration]) -> Iterator[str]:
    return (type(operation).__name__ for each in written for operation in each.operations)
