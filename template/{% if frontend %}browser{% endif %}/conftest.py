"""Fixtures: the servers, the browser and the people at it."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import override_settings, setup_databases, teardown_databases
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from apps.core.testing import requests_as_the_app
from apps.users.factories import WorkspaceFactory
from apps.users.models import Workspace
from browser import screens
from browser.people import Person, member_at, person_at

# Playwright waits in an event loop; no code of ours does.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = (
    os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OTHER_SESSIONS_END = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

Visitor = Callable[..., Person]


@pytest.fixture(autouse=True)
def same_samples_every_time() -> None:
    """Let the factories count on: what earlier tests have made is still there."""


@pytest.fixture(scope="session")
def database(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database that server and tests share.

    Every test makes workspaces of its own, so that nothing has to be cleaned up between them.
    """
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False)
        yield
        # Threads of the server wait for browsers that are gone.
        with connection.cursor() as cursor:
            cursor.execute(OTHER_SESSIONS_END)
        teardown_databases(databases, verbosity=0)


@pytest.fixture(scope="session")
def address(database: None) -> Iterator[str]:
    """Where the screens are, with the API behind them."""
    address = screens.free_address()
    links = settings.HEADLESS_FRONTEND_URLS.items()
    changes = {
        "ALLOWED_HOSTS": ["testserver", "localhost"],
        "CSRF_TRUSTED_ORIGINS": [address],
        "FRONTEND_URL": address,
        "HEADLESS_FRONTEND_URLS": {
            name: link.replace(settings.FRONTEND_URL, address) for name, link in links
        },
    }
    with requests_as_the_app(), override_settings(**changes):
        api = LiveServer("localhost")
        try:
            with screens.served(address, api.url):
                yield address
        finally:
            api.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    if CHROMIUM is None:
        pytest.fail("There is no Chromium: install it, or name it by CHROMIUM_PATH.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def workspace(address: str) -> Workspace:
    """The workspace that the test is about."""
    return WorkspaceFactory()


@pytest.fixture
def people() -> Iterator[list[Person]]:
    """Everybody who takes part. Their browsers must have had nothing to complain of."""
    everybody: list[Person] = []
    yield everybody
    for person in everybody:
        person.page.context.close()
    assert [person.complaints for person in everybody if person.complaints] == []


@pytest.fixture
def visitor(address: str, browser: Browser, people: list[Person]) -> Visitor:
    """Return a function: somebody who is not signed in."""

    def come(**options: Any) -> Person:
        people.append(person_at(browser, address, **options))
        return people[-1]

    return come


@pytest.fixture
def member(address: str, browser: Browser, people: list[Person], workspace: Workspace) -> Visitor:
    """Return a function `member(role, workspace=...)`: a new member, signed in."""

    def come(role: str, workspace: Workspace = workspace, **options: Any) -> Person:
        people.append(member_at(browser, address, workspace, role, **options))
        return people[-1]

    return come
