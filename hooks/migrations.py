"""Step 3: the migrations, written by Django itself, and the contract of the API they store."""

import sys
from pathlib import Path

import project
from progress import Progress

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "config.settings.test",
    "DATABASE_URL": "postgres:///none?host=/nonexistent",  # nothing here may connect
}


def run(progress: Progress) -> bool:
    """Whether the migrations are there; without an environment they cannot be."""
    python = project.environment_python()
    if python is None:
        progress.problem("migrations", "not written: there is no environment.")
        return False
    progress.begin()
    before = existing()
    # Django warns that it could not compare them with a database.
    manage = (python, "-W", "ignore::RuntimeWarning", "manage.py")
    commands = [
        (*manage, "makemigrations", "--no-header", "--noinput", "--verbosity=0"),
        (*manage, "spectacular", "--file", "openapi.yaml", "--validate"),
    ]
    for command in commands:
        result = project.run(*command, **SETTINGS)
        if result.returncode:
            progress.problem("migrations", f"{command[4]} failed.\n{result.stderr}")
            return False
    written = sorted(existing() - before)
    if written:
        project.run(python, "-m", "ruff", "format", "--quiet", *written)
    apps = len({path.parent for path in written})
    progress.done("migrations", f"{_count(apps, 'app')}, {_count(len(written), 'migration')}")
    return True


def existing() -> set[Path]:
    return set(project.CURRENT.glob("apps/*/migrations/0*.py"))


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


if __name__ == "__main__":
    sys.exit(not run(Progress()))
