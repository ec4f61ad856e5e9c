"""Commands whose answers checks read: run side by side, each at most once a run."""

import base64
import json
import os
import re
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .frame import CannotRunError

_TIME_LIMIT = 600
_FAILED = 2
_PROBE = str(Path(__file__).with_name("probe.py"))
_ARGUMENTS = {
    "ruff check": ("-m", "ruff", "check", "--no-cache", "--output-format=json", "."),
    "ruff format": ("-m", "ruff", "format", "--no-cache", "--diff", "."),
    "django": ("-P", _PROBE, "django"),
    "database": ("-P", _PROBE, "database"),
    "asvs": ("-m", "tools.asvs", "--check"),
    "eslint": ("-m", "tools.node", "npx", "eslint", "--format=json", "."),
    "prettier": ("-m", "tools.node", "npx", "prettier", "--list-different", "."),
    "tsc": ("-m", "tools.node", "npm", "run", "--silent", "typecheck"),
    "vitest": ("-m", "tools.node", "npm", "run", "--silent", "test"),
    "next build": ("-m", "tools.node", "npm", "run", "--silent", "build"),
}
# By these the tools say that they found something, and not that they could not look.
_ANSWERS = {"tsc": {0, 1, 2}}
_PROBES = ("django", "database")
_NEEDS_RANDOM = re.compile(r"(?:KEY|KEYS|SECRET|TOKEN|PASSWORD)$")
_PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TZ")


@dataclass(frozen=True)
class Answer:
    """How a command ended and what it printed."""

    status: int
    output: str
    errors: str

    def json(self) -> Any:
        """The output as JSON; a command that printed none could not run."""
        try:
            return json.loads(self.output)
        except ValueError:
            raise CannotRunError(_last_line(self.errors) or "it printed nothing") from None


class Commands:
    """The commands of one run, by name: see `_ARGUMENTS`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._answers: dict[str, Answer] = {}

    def start(self, name: str) -> None:
        """Start a command unless it already was."""
        if name not in self._running and name not in self._answers:
            try:
                self._running[name] = subprocess.Popen(
                    [project_python(self._root), *_ARGUMENTS[name]],
                    cwd=self._root,
                    env=_throw_away(self._root) if name in _PROBES else None,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    errors="replace",
                )
            except OSError as error:
                self._answers[name] = Answer(_FAILED, "", f"Python does not start: {error}")

    def answer(self, name: str) -> Answer:
        """Wait for a command's answer. Raises CannotRunError if the command could not do its work.

        Status 1 is an answer too: it is how linters say that they found something.
        """
        self.start(name)
        if name not in self._answers:
            self._answers[name] = self._wait(self._running[name])
        answer = self._answers[name]
        if "No module named ruff" in answer.errors:
            raise CannotRunError("ruff is not installed here; `make env` installs it")
        if "Node.js is not in this environment" in answer.errors:
            raise CannotRunError("Node.js is not in this environment; `make env` brings it")
        if answer.status not in _ANSWERS.get(name, {0, 1}):
            raise CannotRunError(_last_line(answer.errors) or f"it ended with {answer.status}")
        return answer

    def _wait(self, process: subprocess.Popen[str]) -> Answer:
        try:
            output, errors = process.communicate(timeout=_TIME_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return Answer(_FAILED, "", f"it did not end within {_TIME_LIMIT} s")
        return Answer(process.returncode, output, errors)

    def stop(self) -> None:
        """End what nobody waited for."""
        for name, process in self._running.items():
            if name not in self._answers:
                process.kill()
                process.communicate()


def project_python(root: Path) -> str:
    """The interpreter of the project's own environment, or the one that runs this."""
    for candidate in (".venv/bin/python", ".venv/Scripts/python.exe"):
        if (root / candidate).exists():
            return str(root / candidate)
    return sys.executable


def _throw_away(root: Path) -> dict[str, str]:
    """An environment in which production settings load: invented values, no database."""
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    for line in _lines(root / ".env.example"):
        name, separator, _ = line.strip().lstrip("# ").partition("=")
        if separator and name.isupper() and _NEEDS_RANDOM.search(name):
            environment[name] = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    return environment | {
        "ALLOWED_HOSTS": "archverify.invalid",
        "DATABASE_URL": "postgres://archverify@127.0.0.1:9/archverify",
        "DEFAULT_FROM_EMAIL": "archverify@archverify.invalid",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "EMAIL_URL": "smtp+tls://archverify.invalid:587",
        "FRONTEND_URL": "https://archverify.invalid",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(root),
        "SECRET_KEY": secrets.token_urlsafe(64),
    }


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""
