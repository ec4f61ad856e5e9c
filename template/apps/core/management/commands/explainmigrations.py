"""`manage.py explainmigrations`: what each migration does to a product in use.

It reads files only, and needs no database:
`python manage.py explainmigrations tickets.0002_ticket_severity --level locking --format json`
"""

import json
from collections.abc import Iterator
from difflib import get_close_matches
from textwrap import wrap
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from apps.core.evolution.effects import Level
from apps.core.evolution.safety import WIDTH, Described, described, reasons

Key = tuple[str, str]


class Command(BaseCommand):
    """Explain the migrations that are named, or all of the project's own."""

    help = "Says of each operation of a migration whether it is safe on a product in use, and why."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", metavar="app_label.migration_name")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--level",
            choices=[level.value for level in Level],
            default=Level.SAFE.value,
            help="leave out what is less grave",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        loader = MigrationLoader(None)
        chosen = {_key_of(name, loader) for name in options["names"]} or _own(loader)
        lowest = Level(options["level"]).rank
        found = [
            (key, [entry for entry in entries if entry.level.rank >= lowest])
            for key, entries in _explained(loader, chosen)
        ]
        if options["format"] == "json":
            data = [
                {"app": app, "migration": name, **entry.as_data()}
                for (app, name), entries in found
                for entry in entries
            ]
            self.stdout.write(json.dumps(data, indent=2, ensure_ascii=False))
            return
        for (app, name), entries in found:
            if entries:
                self.stdout.write("\n".join([f"{app}.{name}", *map(_text, entries)]))


def _own(loader: MigrationLoader) -> set[Key]:
    """Return the migrations that belong to the project, not to a library."""
    own = {config.label for config in apps.get_app_configs() if config.name.startswith("apps.")}
    return {key for key in loader.disk_migrations if key[0] in own}


def _key_of(name: str, loader: MigrationLoader) -> Key:
    app, _, migration = name.partition(".")
    if (app, migration) in loader.disk_migrations:
        return app, migration
    known = [".".join(key) for key in sorted(loader.disk_migrations)]
    near = get_close_matches(name, known) or [text for text in known if text.startswith(app + ".")]
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise CommandError(f"There is no migration '{name}'{hint}")


def _explained(loader: MigrationLoader, chosen: set[Key]) -> Iterator[tuple[Key, list[Described]]]:
    """Take the migrations in the order in which they run, each on what those before have left."""
    state = ProjectState()
    for key in _in_order(loader):
        migration = loader.graph.nodes[key]
        if key in chosen:
            yield key, list(described(migration, state))
        migration.mutate_state(state, preserve=False)


def _in_order(loader: MigrationLoader) -> list[Key]:
    order: dict[Key, None] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        order.update(dict.fromkeys(loader.graph.forwards_plan(leaf)))
    return list(order)


def _text(entry: Described) -> str:
    first, *more = reasons(entry)
    lines = [f"  {entry.operation:<17} {entry.subject:<40} {first}"]
    lines += [f"      {text}" for text in more]
    lines += wrap(entry.advice, WIDTH, initial_indent="      -> ", subsequent_indent=" " * 9)
    return "\n".join(lines)
