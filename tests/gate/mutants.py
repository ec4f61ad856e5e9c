"""The form of a mutant: one small, realistic way to break a generated project."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mutant:
    """An edit that one check must catch, in the file and at the line that hold `at`.

    `at` is a part of that line after the edit; "" asks for the file alone.
    """

    check: str
    name: str
    edit: Callable[[Path], None]
    file: str
    at: str = ""

    def __str__(self) -> str:
        return f"{self.check}-{self.name}"


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    """Put `new` where `old` first stands; it must be there, or the mutant has lost its meaning."""

    def edit(project: Path) -> None:
        path = project / file
        text = path.read_text()
        assert old in text, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1))

    return edit


def append(file: str, text: str) -> Callable[[Path], None]:
    """Add lines at the end of a file."""

    def edit(project: Path) -> None:
        with (project / file).open("a") as stream:
            stream.write(text)

    return edit


def write(file: str, text: str) -> Callable[[Path], None]:
    """Make a new file, with the folders above it."""

    def edit(project: Path) -> None:
        path = project / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    return edit


def delete(file: str) -> Callable[[Path], None]:
    """Remove a file."""

    def edit(project: Path) -> None:
        (project / file).unlink()

    return edit


def remove_folder(folder: str) -> Callable[[Path], None]:
    """Remove a folder and all that is in it."""

    def edit(project: Path) -> None:
        shutil.rmtree(project / folder)

    return edit


def both(*edits: Callable[[Path], None]) -> Callable[[Path], None]:
    """Several edits in a row."""

    def edit(project: Path) -> None:
        for one in edits:
            one(project)

    return edit


def git(*arguments: str) -> Callable[[Path], None]:
    """Run a git command in the project."""

    def edit(project: Path) -> None:
        subprocess.run(["git", *arguments], cwd=project, check=True, capture_output=True)

    return edit
