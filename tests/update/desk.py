"""A small project under Git, whose genome is edited and applied by `make apply`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.builders import Answers
from tests.workshop import AUTHOR, Product, clean_environment, commit, files_of, run

# A Git that does what it is told, until a command comes that it dies at, with whoever called it.
MORTAL_GIT = """#!/bin/sh
case " $* " in
*" {command} "*)
    {before}
    kill -9 $PPID
    exit 1
    ;;
esac
exec {git} "$@"
"""
PRIVATE = ("__pycache__", ".ruff_cache", ".mypy_cache", ".pytest_cache")


@dataclass
class Desk:
    """The project, and the repository that it is in, which may be larger."""

    product: Product
    repository: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.product.folder

    def git(self, *arguments: str) -> str:
        return run("git", *AUTHOR, *arguments, cwd=self.folder).stdout

    def commit(self) -> None:
        commit(self.repository)

    def write(self, path: str, text: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def append(self, path: str, text: str) -> None:
        self.write(path, self.read(path) + text)

    def replace(self, path: str, old: str, new: str) -> None:
        assert old in self.read(path), f"{path} has no {old!r}"
        self.write(path, self.read(path).replace(old, new, 1))

    def edit(self, change: Callable[[Answers], object]) -> None:
        """Edit genome.yml, and leave that uncommitted."""
        genome = yaml.safe_load(self.read("genome.yml"))
        change(genome)
        self.write("genome.yml", yaml.safe_dump(genome, sort_keys=False))

    def apply(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the program behind `make apply`; its two outputs stay apart."""
        return subprocess.run(
            [self.product.program, "-m", "tools.apply", *arguments],
            cwd=self.folder,
            env=clean_environment(**self.variables, **variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def plan(self, **variables: str) -> Any:
        """What `--plan --format json` prints."""
        done = self.apply("--plan", "--format=json", **variables)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def status(self) -> str:
        return self.git("status", "--porcelain", "--", ".")

    def state(self) -> dict[str, object]:
        """All that a refusal must leave as it is."""
        files = {
            path: content
            for path, content in files_of(self.folder).items()
            if not path.startswith(".venv/") and not set(PRIVATE) & set(Path(path).parts)
        }
        refs = self.git("for-each-ref") if (self.repository / ".git").exists() else ""
        return {**files, "refs": refs}

    @contextmanager
    def dying_at(self, command: str, folder: Path, before: str = ":") -> Iterator[None]:
        """Let the program be killed when it calls Git with a command; `before` happens still."""
        folder.mkdir()
        git = run("sh", "-c", "command -v git", cwd=self.folder).stdout.strip()
        script = folder / "git"
        script.write_text(MORTAL_GIT.format(command=command, before=before, git=git), "utf-8")
        script.chmod(0o755)
        path = clean_environment()["PATH"]
        self.variables["PATH"] = f"{folder}:{path}"
        yield
        del self.variables["PATH"]
