"""Step 2: the migrations, written by Django itself, and what is read off the code.

That is the contract of the API, and the table of the security requirements that tests show.
"""

import sys
from pathlib import Path

import project
from progress import Progress

COMMANDS = {
    "makemigrations": (
        *("manage.py", "makemigrations"),
        *("--no-header", "--noinput", "--verbosity=0", "--skip-checks"),
    ),
    "spectacular": (
        *("manage.py", "spectacular"),
        *("--file=openapi.yaml", "--validate", "--skip-checks"),
    ),
    "asvs": ("-m", "tools.asvs"),
}
# Nothing here needs a database, but for checks of Django 6.1, which are left to the gate. Django
# warns that it cannot compare one with the migrations.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "config.settings.test",
    "DATABASE_URL": "postgres:///none?host=/nonexistent",
    "PYTHONWARNINGS": "ignore::RuntimeWarning",
}


def run(progress: Progress) -> bool:
    """Whether the migrations are there; without an environment they cannot be."""
    python = project.environment_python()
    if python is None:
        progress.problem("migrations", "not written: there is no environment.")
        return False
    progress.begin()
    before = existing()
    running = {
        name: project.start(python, *command, variables=SETTINGS)
        for name, command in COMMANDS.items()
    }
    said = {name: "".join(command.communicate()) for name, command in running.items()}
    written = sorted(existing() - before)
    if written:
        for tidy in (("check", "--fix-only"), ("format",)):
            project.start(python, "-m", "ruff", *tidy, "--quiet", "--no-cache", *written).wait()
    for name, command in running.items():
        if command.returncode:
            progress.problem("migrations", _reason(name, said[name]))
            return False
    apps = len({path.parent for path in written})
    progress.done("migrations", f"{_count(apps, 'app')}, {_count(len(written), 'migration')}")
    return True


def _reason(command: str, said: str) -> str:
    """What a command complained of: in its own words if it says no, else all of it."""
    _, refusal, words = said.rpartition("CommandError: ")
    return f"refused. {words}" if refusal else f"{command} failed.\n{said}"


def existing() -> set[Path]:
    return set(project.CURRENT.glob("apps/*/migrations/0*.py"))


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


if __name__ == "__main__":
    sys.exit(not run(Progress()))
