"""The project that a hook works on: the current folder."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

CURRENT = Path.cwd()
# What Copier's own environment, or a shell with another project's, would bring in.
LEFT_OUT = {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "DJANGO_SETTINGS_MODULE"}


def environment_python() -> Path | None:
    """The interpreter of the project's environment, if there is one."""
    path = CURRENT / ".venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    return path if path.exists() else None


def start(
    *command: str | Path,
    variables: Mapping[str, str] | None = None,
    output: int | None = subprocess.PIPE,
) -> "subprocess.Popen[str]":
    """Start a command in the project, with further environment variables."""
    inherited = {name: text for name, text in os.environ.items() if name not in LEFT_OUT}
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=CURRENT,
        env=inherited | dict(variables or {}),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
    )
