"""Migrations that run all together or not at all, and that see every row."""

from typing import Any

from django.db import connections, transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from apps.core.tenancy.migrating import seeing_all_rows

# PostgreSQL notes every lock of a transaction in a table of fixed size. A table that is created
# comes with about a dozen: its indexes, its large values, what they belong to.
LOCKS_PER_OPERATION = 12


class Executor(MigrationExecutor):
    """Runs all pending migrations in one transaction, so that a broken run leaves nothing behind.

    If one of them is not atomic, or if there are too many, each has its own, as with Django.
    """

    is_together = False

    def migrate(self, targets: Any, plan: Any = None, *args: Any, **kwargs: Any) -> ProjectState:
        with seeing_all_rows(connections[self.connection.alias]):
            return self._migrate(targets, plan, *args, **kwargs)

    def _migrate(self, targets: Any, plan: Any, *args: Any, **kwargs: Any) -> ProjectState:
        plan = self.migration_plan(targets) if plan is None else plan
        if not plan or not all(migration.atomic for migration, _ in plan) or self._is_long(plan):
            return super().migrate(targets, plan, *args, **kwargs)
        self.is_together = True
        with transaction.atomic(self.connection.alias):
            return super().migrate(targets, plan, *args, **kwargs)

    def apply_migration(
        self, state: ProjectState, migration: Migration, *args: Any, **kwargs: Any
    ) -> ProjectState:
        state = super().apply_migration(state, migration, *args, **kwargs)
        self._settle()
        return state

    def unapply_migration(
        self, state: ProjectState, migration: Migration, *args: Any, **kwargs: Any
    ) -> ProjectState:
        state = super().unapply_migration(state, migration, *args, **kwargs)
        self._settle()
        return state

    def _settle(self) -> None:
        """Check what Django would check at the end of each transaction."""
        if self.is_together:
            with connections[self.connection.alias].cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def _is_long(self, plan: Any) -> bool:
        names = ("max_locks_per_transaction", "max_connections", "max_prepared_transactions")
        with connections[self.connection.alias].cursor() as cursor:
            each, sessions, prepared = (_setting(cursor, name) for name in names)
        operations = sum(len(migration.operations) for migration, _ in plan)
        return operations * LOCKS_PER_OPERATION > each * (sessions + prepared)


def _setting(cursor: Any, name: str) -> int:
    cursor.execute("SELECT current_setting(%s)", [name])
    return int(cursor.fetchone()[0])
