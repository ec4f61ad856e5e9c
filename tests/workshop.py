"""Genomes made into projects by the real Copier, each at most once in a test run.

The workers of `pytest -n` share one folder: who comes first makes a project, the others wait for
it. Nobody may change what lies there; a test that has to works on `Product.copy`.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import copier
import pytest
import yaml

from tests.builders import REPOSITORY, Answers

TEMPLATE_PARTS = ("copier.yml", "extensions", "hooks", "includes", "template")
VERSION = "v1.0.0"
NOT_COPIED = shutil.ignore_patterns(
    ".venv", ".git", ".next", ".postgres", "__pycache__", "*_cache", "node_modules"
)
# What the environment of these tests, or of a shell, would change about a project.
FOREIGN = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "DJANGO_", "DATABASE_URL", "PYTEST_", "GIT_")
CREATED = re.compile(r"(\x1b\[[0-9;]*m| )*create\b")
# Options of pytest that leave out a project's tests of what is the same in every project.
ABOUT_ENTITIES = (
    "--ignore=apps/audit",
    "--ignore=apps/users",
    "--ignore=apps/core/tests/security",
    "--ignore=apps/core/tests/test_nasty_input.py",
    "--ignore=apps/core/tests/test_races.py",
)
AUTHOR = ("-c", "user.name=Tester", "-c", "user.email=tester@example.com")


def clean_environment(**variables: str) -> dict[str, str]:
    """The variables of this process without what concerns its own environment, and further ones."""
    inherited = {name: text for name, text in os.environ.items() if not name.startswith(FOREIGN)}
    return {**inherited, "PYTHONDONTWRITEBYTECODE": "1", **variables}


def run(
    *command: str | Path, cwd: Path, check: bool = True, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command; unless told otherwise, it must succeed. Its output is one text."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean_environment(**variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if check and done.returncode:
        shown = " ".join(str(part) for part in command)
        pytest.fail(f"{shown}\nended with {done.returncode}:\n{done.stdout[-8000:]}", pytrace=False)
    return done


@dataclass(frozen=True)
class Product:
    """A whole project: files, environment, migrations, and a Git repository with one commit."""

    folder: Path

    @property
    def generation(self) -> str:
        """What was printed when the project was made."""
        return self.folder.with_name(f"{self.folder.name}.log").read_text(encoding="utf-8")

    @property
    def program(self) -> Path:
        """The Python of the project's environment."""
        return self.folder / ".venv" / "bin" / "python"

    def run(self, *command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a command in the project's folder."""
        return run(*command, cwd=self.folder, **options)

    def python(self, *arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run the project's Python."""
        return self.run(self.program, *arguments, **options)

    def manage(self, *arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a command of Django that needs no database, unless `options` name one."""
        options.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
        return self.python("manage.py", *arguments, **options)

    def passed(self, *options: str) -> int:
        """Run the project's own tests, which must pass; returns how many there were."""
        tests = self.python("-m", "pytest", "-n", "2", "-q", "-p", "no:cacheprovider", *options)
        passed = re.search(r"(\d+) passed", tests.stdout)
        return int(passed[1]) if passed else 0

    def changes(self) -> str:
        """What differs from the commit, in Git's short form."""
        return self.run("git", "status", "--short").stdout

    def copy(self, folder: Path) -> Product:
        """A copy of the project to change or to start; its environment is the original's."""
        shutil.copytree(self.folder, folder, ignore=NOT_COPIED)
        (folder / ".venv").symlink_to(self.folder / ".venv")
        return Product(folder)


class Workshop:
    """Makes templates, files and products in one folder, which all workers share."""

    def __init__(self, folder: Path, genomes: Mapping[str, Callable[[], Answers]]) -> None:
        self.folder = folder
        self.genomes = genomes

    @property
    def template(self) -> Path:
        """The template as it stands in the work tree, committed or not."""
        return self._once("template", _copy_template)

    @property
    def repository(self) -> Path:
        """The template as a Git repository with one version, which updates need."""
        return self._once("repository", _make_repository)

    @property
    def files_only(self) -> Path:
        """The same, but nothing follows rendering: no environment, no migrations, no gate."""

        def make(path: Path) -> None:
            _copy_template(path)
            (path / "hooks" / "deliver.py").write_text("", encoding="utf-8")
            commit(path)
            run("git", "tag", VERSION, cwd=path)

        return self._once("files_only", make)

    def answers(self, name: str) -> Path:
        """A genome file."""

        def write(path: Path) -> None:
            path.write_text(yaml.safe_dump(self.genomes[name](), sort_keys=False), "utf-8")

        return self._once(f"{name}.yml", write)

    def rendered(self, name: str) -> Path:
        """The files of a genome, without environment and migrations."""
        answers = self.genomes[name]()
        return self._once(f"rendered-{name}", lambda path: render(self.template, answers, path))

    def product(self, name: str) -> Product:
        """The whole project of a genome, as a user gets it; it can be updated."""
        template, answers = self.repository, self.answers(name)
        return Product(self._once(name, lambda path: _generate(template, answers, path)))

    def _once(self, name: str, make: Callable[[Path], None]) -> Path:
        """Return a path that `make` has filled, in this worker or in another."""
        path = self.folder / name
        failure = self.folder / f"{name}.failure"
        with _locked(self.folder / f"{name}.lock"):
            if not failure.exists():
                try:
                    make(path)
                    failure.write_text("", encoding="utf-8")
                except pytest.fail.Exception as error:
                    failure.write_text(str(error), encoding="utf-8")
                except Exception:
                    failure.write_text(traceback.format_exc(), encoding="utf-8")
        if reason := failure.read_text(encoding="utf-8"):
            pytest.fail(f"{name} could not be made:\n{reason}", pytrace=False)
        return path


def render(template: Path, answers: Answers, folder: Path, **options: Any) -> None:
    """Let Copier write the files of a project; none of its tasks runs."""
    settings = {"defaults": True, "unsafe": True, "quiet": True, "skip_tasks": True, **options}
    copier.run_copy(str(template), folder, data=answers, **settings)


def files_of(folder: Path) -> dict[str, bytes]:
    """The contents of all files in a folder, by their path; Git's own are left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _copy_template(path: Path) -> None:
    path.mkdir()
    for part in TEMPLATE_PARTS:
        source = REPOSITORY / part
        if source.is_dir():
            shutil.copytree(source, path / part, ignore=NOT_COPIED)
        elif source.exists():
            shutil.copy(source, path / part)


def _make_repository(path: Path) -> None:
    _copy_template(path)
    commit(path)
    run("git", "tag", VERSION, cwd=path)


def commit(folder: Path) -> None:
    """Put all that is in a folder into a commit, the first of a new repository if need be."""
    if not (folder / ".git").exists():
        run("git", "init", "--quiet", "--initial-branch=main", cwd=folder)
    run("git", "add", "--all", cwd=folder)
    run("git", *AUTHOR, "commit", "--quiet", "--message=All of it", cwd=folder)


def _generate(template: Path, answers: Path, path: Path) -> None:
    options = ("--trust", "--defaults", f"--data-file={answers}")
    copy = (sys.executable, "-m", "copier", "copy", *options, template, path)
    done = run(*copy, cwd=path.parent, check=False)
    # Copier lists every file; what the hooks say is what counts.
    said = "".join(line for line in done.stdout.splitlines(True) if not CREATED.match(line))
    if done.returncode:
        pytest.fail(f"copier ended with {done.returncode}:\n{said}", pytrace=False)
    path.with_name(f"{path.name}.log").write_text(said, encoding="utf-8")
    commit(path)
