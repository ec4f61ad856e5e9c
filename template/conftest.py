"""Fixtures that the tests of all apps share."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import factory.random
import pytest
from rest_framework.request import Request
from rest_framework.test import APIClient, APIRequestFactory

from apps.core.seeding import ordered_factories
from apps.core.testing import MemberClient, requests_as_the_app
from apps.users.factories import PASSWORD, WorkspaceFactory, create_member
from apps.users.models import Workspace

pytest_plugins = ["apps.core.tests.isolation.counting"]

ClientAs = Callable[..., MemberClient]
SerializerContext = Callable[[str], dict[str, Any]]
SignedInAs = Callable[..., APIClient]
record_factories = cache(ordered_factories)


@pytest.fixture(autouse=True)
def same_samples_every_time() -> None:
    """Let the factories make up the same values in every run.

    They count anew in every test, too: numbers that must be unique have a maximum.
    """
    factory.random.reseed_random("tests")
    for each in record_factories():
        each.reset_sequence(force=True)


@pytest.fixture(autouse=True)
def row_level_security(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the requests of all clients run as the app's role; the tests own the tables."""
    if "_django_db_helper" not in request.fixturenames:
        yield
        return
    with requests_as_the_app():
        yield


@pytest.fixture
def workspace(db: None) -> Workspace:
    """The workspace that the test is about."""
    return WorkspaceFactory()


@pytest.fixture
def other_workspace(db: None) -> Workspace:
    """A workspace of somebody else, whose records must stay unseen."""
    return WorkspaceFactory()


@pytest.fixture
def client_as(workspace: Workspace) -> ClientAs:
    """Return a function `client_as(role, workspace=...)`: a client of a new member."""

    def make(role: str, workspace: Workspace = workspace) -> MemberClient:
        return MemberClient(create_member(workspace, role))

    return make


@pytest.fixture
def serializer_context(workspace: Workspace) -> SerializerContext:
    """Return a function `serializer_context(role)`: what a view gives to its serializer."""

    def make(role: str) -> dict[str, Any]:
        request = Request(APIRequestFactory().get("/"))
        request.user = create_member(workspace, role)
        return {"request": request}

    return make


@pytest.fixture
def signed_in_as(workspace: Workspace) -> SignedInAs:
    """Return a function `signed_in_as(role, workspace=...)`: a browser after a real sign-in.

    It holds the cookies, sends the CSRF header, and its CSRF checks are on.
    """

    def make(role: str, workspace: Workspace = workspace) -> APIClient:
        user = create_member(workspace, role)
        client = APIClient(enforce_csrf_checks=True)
        answer = client.post("/api/auth/token/", {"email": user.email, "password": PASSWORD})
        assert answer.status_code == 200, answer.content
        client.credentials(HTTP_X_CSRFTOKEN=client.cookies["csrftoken"].value)
        return client

    return make
