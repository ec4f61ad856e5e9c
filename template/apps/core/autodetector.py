"""Migrations in as few files as the dependencies between the apps allow."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph


class Autodetector(MigrationAutodetector):
    """Takes the apps one by one, each after those that it refers to.

    Django takes them by name, and cuts an app's first migration in two where it refers to an app
    further down the alphabet.
    """

    generated_operations: dict[str, list[Any]]
    migrations: dict[str, list[Migration]]

    def _build_migration_list(self, graph: MigrationGraph | None = None) -> None:
        pending = self.generated_operations
        done: dict[str, list[Migration]] = {}
        for group in self._groups():
            self.generated_operations = {label: pending[label] for label in group}
            super()._build_migration_list(graph)  # type: ignore[misc]  # the stubs leave it out
            for migration in chain.from_iterable(self.migrations.values()):
                _depend_on_last(migration, done)
            done.update(self.migrations)
        self.generated_operations = {}
        self.migrations = done

    def _groups(self) -> Iterator[list[str]]:
        """Return the apps with changes in order; those that need each other come together."""
        waiting = {label: self._needs(label) for label in sorted(self.generated_operations)}
        while waiting:
            free = [label for label, needs in waiting.items() if needs.isdisjoint(waiting)]
            if not free:
                yield list(waiting)
                return
            for label in free:
                del waiting[label]
                yield [label]

    def _needs(self, label: str) -> set[str]:
        resolve = self._resolve_dependency  # type: ignore[attr-defined]  # not in the stubs
        dependencies = {
            resolve(dependency)[0].app_label
            for operation in self.generated_operations[label]
            for dependency in operation._auto_deps
        }
        return dependencies - {label}


def _depend_on_last(migration: Any, done: dict[str, list[Migration]]) -> None:
    """Let a migration depend on the newest one of each app that has been dealt with."""
    migration.dependencies = [
        (label, done[label][-1].name) if label in done else (label, name)
        for label, name in migration.dependencies
    ]
