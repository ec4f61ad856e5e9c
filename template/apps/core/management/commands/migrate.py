"""`manage.py migrate`: all pending migrations or none, and in words if rows do not fit."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DataError, IntegrityError
from django.db.migrations import Migration

from apps.core.evolution.autodetector import Autodetector
from apps.core.evolution.executor import Executor

# Django's command offers no place to name another one.
migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]


class Command(migrate.Command):
    """Runs migrations by our executor, and explains why rows stand in the way."""

    autodetector = Autodetector
    running: Migration | None = None

    def handle(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().handle(*args, **options)
        except (IntegrityError, DataError) as error:
            if self.running is None:
                raise
            raise CommandError(
                f"{self.running} does not go together with the rows that are there.\n  {error}"
            ) from error

    def migration_progress_callback(
        self, action: str, migration: Migration | None = None, fake: bool = False
    ) -> None:
        if action in {"apply_start", "unapply_start"}:
            self.running = migration
        super().migration_progress_callback(action, migration, fake)
