"""How many rows hold a value of what an edit of the genome would drop.

A process of its own, since it needs the models as they are: `python -m tools.apply.rows NAME ...`
prints an object of counts. It only reads, and only where a development database is there already.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SECONDS = 20
PATIENCE = "SET statement_timeout = '5s'"


def counted(project: Path, names: Iterable[str]) -> dict[str, int]:
    """The counts for `Entity` and `Entity.field`; those that cannot be told are left out."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tools.apply.rows", *wanted],
            cwd=project,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        return dict(json.loads(done.stdout)) if done.returncode == 0 else {}
    except (OSError, subprocess.TimeoutExpired, json.JSONDecodeError):
        return {}


def main(names: list[str]) -> int:
    if not _database_is_there():
        print("{}")
        return 0
    import django
    from django.db import connection

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
    os.environ["MIGRATING"] = "1"  # the rows of all workspaces count
    django.setup()
    with connection.cursor() as cursor:
        cursor.execute(PATIENCE)
    counts = {name: _count(name) for name in names}
    print(json.dumps({name: count for name, count in counts.items() if count is not None}))
    return 0


def _database_is_there() -> bool:
    """Set DATABASE_URL, if there is a database; none is made for this."""
    from tools import dotenv, local_postgres

    if not (os.environ.get("DATABASE_URL") or dotenv.read().get("DATABASE_URL")):
        if os.name != "posix":
            return False
        from tools.local_postgres.cluster import Cluster

        if not Cluster.for_development().data.is_dir():
            return False
    local_postgres.ensure("development")
    return True


def _count(name: str) -> int | None:
    """The rows of an entity, or those with a value in a field; None if that cannot be told."""
    from django.core.exceptions import FieldDoesNotExist
    from django.db import DatabaseError

    entity, _, field = name.partition(".")
    try:
        rows = _model(entity)._base_manager.all()
        return _with_value(rows, field).count() if field else rows.count()
    except (LookupError, FieldDoesNotExist, DatabaseError):
        return None


def _model(entity: str) -> Any:
    from django.apps import apps

    found = [
        model
        for model in apps.get_models()
        if model.__name__ == entity and model.__module__.startswith("apps.")
    ]
    if not found:
        raise LookupError(entity)
    return found[0]


def _with_value(rows: Any, name: str) -> Any:
    field = rows.model._meta.get_field(name)
    with_value = rows.filter(**{f"{name}__isnull": False})
    if field.many_to_many:
        return with_value.distinct()
    if getattr(field, "empty_strings_allowed", False):
        return with_value.exclude(**{name: ""})
    return with_value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
