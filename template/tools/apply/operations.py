"""What the migrations that a rehearsal has written do to a database."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .repository import Repository, environment

SAFE, DESTRUCTIVE = "safe", "destructive"
# Explaining needs the models only, as the hooks of the template do.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "config.settings.test",
    "DATABASE_URL": "postgres:///none?host=/nonexistent",
    "PYTHONWARNINGS": "ignore",
}


@dataclass(frozen=True)
class Operation:
    """One operation of a migration, as `manage.py explainmigrations` describes it."""

    app: str
    migration: str
    model: str
    field: str
    operation: str
    level: str
    why: str
    breaks: str
    advice: str
    reversible: Any

    @property
    def effect(self) -> str:
        """What it does, in a few words."""
        return self.why if self.level == SAFE else f"{self.level}: {self.why}"

    @classmethod
    def read(cls, said: dict[str, Any]) -> Operation:
        texts = {
            name: str(said.get(name) or "") for name in cls.__dataclass_fields__ if name in said
        }
        empty = dict.fromkeys(cls.__dataclass_fields__, "")
        return cls(**{**empty, **texts, "reversible": said.get("reversible", True)})


def of_migrations(clone: Repository, migrations: Sequence[str]) -> list[Operation] | None:
    """The operations of these files; None if the project cannot explain them."""
    python = clone.folder / ".venv" / "bin" / "python"
    named = [f"{Path(path).parts[-3]}.{Path(path).stem}" for path in migrations]
    if not named or not python.exists():
        return []
    done = subprocess.run(
        [str(python), "manage.py", "explainmigrations", *named, "--format=json"],
        cwd=clone.folder,
        env=environment(**SETTINGS),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return None
    return [Operation.read(said) for said in json.loads(done.stdout)]
