"""The Git repository that a project is kept in."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .problems import NotAppliedError

# The result of a rehearsal while it is transferred, and the commit on which an update waits for
# somebody to finish it.
TRANSFER = "refs/archiet/transfer"
UNFINISHED = "refs/archiet/unfinished"
# What a Git that started this one, for a hook say, would tell about its own repository.
FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


def environment(**variables: str) -> dict[str, str]:
    """The variables for a Git that is asked from outside."""
    inherited = {name: text for name, text in os.environ.items() if name not in FOREIGN}
    return {**inherited, **variables}


@dataclass(frozen=True)
class Repository:
    """A repository as it is seen from a folder in it; paths are relative to that folder."""

    folder: Path

    def git(self, *arguments: str, given: str | bytes = b"", **variables: str) -> str:
        """What a command prints; it must succeed."""
        done = self._run(arguments, given, variables)
        if done.returncode:
            reason = _text(done.stderr).strip() or f"it ended with {done.returncode}"
            raise NotAppliedError(f"git {arguments[0]} failed: {reason}")
        return _text(done.stdout)

    def asks(self, *arguments: str) -> str | None:
        """What a command prints, without the end of the line; None if it fails."""
        done = self._run(arguments, b"", {})
        return None if done.returncode else _text(done.stdout).rstrip("\n")

    def contents(self, revision: str, path: str) -> bytes | None:
        """A file of the folder as it stands in a commit."""
        done = self._run(("cat-file", "blob", f"{revision}:./{path}"), b"", {})
        return None if done.returncode else done.stdout

    def paths(self, *arguments: str) -> list[str]:
        """The texts that a command prints between NUL characters."""
        return [name for name in self.git(*arguments).split("\0") if name]

    def commit(self, revision: str) -> str | None:
        """The full name of a commit, if there is one."""
        return self.asks("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")

    @property
    def top(self) -> Path:
        """The folder of the whole repository; the project may be a part of it."""
        return Path(self.git("rev-parse", "--show-toplevel").rstrip("\n"))

    @property
    def prefix(self) -> str:
        """The path of the folder in the repository, with a slash at its end, or nothing."""
        return self.git("rev-parse", "--show-prefix").rstrip("\n")

    def _run(
        self, arguments: tuple[str, ...], given: str | bytes, variables: dict[str, str]
    ) -> subprocess.CompletedProcess[bytes]:
        # Without optional locks a look at the repository does not touch its index.
        fixed = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        try:
            return subprocess.run(
                ["git", *arguments],
                cwd=self.folder,
                env=environment(**fixed, **variables),
                input=given if isinstance(given, bytes) else given.encode(errors="surrogateescape"),
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise NotAppliedError("Git is needed, and it is not installed.") from None


def _text(output: bytes) -> str:
    return output.decode(errors="surrogateescape")
