"""A project that people work on and that the real Copier updates, under Git."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from extensions.genome import Genome, load
from tests.builders import Answers, answers_in
from tests.update.edits import Edit
from tests.workshop import Product, clean_environment, commit, files_of

UPDATE = (
    *("-m", "copier", "update", "--trust", "--defaults", "--vcs-ref=:current:"),
    "--data-file=genome.yml",
)
ANSWERS = ".copier-answers.yml"
# What an environment and the work with it leave behind; Git ignores it all.
PRIVATE = {".venv", ".env", ".postgres", "media", "__pycache__", ".ruff_cache"}


@dataclass(frozen=True)
class Living:
    """The project; what it was made of lies in the workshop."""

    product: Product

    @classmethod
    def begun(cls, product: Product, folder: Path) -> Living:
        """A copy of a project to work on, in a repository of its own."""
        copy = product.copy(folder)
        commit(folder)
        return cls(copy)

    def again(self, folder: Path) -> Living:
        """The same project as it stands now once more, with a new history."""
        return Living.begun(self.product, folder)

    @property
    def folder(self) -> Path:
        return self.product.folder

    @property
    def answers(self) -> Answers:
        """What the genome says now, applied or not."""
        return answers_in(self.folder / "genome.yml")

    @property
    def genome(self) -> Genome:
        return load(self.answers)

    @property
    def files(self) -> dict[str, bytes]:
        """The contents of the files that are, or could be, under Git."""
        return {
            path: content
            for path, content in files_of(self.folder).items()
            if PRIVATE.isdisjoint(path.split("/"))
        }

    def edit(self, edit: Edit) -> None:
        """Change the genome and commit that, as an update demands."""
        answers = self.answers
        edit.change(answers)
        self.write(answers)

    def write(self, answers: Answers) -> None:
        """Put other answers into genome.yml and commit that."""
        text = yaml.safe_dump(answers, sort_keys=False, allow_unicode=True)
        (self.folder / "genome.yml").write_text(text, encoding="utf-8")
        self.commit()

    def commit(self) -> None:
        """Commit all there is; nothing to commit is right as well."""
        if self.product.changes():
            commit(self.folder)

    def update(self, *options: str, **settings: Any) -> subprocess.CompletedProcess[str]:
        """Run the documented command, to its end; hooks included unless `options` leave them."""
        return self.product.run(sys.executable, *UPDATE, *options, **settings)

    def start_update(self) -> subprocess.Popen[bytes]:
        """Start the documented command, in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, *UPDATE],
            cwd=self.folder,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def restore(self) -> None:
        """Go back to the last commit, as the advice after a broken update says."""
        self.product.run("git", "restore", "--staged", "--worktree", ".")
        self.product.run("git", "clean", "--force", "-d", "--quiet")

    def applied(self, edit: Edit) -> str:
        """Edit the genome, update, commit; returns what the update said."""
        self.edit(edit)
        said = self.update().stdout
        self.commit()
        return said


def quick_first(names: list[str]) -> list[Any]:
    """Parameters of a test: one example in every run, all of them with --slow."""
    return [
        name if name == "clinic" else pytest.param(name, marks=pytest.mark.slow) for name in names
    ]
