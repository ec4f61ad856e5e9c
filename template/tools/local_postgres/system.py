"""What the local PostgreSQL needs from the operating system: a user, folders, locks, processes."""

import fcntl
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROLE, APP_ROLE = "postgres", "app"
"""Who owns the tables, and who the app is: row-level security holds for the second."""

SHARED_FOLDER = Path("/var/lib/local-postgres")
"""Root's place for what the server's user must reach. Other users never need it."""


class LocalPostgresError(SystemExit):
    """Says what to do. Ends a command with that text and status 1, without a traceback."""


@dataclass(frozen=True)
class ServerUser:
    """Who runs the server: you, or somebody else where you are root, which PostgreSQL refuses."""

    uid: int
    gid: int
    is_someone_else: bool

    @classmethod
    def current(cls) -> "ServerUser":
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), is_someone_else=False)
        import pwd

        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid, is_someone_else=True)
        raise LocalPostgresError(
            "PostgreSQL refuses to run as root, and there is no user 'postgres' or 'nobody'.\n"
            "Work as another user, or set DATABASE_URL in .env."
        )

    def can_enter(self, folder: Path) -> bool:
        """Whether this user gets down to the folder."""
        if not self.is_someone_else:
            return os.access(folder, os.X_OK)
        return all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents))

    def own(self, folder: Path) -> None:
        if self.is_someone_else:
            os.chown(folder, self.uid, self.gid)

    def run(self, *command: str | Path, text: str | None = None) -> None:
        """Run a command as this user; its complaint becomes the error."""
        other = self.is_someone_else
        result = subprocess.run(
            [str(part) for part in command],
            input=text,
            capture_output=True,
            text=True,
            cwd="/",
            check=False,
            user=self.uid if other else None,
            group=self.gid if other else None,
            extra_groups=() if other else None,
        )
        if result.returncode:
            complaint = (result.stderr or result.stdout).strip()
            raise LocalPostgresError(f"{Path(command[0]).name} failed: {complaint}")


def make_passable(folder: Path) -> None:
    """Make a folder of ours, which other users may pass but not list."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)


def lock(file: IO[str], *, exclusive: bool, wait: bool = True) -> bool:
    """Lock an open file until it is closed; False if another holds it and we do not wait."""
    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    try:
        fcntl.flock(file, kind if wait else kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def command_line(pid: int) -> str:
    """The arguments that a process was started with; nothing if it is gone."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
        except OSError:
            return ""
    listing = ["ps", "-o", "command=", "-p", str(pid)]
    return subprocess.run(listing, capture_output=True, text=True, check=False).stdout
