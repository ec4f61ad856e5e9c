"""What all tests share: the workshop that makes projects, and which tests run when."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.catalogue import GENOMES, MORE_GENOMES
from tests.update.workbench import Workbench
from tests.workshop import Workshop


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also run the tests marked slow")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "product: makes a whole project and runs it")
    config.addinivalue_line("markers", "slow: takes minutes; runs with --slow only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="slow: needs --slow"))


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Workshop:
    """Makes projects for the whole run; see tests/workshop.py."""
    folder = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        folder = folder.parent  # of the run, not of this worker
    shared = folder / "workshop"
    shared.mkdir(exist_ok=True)
    return Workshop(shared, {**GENOMES, **MORE_GENOMES})


@pytest.fixture(scope="session")
def bench(workshop: Workshop) -> Iterator[Workbench]:
    """A PostgreSQL server and quick commands of projects; see tests/update/workbench.py."""
    workbench = Workbench(workshop.product("clinic"))
    yield workbench
    workbench.close()
