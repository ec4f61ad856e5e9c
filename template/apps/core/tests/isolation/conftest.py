"""The arena, in every situation."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from apps.core.testing import requests_as_the_app
from apps.core.tests.isolation.arena import Arena
from apps.core.tests.isolation.counting import ATTEMPTS
from apps.core.tests.isolation.situations import Situation, remove_scoping


@pytest.fixture(params=Situation, ids=str)
def situation(request: pytest.FixtureRequest) -> Situation:
    """Every situation in turn; a test that needs one only parametrizes `situation` itself."""
    return request.param


@pytest.fixture(autouse=True)
def row_level_security(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let requests run as the app's role, unless the second wall is to be away."""
    if "situation" in request.fixturenames:
        situation: Situation = request.getfixturevalue("situation")
        if not situation.has_row_security:
            yield
            return
    with requests_as_the_app():
        yield


@pytest.fixture
def arena(
    db: None,
    situation: Situation,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Any,
) -> Iterator[Arena]:
    """Two workspaces. When the test ends, the foreign one must be untouched and untold."""
    arena = Arena(situation)
    if not situation.has_scoping:
        remove_scoping(monkeypatch)
    with _heard_by(arena.log):
        yield arena
    record_property(ATTEMPTS, arena.attempts)
    arena.expect_no_traces()


@contextmanager
def _heard_by(handler: logging.Handler) -> Iterator[None]:
    """Let a handler hear every logger, those too that do not pass on what they hear."""
    named = logging.root.manager.loggerDict.values()
    loggers = [item for item in named if isinstance(item, logging.Logger) and not item.propagate]
    for logger in (logging.root, *loggers):
        logger.addHandler(handler)
    yield
    for logger in (logging.root, *loggers):
        logger.removeHandler(handler)
