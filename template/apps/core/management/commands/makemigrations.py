"""`manage.py makemigrations`: Django's own, which asks before anything is lost.

What was renamed, what rows get that have no value, and what may be lost is in `config/evolution.py`
(from genome.yml). For changes that are not in the genome there are options:

    --renamed tickets.Ticket.description=details    --renamed tickets.Bug=Ticket
    --backfill tickets.Ticket.severity=NORMAL       --dropped Ticket.legacy_code
"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import makemigrations
from django.db.migrations import Migration
from django.db.migrations.writer import MigrationWriter

from apps.core.evolution.autodetector import Autodetector
from apps.core.evolution.declared import Declared
from apps.core.evolution.safety import docstring


class Command(makemigrations.Command):
    """Writes what our autodetector finds, with a docstring about what has to be known of it."""

    autodetector = Autodetector
    detector: Autodetector | None = None

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        for name, metavar, what in (
            ("renamed", "app.Model.former=name", "a field or a model has another name"),
            ("backfill", "app.Model.field=value", "what rows get that have no value, or none fits"),
            ("dropped", "Model.field", "data that may be lost: of a model, a field, a change"),
        ):
            parser.add_argument(
                f"--{name}", action="append", default=[], metavar=metavar, help=what
            )
        # A header says when: the same changes shall give the same bytes.
        parser.set_defaults(include_header=False)

    def handle(self, *app_labels: Any, **options: Any) -> None:
        try:
            declared = Declared.by_genome().and_by_hand(
                options["renamed"], options["backfill"], options["dropped"]
            )
        except ValueError as error:
            raise CommandError(str(error)) from error

        command = self

        class Detector(Autodetector):
            """Knows what is declared; Django makes it from two states and a questioner."""

            def __init__(self, before: Any, after: Any, questioner: Any = None) -> None:
                super().__init__(before, after, questioner, declared, strict=True)
                command.detector = self

        self.autodetector = Detector  # type: ignore[assignment,misc]
        options["interactive"] = options["interactive"] and sys.stdin.isatty()
        super().handle(*app_labels, **options)

    def write_migration_files(
        self,
        changes: dict[str, list[Migration]],
        update_previous_migration_paths: dict[str, str] | None = None,
    ) -> None:
        super().write_migration_files(changes, update_previous_migration_paths)
        if self.dry_run or self.detector is None or update_previous_migration_paths:
            return
        state = self.detector.state_before.clone()
        for migration in _in_order(changes):
            if text := docstring(migration, state):
                path = Path(MigrationWriter(migration).path)
                path.write_text(f'"""{text}"""\n\n{path.read_text("utf-8")}', "utf-8")
            migration.mutate_state(state, preserve=False)


def _in_order(changes: dict[str, list[Migration]]) -> list[Migration]:
    """Return new migrations, each after those that it depends on."""
    waiting = {(each.app_label, each.name): each for new in changes.values() for each in new}
    order: list[Migration] = []
    while waiting:
        free = [
            key for key, each in waiting.items() if waiting.keys().isdisjoint(each.dependencies)
        ]
        for key in free or list(waiting):
            order.append(waiting.pop(key))
    return order
