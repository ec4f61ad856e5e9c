"""A generated project to judge, and copies of it to break."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workshop import Product, Workshop


@pytest.fixture(scope="session")
def rendered_example(workshop: Workshop) -> Product:
    """The bug tracker as `copier copy` delivers it, with environment and migrations."""
    return workshop.product("bug_tracker")


@pytest.fixture
def example_copy(rendered_example: Product, tmp_path: Path) -> Iterator[Path]:
    """A copy of the example to edit."""
    copy = rendered_example.copy(tmp_path / "project")
    yield copy.folder
    shutil.rmtree(copy.folder)
