"""One PostgreSQL server with its data, shared by all processes that use it.

Each of them holds a shared lock on the file `users.lock`. A watcher process waits for the
exclusive lock, which the kernel grants when the last user is gone, however it went; then it stops
the server. So nothing has to be cleaned up after a crash.
"""

import atexit
import contextlib
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from tools.dotenv import PROJECT
from tools.local_postgres import programs
from tools.local_postgres.system import (
    APP_ROLE,
    ROLE,
    SHARED_FOLDER,
    LocalPostgresError,
    ServerUser,
    command_line,
    is_alive,
    lock,
    make_passable,
)

DATABASE, PORT = "app", 5432
SETTINGS = ("listen_addresses=", f"port={PORT}", "timezone=UTC")
THROW_AWAY_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
OPEN_FOLDER, SOCKET_PREFIX = Path("/tmp"), "pg-"
STOP_SECONDS = 20
_in_use: list[IO[str]] = []


@dataclass(frozen=True)
class Cluster:
    """The server whose data and locks are in the folder `home`."""

    home: Path
    user: ServerUser
    throw_away: bool = False

    @classmethod
    def for_development(cls) -> "Cluster":
        """In the project; outside it when the project is closed to the server's user."""
        user = ServerUser.current()
        home = PROJECT / ".postgres"
        if not home.exists() and not user.can_enter(PROJECT):
            digest = hashlib.sha256(os.fsencode(PROJECT)).hexdigest()[:10]
            home = SHARED_FOLDER / f"{PROJECT.name}-{digest}"
        return cls(home, user)

    @classmethod
    def for_tests(cls) -> "Cluster":
        user = ServerUser.current()
        folder = Path(tempfile.gettempdir())
        if not user.can_enter(folder):
            folder = OPEN_FOLDER
        home = tempfile.mkdtemp(prefix="test-postgres-", dir=folder)
        return cls(Path(home), user, throw_away=True)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def kept(self) -> Path:
        """Marks a server that runs until it is told to stop, with or without users."""
        return self.home / "kept"

    def use(self) -> str:
        """The address of the running server, which stays up for as long as this process lives."""
        make_passable(self.home)
        with self._lock_file("start") as starting:
            lock(starting, exclusive=True)
            _in_use.append(users := self._lock_file("users"))
            lock(users, exclusive=False)  # waits for a stop that is under way
            if not self.url():
                self._start()
            watcher = self._watch()
        if self.throw_away and watcher:
            atexit.register(_leave, users, watcher)
        if url := self.url():
            return url
        raise LocalPostgresError(f"PostgreSQL does not answer: see {self.data / 'server.log'}")

    def url(self) -> str | None:
        """The address, if a server answers there."""
        pid_file = self._pid_file()
        if len(pid_file) < 5:
            return None
        port, folder = pid_file[3:5]
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(f"{folder}/.s.PGSQL.{port}")
            except OSError:
                return None
        return f"postgresql://{ROLE}@{quote(folder, safe='')}:{port}/{DATABASE}"

    def stop(self) -> bool:
        """Stop the server; says whether there was one."""
        pid_file = self._pid_file()
        if not pid_file or not self._is_server(pid := int(pid_file[0])):
            return False
        for kind in [signal.SIGQUIT] if self.throw_away else [signal.SIGINT, signal.SIGQUIT]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, kind)
            deadline = time.monotonic() + STOP_SECONDS
            while self._is_server(pid) and time.monotonic() < deadline:
                time.sleep(0.02)
        _remove_sockets(pid_file)
        return True

    def reset(self) -> None:
        """Stop the server and delete its data."""
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def stop_when_unused(self, watching: int) -> None:
        """What the watcher does. The descriptor `watching` holds the lock that it is there."""
        with self._lock_file("users") as users:
            lock(users, exclusive=True)
            if self.throw_away:
                self.reset()
            elif not self.kept.exists():
                self.stop()
            os.close(watching)  # before `users`: whoever waits for that needs a new watcher

    def _start(self) -> None:
        self.kept.unlink(missing_ok=True)
        self._clear_remains()
        if not self.data.exists():
            self._create()
        major = int((self.data / "PG_VERSION").read_text())
        # The path of a socket may have 107 characters at most, hence not in `home`.
        sockets = Path(tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir=OPEN_FOLDER))
        self.user.own(sockets)
        settings = [*SETTINGS, f"unix_socket_directories={sockets}"]
        if self.throw_away:
            settings += THROW_AWAY_SETTINGS
        self.user.run(
            programs.find(self.user, major) / "pg_ctl",
            *("start", "-w", "-D", self.data, "-l", self.data / "server.log"),
            *("-o", " ".join(f"-c {setting}" for setting in settings)),
        )

    def _create(self) -> None:
        """An empty database, under its final name only when it is complete."""
        folder = programs.find(self.user, None)
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.user.own(fresh)
        locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
        options = ("-U", ROLE, "--auth=trust", "--encoding=UTF8", f"--locale={locale}")
        self.user.run(folder / "initdb", "-D", fresh, *options, "--no-sync")
        single = (folder / "postgres", "--single", "-F", "-D", fresh, "postgres")
        self.user.run(*single, text=f"CREATE ROLE {APP_ROLE} LOGIN;\nCREATE DATABASE {DATABASE};\n")
        fresh.rename(self.data)

    def _clear_remains(self) -> None:
        """Stop a server that cannot be reached; forget one whose number another program has."""
        pid_file = self._pid_file()
        if pid_file and not self.stop():
            _remove_sockets(pid_file)
            if is_alive(int(pid_file[0])):
                (self.data / "postmaster.pid").unlink()

    def _pid_file(self) -> list[str]:
        """PostgreSQL's own note: process, data, start time, port, folder of the socket, ..."""
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _is_server(self, pid: int) -> bool:
        return str(self.data) in command_line(pid)

    def _lock_file(self, name: str) -> IO[str]:
        return (self.home / f"{name}.lock").open("a")

    def _watch(self) -> "subprocess.Popen[bytes] | None":
        """Start a watcher, unless there is one."""
        with self._lock_file("watcher") as watching:
            if not lock(watching, exclusive=True, wait=False):
                return None
            number = watching.fileno()
            return subprocess.Popen(
                [sys.executable, "-m", __name__, self.home, str(number), str(self.throw_away)],
                cwd=PROJECT,
                pass_fds=[number],
                start_new_session=True,  # so that Ctrl-C does not reach it
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )


def _remove_sockets(pid_file: list[str]) -> None:
    """Remove the folder that `_start` made; no other, whatever the file says."""
    folder = Path(pid_file[4]) if len(pid_file) > 4 else OPEN_FOLDER
    if folder.parent == OPEN_FOLDER and folder.name.startswith(SOCKET_PREFIX):
        shutil.rmtree(folder, ignore_errors=True)


def _leave(users: IO[str], watcher: "subprocess.Popen[bytes]") -> None:
    """The end of a test run: nothing of it outlives the process."""
    users.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        watcher.wait(STOP_SECONDS)


if __name__ == "__main__":
    home, watching, throw_away = sys.argv[1:]
    watched = Cluster(Path(home), ServerUser.current(), throw_away == "True")
    watched.stop_when_unused(int(watching))
