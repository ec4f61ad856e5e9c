"""What the tests of sign-in share: people's clients, and their mailboxes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core import mail
from rest_framework.test import APIClient

from apps.users.factories import PASSWORD, create_member
from apps.users.models import CustomUser, Workspace

LINK = re.compile(rf"{re.escape(settings.FRONTEND_URL)}\S+")


@dataclass(frozen=True)
class Letter:
    """An e-mail as its reader sees it."""

    to: str
    subject: str
    text: str
    html: str

    @property
    def link(self) -> str:
        """The address that the e-mail leads to."""
        return LINK.findall(self.text)[0]

    @property
    def key(self) -> str:
        """The key as a page reads it from its own address."""
        return parse_qs(urlsplit(self.link).fragment)["key"][0]


Post = Callable[..., list[Letter]]


@pytest.fixture
def letters(django_capture_on_commit_callbacks: Any) -> Post:
    """Return a function that posts something and returns the e-mails which that has sent."""

    def post(client: APIClient, url: str, body: dict[str, Any], status: int) -> list[Letter]:
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(url, body)
        assert response.status_code == status, response.content
        return [_letter(message) for message in mail.outbox[before:]]

    return post


@pytest.fixture
def user(workspace: Workspace) -> CustomUser:
    """A member who has verified their address."""
    return create_member(workspace)


@pytest.fixture
def sign_in() -> Callable[..., APIClient]:
    """Return a function: an API client of a user, after a real sign-in."""

    def make(user: CustomUser, password: str = PASSWORD) -> APIClient:
        client = APIClient()
        body = {"email": user.email, "password": password, "delivery": "body"}
        answer = client.post("/api/auth/token/", body)
        assert answer.status_code == 200, answer.content
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {answer.json()['access']}")
        return client

    return make


def _letter(message: Any) -> Letter:
    (html,) = (part.content for part in message.alternatives)
    (to,) = message.to
    return Letter(to=to, subject=message.subject, text=message.body, html=html)
