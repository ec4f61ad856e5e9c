"""Nobody learns from the outside which addresses have an account: not by words, not by work."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from rest_framework.test import APIClient

from apps.users.factories import UserFactory

# Of the same length: the answers name them.
KNOWN, UNKNOWN = "ada@example.com", "bob@example.com"

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["verified", "unverified", "locked"])
def somebody(request):
    """A user with the known address."""
    return UserFactory(
        email=KNOWN, is_verified=request.param != "unverified", is_active=request.param != "locked"
    )


@pytest.fixture
def hashes(monkeypatch):
    """Each password that was hashed: what takes time, and can be measured from afar."""
    seen = []
    encode = MD5PasswordHasher.encode

    def counted(self, password, salt):
        seen.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return seen


def sign_up(email):
    return {"email": email, "password": "a long good password", "workspace_name": "A"}


def credentials(email):
    return {"email": email, "password": "a wrong password"}


def address(email):
    return {"email": email}


@pytest.mark.parametrize(
    ("url", "body", "status"),
    [
        ("/api/auth/register/", sign_up, 202),
        ("/api/auth/token/", credentials, 401),
        ("/api/auth/password/forgot/", address, 202),
        ("/api/auth/email/resend/", address, 202),
    ],
)
def test_known_and_unknown_addresses_look_the_same(somebody, hashes, letters, url, body, status):
    observed = []
    for email in (KNOWN, UNKNOWN):
        hashes.clear()
        sent = letters(APIClient(), url, body(email), status)
        work = len(sent), len(hashes)
        response = APIClient().post(url, body(email))
        assert response.status_code == status
        content = response.content.decode().replace(email, "")
        headers = {name: value for name, value in response.items() if name != "X-Request-ID"}
        observed.append((content, headers, sorted(response.cookies), work))
    assert observed[0] == observed[1]


def test_a_locked_user_gets_no_link_to_reset(letters):
    UserFactory(email=KNOWN, is_active=False)
    (letter,) = letters(APIClient(), "/api/auth/password/forgot/", {"email": KNOWN}, 202)
    assert "reset-password" not in letter.text
