"""Passwords that are forgotten or changed, and what that ends."""

import pytest
from rest_framework.test import APIClient

from apps.users.factories import PASSWORD, UserFactory

FORGOT, RESET, CHANGE = (
    "/api/auth/password/forgot/",
    "/api/auth/password/reset/",
    "/api/auth/password/change/",
)
TOKEN, REFRESH, ME = "/api/auth/token/", "/api/auth/token/refresh/", "/api/auth/me/"
NEW = "another good password"

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient()


def status_of(user, password):
    body = {"email": user.email, "password": password}
    return APIClient().post(TOKEN, body).status_code


@pytest.mark.asvs("6.4.3")
def test_the_link_of_the_e_mail_sets_a_new_password(api, user, letters):
    (letter,) = letters(api, FORGOT, {"email": user.email.upper()}, 202)
    (notice,) = letters(api, RESET, {"key": letter.key, "password": NEW}, 204)
    assert notice.subject == "Your password was reset"
    assert status_of(user, NEW) == 200
    assert status_of(user, PASSWORD) == 401


@pytest.mark.asvs("6.4.1", "6.4.3")
def test_a_reset_link_works_once(api, user, letters):
    (letter,) = letters(api, FORGOT, {"email": user.email}, 202)
    letters(api, RESET, {"key": letter.key, "password": NEW}, 204)
    response = api.post(RESET, {"key": letter.key, "password": PASSWORD})
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["key"]
    assert status_of(user, NEW) == 200


@pytest.mark.asvs("6.4.1", "6.4.3")
def test_a_reset_link_works_for_an_hour(api, user, letters, settings):
    (letter,) = letters(api, FORGOT, {"email": user.email}, 202)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert api.post(RESET, {"key": letter.key, "password": NEW}).status_code == 422
    assert status_of(user, PASSWORD) == 200


@pytest.mark.asvs("6.4.3")
@pytest.mark.parametrize("key", ["", "x", "x-y", "-", "1-d1-0", "\N{SNOWMAN}-x", "x" * 501])
def test_what_is_no_key_resets_nothing(api, key):
    response = api.post(RESET, {"key": key, "password": NEW})
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["key"]


def test_a_reset_refuses_a_weak_password(api, user, letters):
    (letter,) = letters(api, FORGOT, {"email": user.email}, 202)
    response = api.post(RESET, {"key": letter.key, "password": user.email})
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["password"]


@pytest.mark.asvs("7.4.3")
def test_a_reset_ends_all_sessions(api, user, letters, sign_in):
    clients = [sign_in(user), sign_in(user)]
    (letter,) = letters(api, FORGOT, {"email": user.email}, 202)
    letters(api, RESET, {"key": letter.key, "password": NEW}, 204)
    assert [client.get(ME).status_code for client in clients] == [401, 401]
    assert not user.usersession_set.exists()


def test_no_link_goes_to_an_address_that_is_not_verified_yet(api, user, letters, sign_in):
    client = sign_in(user)
    client.post("/api/auth/reauthenticate/", {"password": PASSWORD})
    letters(client, "/api/auth/email/change/", {"email": "typo@example.com"}, 202)
    (letter,) = letters(api, FORGOT, {"email": "typo@example.com"}, 202)
    assert "reset-password" not in letter.text


@pytest.mark.asvs("6.2.3")
def test_a_change_wants_the_present_password(user, sign_in):
    client = sign_in(user)
    body = {"current_password": "wrong", "new_password": NEW}
    assert list(client.post(CHANGE, body).json()["errors"]) == ["current_password"]
    body.pop("current_password")
    assert list(client.post(CHANGE, body).json()["errors"]) == ["current_password"]
    assert status_of(user, PASSWORD) == 200


@pytest.mark.asvs("6.2.4")
def test_a_change_refuses_a_weak_password(user, sign_in):
    body = {"current_password": PASSWORD, "new_password": "short"}
    response = sign_in(user).post(CHANGE, body)
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["new_password"]


@pytest.mark.asvs("6.2.2", "7.4.3")
def test_a_change_keeps_this_session_and_ends_the_others(user, letters, sign_in):
    mine, other = sign_in(user), sign_in(user)
    refresh = sign_in_for_refresh(user)
    response = mine.post(CHANGE, {"current_password": PASSWORD, "new_password": NEW})
    assert response.status_code == 200
    assert [client.get(ME).status_code for client in (mine, other)] == [401, 401]
    mine.credentials(HTTP_AUTHORIZATION=f"Bearer {response.json()['access']}")
    assert mine.get(ME).status_code == 200
    assert APIClient().post(REFRESH, {"refresh": refresh}).status_code == 401
    refresh = response.json()["refresh"]
    assert APIClient().post(REFRESH, {"refresh": refresh}).status_code == 200
    assert user.usersession_set.count() == 1


@pytest.mark.asvs("7.2.4")
def test_browsers_get_new_cookies_with_a_new_password(signed_in_as):
    browser = signed_in_as("owner")
    response = browser.post(CHANGE, {"current_password": PASSWORD, "new_password": NEW})
    assert response.status_code == 200
    assert response.json() == {"expires_in": 900}
    assert browser.get(ME).status_code == 200


def test_the_user_is_told_of_a_change(user, letters, sign_in):
    body = {"current_password": PASSWORD, "new_password": NEW}
    (letter,) = letters(sign_in(user), CHANGE, body, 200)
    assert (letter.to, letter.subject) == (user.email, "Your password was changed")
    assert "127.0.0.1" in letter.text


def test_a_change_needs_a_session(client_as):
    body = {"current_password": PASSWORD, "new_password": NEW}
    assert client_as("owner").post(CHANGE, body).status_code == 401


def sign_in_for_refresh(user):
    body = {"email": user.email, "password": PASSWORD, "delivery": "body"}
    return APIClient().post(TOKEN, body).json()["refresh"]


def test_an_unverified_user_may_reset_but_not_enter(api, letters):
    user = UserFactory(is_verified=False)
    (letter,) = letters(api, FORGOT, {"email": user.email}, 202)
    letters(api, RESET, {"key": letter.key, "password": NEW}, 204)
    response = api.post(TOKEN, {"email": user.email, "password": NEW})
    assert response.json()["code"] == "email_verification_required"
