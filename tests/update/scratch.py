"""A project that lives through many edits, without what a real update does beside them.

Its files are rendered by Jinja alone, its commands run in forks: an edit costs half a second.
"""

from __future__ import annotations

import shutil
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.plain import render
from extensions.genome import Genome, load
from extensions.genome.evolution import left_behind
from tests.builders import Answers
from tests.update.edits import Edit
from tests.update.rows import Rows, rows_in
from tests.update.schema import schema_in
from tests.update.workbench import Done, Row, Workbench

MAKE = ("makemigrations", "--no-header", "--noinput", "--skip-checks", "--verbosity=0")
MIGRATE = ("migrate", "--noinput", "--skip-checks", "--verbosity=0")
NOWHERE = "none"
APPLIED = "SELECT app, name FROM django_migrations ORDER BY id"


@dataclass
class Scratch:
    """The project in a folder, with a database."""

    bench: Workbench
    folder: Path
    database: str
    answers: Answers
    left_behind: list[str] = field(default_factory=list)
    _written: set[Path] = field(default_factory=set)

    @classmethod
    def begun(cls, bench: Workbench, folder: Path, answers: Answers, rows: int) -> Scratch:
        """A new project with some rows in every table."""
        project = cls(bench, folder, bench.database(), deepcopy(answers))
        project.write(answers)
        bench.managed(folder, *MAKE, database=NOWHERE)
        bench.managed(folder, *MIGRATE, database=project.database)
        bench.managed(folder, "seed", f"--rows={rows}", database=project.database)
        return project

    def copy(self, folder: Path) -> Scratch:
        """The same project and the same rows once more."""
        shutil.copytree(self.folder, folder)
        written = {folder / path.relative_to(self.folder) for path in self._written}
        return replace(
            self,
            folder=folder,
            database=self.bench.database(like=self.database),
            answers=deepcopy(self.answers),
            left_behind=list(self.left_behind),
            _written=written,
        )

    @property
    def genome(self) -> Genome:
        """The genome that was applied last."""
        return load(self.answers)

    def edited(self, edit: Edit) -> Answers:
        """The answers after an edit; the project stays as it is."""
        answers = deepcopy(self.answers)
        edit.change(answers)
        return answers

    def write(self, answers: Answers) -> None:
        """Render a genome over the one that is there; files that it does not have disappear."""
        self.left_behind = left_behind(self.genome, load(answers), self.left_behind)
        written = render(answers, self.folder, self.left_behind)
        for path in self._written - written:
            path.unlink()
        self._written = written
        self.answers = answers

    def make_migrations(self) -> Done:
        """Let the project write its migrations."""
        return self.bench.manage(self.folder, *MAKE, database=NOWHERE)

    def check_migrations(self) -> None:
        """The migrations must be in step with the models."""
        self.bench.managed(self.folder, *MAKE, "--check", "--dry-run", database=NOWHERE)

    def migrate(self) -> Done:
        """Bring the database up to date."""
        return self.bench.manage(self.folder, *MIGRATE, database=self.database)

    def rows(self) -> Rows:
        """All rows, by the names of the genome."""
        return rows_in(self.bench, self.database, self.genome)

    def history(self) -> list[Row]:
        """The migrations that the database knows."""
        return self.bench.query(self.database, APPLIED)[0]

    def migrations(self) -> dict[Path, bytes]:
        """The migrations that have been written."""
        paths = self.folder.glob("apps/*/migrations/0*.py")
        return {path.relative_to(self.folder): path.read_bytes() for path in paths}

    def go_back(self, answers: Answers, apps: list[str], migrations: dict[Path, bytes]) -> None:
        """Take an edit back, as `git checkout` would."""
        for path in self.migrations().keys() - migrations.keys():
            (self.folder / path).unlink()
        self.write(answers)
        self.left_behind = apps
        self._written = render(answers, self.folder, apps)

    def makes_the_same_tables_from_zero(self) -> None:
        """All migrations, run on an empty database, make the tables that this one has."""
        empty = self.bench.database()
        self.bench.managed(self.folder, *MIGRATE, database=empty)
        fresh, lived = (schema_in(self.bench, name) for name in (empty, self.database))
        self.bench.drop(empty)
        lost = [row for row in fresh if row not in lived]
        left = [row for row in lived if row not in fresh]
        assert not lost and not left, f"from zero only: {lost}; lived only: {left}"
