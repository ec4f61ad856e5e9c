"""The template as Copier sees it, without the files that these tests do not need."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.builders import REPOSITORY

RENDERED = ("genome.yml.jinja", "{{_copier_conf.answers_file}}.jinja", "docs")
IDENTITY = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]


def git(folder: Path, *command: str) -> str:
    """Run git in a folder, and return what it prints."""
    done = subprocess.run(
        ["git", *IDENTITY, *command], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Questions and extensions, and of the project's files only those that come from the genome."""
    folder = tmp_path_factory.mktemp("template")
    shutil.copy(REPOSITORY / "copier.yml", folder)
    shutil.copytree(
        REPOSITORY / "extensions",
        folder / "extensions",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    (folder / "hooks").mkdir()
    shutil.copy(REPOSITORY / "hooks" / "retire.py", folder / "hooks")
    (folder / "hooks" / "deliver.py").touch()  # what follows rendering is not tested here
    (folder / "template").mkdir()
    for name in RENDERED:
        source = REPOSITORY / "template" / name
        target = folder / "template" / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return folder


@pytest.fixture
def versioned_template(template: Path, tmp_path: Path) -> Path:
    """The template as a git repository with a released version, for updates."""
    folder = tmp_path / "template"
    shutil.copytree(template, folder, ignore=shutil.ignore_patterns("__pycache__"))
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=first")
    git(folder, "tag", "v1.0.0")
    return folder
