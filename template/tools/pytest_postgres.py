"""A pytest plugin: the tests' own PostgreSQL is up before pytest-django reads the settings.

Loaded by `-p tools.pytest_postgres` in pyproject.toml. The workers of `pytest -n` inherit its
DATABASE_URL.
"""

from collections.abc import Generator

import pytest

from tools import local_postgres


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    try:
        local_postgres.ensure("test")
    except local_postgres.LocalPostgresError as problem:
        raise pytest.UsageError(str(problem)) from None
    return (yield)
