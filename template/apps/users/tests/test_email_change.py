"""Another e-mail address: only after the password, and only once its link was followed."""

import pytest
from allauth.account.models import EmailAddress
from rest_framework.test import APIClient

from apps.users.factories import PASSWORD, UserFactory

CHANGE, OWN, VERIFY = "/api/auth/email/change/", "/api/auth/email/", "/api/auth/email/verify/"
REAUTHENTICATE, TOKEN = "/api/auth/reauthenticate/", "/api/auth/token/"
NEW = "new@example.com"

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(user, sign_in):
    """A client of the user, who has just entered the password again."""
    client = sign_in(user)
    assert client.post(REAUTHENTICATE, {"password": PASSWORD}).status_code == 204
    return client


def status_of(email):
    return APIClient().post(TOKEN, {"email": email, "password": PASSWORD}).status_code


@pytest.mark.asvs("7.5.1")
def test_it_wants_the_password_again(user, sign_in):
    client = sign_in(user)
    response = client.post(CHANGE, {"email": NEW})
    assert response.status_code == 401
    assert response.json()["code"] == "reauthentication_required"
    assert not EmailAddress.objects.filter(email=NEW).exists()
    assert client.post(REAUTHENTICATE, {"password": "wrong"}).status_code == 422
    assert client.post(CHANGE, {"email": NEW}).status_code == 401
    client.post(REAUTHENTICATE, {"password": PASSWORD})
    assert client.post(CHANGE, {"email": NEW}).status_code == 202


def test_the_password_is_good_for_a_while(client, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert client.post(CHANGE, {"email": NEW}).json()["code"] == "reauthentication_required"


@pytest.mark.asvs("7.5.1")
def test_the_password_is_good_for_its_own_session(client, user, sign_in):
    assert sign_in(user).post(CHANGE, {"email": NEW}).status_code == 401


def test_it_is_the_users_own_once_the_link_was_followed(client, user, letters):
    former = user.email
    (letter,) = letters(client, CHANGE, {"email": NEW.upper()}, 202)
    assert letter.to == NEW
    assert client.get(OWN).json() == {"email": former, "pending": NEW}
    assert status_of(former) == 200
    (notice,) = letters(APIClient(), VERIFY, {"key": letter.key}, 204)
    assert (notice.to, notice.subject) == (former, "Your e-mail address was changed")
    assert client.get(OWN).json() == {"email": NEW, "pending": None}
    assert status_of(NEW) == 200
    assert status_of(former) == 401


def test_the_last_wish_counts(client, letters):
    (first,) = letters(client, CHANGE, {"email": "first@example.com"}, 202)
    (second,) = letters(client, CHANGE, {"email": NEW}, 202)
    assert APIClient().post(VERIFY, {"key": first.key}).status_code == 422
    assert APIClient().post(VERIFY, {"key": second.key}).status_code == 204


def test_an_address_of_somebody_else_stays_theirs(client, user, letters):
    """The answer does not tell that it is taken, and its owner's link does not give it away."""
    other = UserFactory()
    (letter,) = letters(client, CHANGE, {"email": other.email}, 202)
    assert APIClient().post(VERIFY, {"key": letter.key}).status_code == 422
    user.refresh_from_db()
    assert user.email != other.email


def test_ones_own_address_is_no_change(client, user):
    response = client.post(CHANGE, {"email": user.email})
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["email"]


@pytest.mark.parametrize("email", ["", "x", None, [], "x" * 300 + "@example.com"])
def test_what_is_no_address_is_refused(client, email):
    assert client.post(CHANGE, {"email": email}, format="json").status_code == 422


@pytest.mark.asvs("6.6.2")
def test_a_reset_link_of_the_former_address_is_void(client, user, letters):
    forgot = {"email": user.email}
    (reset,) = letters(APIClient(), "/api/auth/password/forgot/", forgot, 202)
    (letter,) = letters(client, CHANGE, {"email": NEW}, 202)
    assert APIClient().post(VERIFY, {"key": letter.key}).status_code == 204
    body = {"key": reset.key, "password": "another good password"}
    assert APIClient().post("/api/auth/password/reset/", body).status_code == 422
