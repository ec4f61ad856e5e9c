"""The project that a hook works on: the current folder."""

import os
import subprocess
import sys
from pathlib import Path

CURRENT = Path.cwd()
# What Copier's own environment, or a shell with another project's, would bring in.
LEFT_OUT = {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "DJANGO_SETTINGS_MODULE"}


def environment_python() -> Path | None:
    """The interpreter of the project's environment, if there is one."""
    path = CURRENT / ".venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    return path if path.exists() else None


def variables() -> dict[str, str]:
    """The environment variables for a command in the project."""
    return {name: text for name, text in os.environ.items() if name not in LEFT_OUT}


def run(*command: str | Path, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the project, with extra variables, and keep what it prints."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=CURRENT,
        env=variables() | extra,
        capture_output=True,
        text=True,
        check=False,
    )
