"""Fixtures for what runs inside a rendered project."""

import pytest
from lab import Lab, empty_database


@pytest.fixture
def lab(transactional_db):
    empty_database()
    yield Lab()
    empty_database()
