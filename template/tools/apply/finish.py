"""What follows a transfer: the environment, and after conflicts all that waited for people."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from .checks import ANSWERS, listing
from .problems import NotAppliedError
from .repository import UNFINISHED, Repository, environment

# Copier writes these lines around the two versions of a place that both sides have changed.
MARKER = "^(<<<<<<< before updating|>>>>>>> after updating)"
AGAIN = "Put that right, then: make apply"
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}


def is_waiting(project: Repository) -> bool:
    """Whether an update waits to be finished. One that was taken back is forgotten."""
    base = project.commit(UNFINISHED)
    if base is None:
        return False
    if project.asks("diff", "--quiet", base, "--", ANSWERS) is None:
        return True
    forget(project)
    return False


def forget(project: Repository) -> None:
    """There is nothing left to finish."""
    project.git("update-ref", "-d", UNFINISHED)


def conflicts(project: Repository) -> list[str]:
    """The files that still hold the marks of a conflict."""
    marked = project.asks("grep", "--files-with-matches", "-I", "-z", "-E", "-e", MARKER, "--", ".")
    return sorted(name for name in (marked or "").split("\0") if name)


def settle(project: Repository) -> None:
    """Tell Git that the conflicts are resolved; refuse if they are not."""
    if left := conflicts(project):
        raise NotAppliedError(
            "Your edits and the update meet in the same lines of\n"
            f"{listing(left)}\n"
            "Decide there (the lines between <<<<<<< and >>>>>>>), then run `make apply` again."
        )
    unmerged = {line.split("\t", 1)[1] for line in project.paths("ls-files", "--unmerged", "-z")}
    if unmerged:
        project.git("add", "--", *(f":(literal){path}" for path in sorted(unmerged)))


def complete_environment(project: Repository) -> None:
    """Install what the new requirements ask for, if they are new."""
    _run(project, [sys.executable, "-m", "tools.environment"], "The environment is not complete.")


def write_what_is_missing(project: Repository) -> None:
    """Write what is read off the code, and let the gate judge: an update's last steps."""
    python = str(project.folder / ".venv" / "bin" / "python")
    before = _migrations(project)
    manage = [python, "manage.py"]
    _run(project, [*manage, "makemigrations", "--no-header", "--noinput"], "No migrations.")
    if written := sorted(_migrations(project) - before):
        for tidy in (["check", "--fix-only"], ["format"]):
            _run(project, [python, "-m", "ruff", *tidy, "--quiet", *written], "Not formatted.")
    contract = ["spectacular", "--file=openapi.yaml", "--validate"]
    _run(project, [*manage, *contract], "The contract of the API is not written.")
    _run(project, [python, "-m", "tools.asvs"], "docs/security/asvs.md is not written.")
    _run(project, [python, "-m", "tools.archverify"], "The gate is shut.")


def _migrations(project: Repository) -> set[str]:
    found = project.folder.glob("apps/*/migrations/0*.py")
    return {path.relative_to(project.folder).as_posix() for path in found}


def _run(project: Repository, command: Sequence[str], problem: str) -> None:
    done = subprocess.run(
        command,
        cwd=project.folder,
        env=environment(**SETTINGS),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotAppliedError(f"{done.stdout.strip()}\n{problem} {AGAIN}")
