"""Small projects for what is about the update itself and not about what a genome can say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import Answers, entity, field, genome
from tests.update.changes import CHANGES
from tests.update.desk import Desk
from tests.update.measured import Measured, measured_on
from tests.workshop import Product, Workshop, commit, render

# Those are tests that run inside of a project; `test_makemigrations.py` takes them there.
collect_ignore = ["migrating"]

DESK: Answers = genome(
    entity("Label", field("label", max_length=50, list=True)),
    entity(
        "Ticket",
        field("title", list=True),
        field("description", "text", required=False),
        field("legacy_code", required=False),
    ),
    entity(
        "Comment",
        field("text", "text"),
        field("ticket", "reference", to="Ticket", on_delete="cascade"),
        display="text",
    ),
    # Copier passes over folders of this name when it deletes files.
    entity("Tag", field("word")),
)


@pytest.fixture(scope="session")
def desk_product(workshop: Workshop) -> Product:
    """A project of four entities, with environment and migrations."""
    return Workshop(workshop.folder, {"desk": lambda: DESK}).product("desk")


@pytest.fixture
def new_desk(desk_product: Product, tmp_path: Path) -> Callable[..., Desk]:
    """Makes copies to work on; `inside` puts one into a folder of a larger repository."""

    def make(inside: str = "") -> Desk:
        repository = tmp_path / "desk"
        desk = Desk(desk_product.copy(repository / inside), repository)
        commit(repository)
        return desk

    return make


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    """A copy of the project, with one commit."""
    return new_desk()


@pytest.fixture
def light(desk_product: Product, workshop: Workshop, tmp_path: Path) -> Desk:
    """The same by a template whose updates end with the rendering, which makes them quick."""
    folder = tmp_path / "light"
    render(workshop.files_only, DESK, folder)
    (folder / ".venv").symlink_to(desk_product.folder / ".venv")
    commit(folder)
    return Desk(Product(folder), folder)


@pytest.fixture(scope="module")
def measured(workshop: Workshop, desk_product: Product) -> dict[str, Measured]:
    """Every kind of change, made once on a database with rows; by its name."""
    found = measured_on(workshop, desk_product)
    return {change.name: each for change, each in zip(CHANGES, found, strict=True)}
