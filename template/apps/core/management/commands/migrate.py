"""`manage.py migrate`: all pending migrations or none, then the walls between the workspaces."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DataError, IntegrityError
from django.db.migrations import Migration

from apps.core.evolution.autodetector import Autodetector
from apps.core.evolution.executor import Executor
from apps.core.tenancy import roles, walls

# Django's command offers no place to name another one.
migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]

ACROSS = """\
The migrations are applied, but the walls do not stand: rows point to rows of another workspace.
{}Let them point to rows of their own workspace, or to none; then migrate again."""


class Command(migrate.Command):
    """Runs migrations by our executor, explains why rows stand in the way, and raises the walls."""

    autodetector = Autodetector
    running: Migration | None = None

    def handle(self, *args: Any, **options: Any) -> str | None:
        if options["plan"] or options["check_unapplied"]:
            return super().handle(*args, **options)
        try:
            walls.prepare()
            super().handle(*args, **options)
            self._raise_walls(options["verbosity"])
        except (IntegrityError, DataError) as error:
            if self.running is None:
                raise
            raise CommandError(
                f"{self.running} does not go together with the rows that are there.\n  {error}"
            ) from error
        return None

    def _raise_walls(self, verbosity: int) -> None:
        self.running = None
        roles.ensure_app_role()
        if told := walls.rows_across():
            raise CommandError(ACROSS.format("".join(f"  {line}\n" for line in told)))
        statements = walls.raise_walls()
        if statements and verbosity > 0:
            self.stdout.write(f"Walls between workspaces: {len(statements)} statements.")

    def migration_progress_callback(
        self, action: str, migration: Migration | None = None, fake: bool = False
    ) -> None:
        if action in {"apply_start", "unapply_start"}:
            self.running = migration
        super().migration_progress_callback(action, migration, fake)
