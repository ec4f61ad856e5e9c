"""The project's Git repository, as far as an update needs it."""

import subprocess
from collections.abc import Sequence

import project

UNFINISHED = "refs/archiet/unfinished"


def is_there() -> bool:
    """Whether the project has a commit; without Git or a commit there is nothing to compare."""
    return git("rev-parse", "--verify", "--quiet", "HEAD") is not None


def git(*arguments: str) -> bytes | None:
    """What a command prints, in the project's folder; None if it fails."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=project.CURRENT, capture_output=True, check=False
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def names(*arguments: str) -> Sequence[str]:
    """The paths that a command prints between NUL characters, from the project's folder."""
    output = git(*arguments) or b""
    return sorted({name for name in output.decode(errors="surrogateescape").split("\0") if name})
