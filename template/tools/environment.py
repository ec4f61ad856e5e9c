"""`make env`: the virtual environment in `.venv` and the secrets in `.env`.

Runs on any Python 3, before anything is installed. Uses uv where it is present, else venv and pip.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools import dotenv
from tools.dotenv import PROJECT

ENVIRONMENT = PROJECT / ".venv"
ANSWERS = PROJECT / ".copier-answers.yml"
REQUIREMENTS = PROJECT / "requirements" / "development.txt"
INSTALLED = ENVIRONMENT / "installed-requirements"
DEFAULT_VERSION = (3, 12)
NEWEST_MINOR = 14
PROBE = "import json, sys; print(json.dumps([sys.version_info[:2], sys._base_executable]))"


class EnvironmentProblem(SystemExit):
    """Why there is no environment, and what to do about it."""


@dataclass(frozen=True)
class Interpreter:
    version: tuple[int, int]
    path: str

    def __str__(self) -> str:
        return "Python {}.{}".format(*self.version)


def main() -> None:
    made = dotenv.make_secrets()
    if made:
        print(f"{', '.join(made)} made in .env")
    print(build())


def build() -> str:
    """Make or complete `.venv`; says what is in it."""
    wanted, oldest = asked_versions()
    uv = find_uv()
    python = probe(str(environment_python()))
    if python is None or python.version < oldest or _is_outdated_link():
        python = find_python(wanted, oldest, uv)
        make(python, uv)
    elif not is_complete():
        install(uv)
    packages = len(list(ENVIRONMENT.glob("**/site-packages/*.dist-info")))
    note = "" if python.version == wanted else " ({}.{} is not here)".format(*wanted)
    return f"{python}{note}, {packages} packages"


def is_complete() -> bool:
    """Whether what is asked for now has been installed already."""
    return INSTALLED.is_file() and INSTALLED.read_text(encoding="utf-8") == fingerprint()


def _is_outdated_link() -> bool:
    """Whether `.venv` belongs to somebody else, who has not what is needed here."""
    return ENVIRONMENT.is_symlink() and not is_complete()


def fingerprint() -> str:
    """What the requirements ask for, as one short text."""
    digest = hashlib.sha256()
    for path in sorted(REQUIREMENTS.parent.glob("*.txt")):
        digest.update(b"%s\0%s\0" % (path.name.encode(), path.read_bytes()))
    return digest.hexdigest()


def asked_versions() -> tuple[tuple[int, int], tuple[int, int]]:
    """The Python version that the genome asks for, and the oldest one that will do."""
    text = ANSWERS.read_text(encoding="utf-8") if ANSWERS.is_file() else ""
    answers = {
        name: (int(major), int(minor))
        for name, major, minor in re.findall(r"^(\w+_version): ['\"]?(\d+)\.(\d+)", text, re.M)
    }
    oldest = (3, 12) if answers.get("django_version", (5, 2)) >= (6, 0) else (3, 11)
    return answers.get("python_version", DEFAULT_VERSION), oldest


def environment_python() -> Path:
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def find_uv() -> str | None:
    """uv on the PATH, or beside the Python that runs this."""
    return shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))


def find_python(wanted: tuple[int, int], oldest: tuple[int, int], uv: str | None) -> Interpreter:
    """The interpreter of the version that is asked for, else the nearest that will do."""
    usable = []
    for path in _candidates(wanted, uv):
        python = probe(path)
        if python and python.version == wanted:
            return python
        if python and python.version >= oldest:
            usable.append(python)
    if not usable:
        raise EnvironmentProblem("Python {}.{} or newer is needed; install one.".format(*oldest))
    return min(usable, key=lambda found: (abs(found.version[1] - wanted[1]), -found.version[1]))


def _candidates(wanted: tuple[int, int], uv: str | None) -> Iterator[str]:
    yield sys.executable
    versions = [wanted, *((3, minor) for minor in range(NEWEST_MINOR, 10, -1))]
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser() / "versions"
    for major, minor in versions:
        # The folders of pyenv come beside the PATH, where its shims fail for inactive versions.
        yield f"python{major}.{minor}"
        yield from sorted(str(path) for path in pyenv.glob(f"{major}.{minor}.*/bin/python"))
        if uv:
            yield _output(uv, "python", "find", "--system", f"{major}.{minor}")
    yield "python3"


def probe(path: str) -> Interpreter | None:
    """The interpreter behind a path or a name, if one answers."""
    answer = _output(path, "-c", PROBE)
    if not answer.startswith("["):
        return None
    version, base = json.loads(answer)
    return Interpreter((version[0], version[1]), base)


def _output(program: str, *arguments: str) -> str:
    try:
        result = subprocess.run(
            [program, *arguments], capture_output=True, text=True, check=False, timeout=30
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ""
    return result.stdout.strip()


def make(python: Interpreter, uv: str | None) -> None:
    """A whole environment in place of whatever `.venv` is there; nothing if that fails."""
    link = ENVIRONMENT.readlink() if ENVIRONMENT.is_symlink() else None
    create(python, uv)
    try:
        install(uv)
    except EnvironmentProblem:
        shutil.rmtree(ENVIRONMENT)  # or it would pass for a finished one
        if link:
            ENVIRONMENT.symlink_to(link)
        raise


def create(python: Interpreter, uv: str | None) -> None:
    """An empty environment with pip in it, in place of whatever `.venv` is there."""
    if ENVIRONMENT.is_symlink():
        ENVIRONMENT.unlink()
    if (
        uv
        and _run(uv, "venv", "--clear", "--seed", "--python", python.path, str(ENVIRONMENT)) is None
    ):
        return
    problem = _run(python.path, "-m", "venv", "--clear", str(ENVIRONMENT))
    if problem is not None:
        raise EnvironmentProblem(
            f"{python} cannot make a virtual environment: {problem}\n"
            "Install its venv module (Debian: apt install python3-venv) or uv."
        )


def install(uv: str | None) -> None:
    """Install what development needs, and remember that."""
    wanted = fingerprint()
    INSTALLED.unlink(missing_ok=True)
    _install(uv)
    INSTALLED.write_text(wanted, encoding="utf-8")


def _install(uv: str | None) -> None:
    python = str(environment_python())
    if uv and _run(uv, "pip", "install", "--python", python, "-r", str(REQUIREMENTS)) is None:
        return
    if not _output(python, "-m", "pip", "--version"):
        _run(python, "-m", "ensurepip")
    problem = _run(python, "-m", "pip", "install", "--progress-bar=off", "-r", str(REQUIREMENTS))
    if problem is not None:
        raise EnvironmentProblem(
            f"The packages could not be installed (is there a network?)\n  {problem}"
        )


def _run(*command: str) -> str | None:
    """None if the command succeeds, else the end of what it complained of."""
    defaults = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_RETRIES": "1", "UV_HTTP_RETRIES": "1"}
    try:
        result = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=PROJECT,
            env={**defaults, **os.environ},
        )
    except OSError as problem:
        return str(problem)
    if result.returncode == 0:
        return None
    lines = (result.stderr.strip() or result.stdout.strip()).splitlines()
    return "\n  ".join([line for line in lines if not line.startswith("WARNING:")][-3:])


if __name__ == "__main__":
    main()
