"""How often somebody may try: limits by address, by account and by user."""

import pytest
from django.core.cache import cache
from django.test import override_settings
from rest_framework.test import APIClient

from apps.users.factories import PASSWORD
from config.settings import accounts

REGISTER, TOKEN, FORGOT, RESEND = (
    "/api/auth/register/",
    "/api/auth/token/",
    "/api/auth/password/forgot/",
    "/api/auth/email/resend/",
)

WRONG = "a wrong password"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limited():
    """The limits of production."""
    cache.clear()
    with override_settings(ACCOUNT_RATE_LIMITS=accounts.ACCOUNT_RATE_LIMITS):
        yield
    cache.clear()


def guess(email, address="192.0.2.1", password=WRONG, **headers):
    body = {"email": email, "password": password}
    return APIClient().post(TOKEN, body, REMOTE_ADDR=address, headers=headers)


@pytest.mark.asvs("6.1.1", "6.3.1")
@pytest.mark.parametrize("is_known", [True, False])
def test_guesses_for_one_account_are_limited_wherever_they_come_from(user, is_known):
    email = user.email if is_known else "nobody@example.com"
    answers = [guess(email, f"192.0.2.{number}").status_code for number in range(6)]
    assert answers == [401] * 5 + [429]
    assert guess(email, password=PASSWORD).status_code == 429


@pytest.mark.asvs("6.3.1")
def test_another_name_of_the_host_gives_no_more_guesses(user, settings):
    settings.ALLOWED_HOSTS = [".example.com"]
    answers = [guess(user.email, Host=f"{number}.example.com").status_code for number in range(6)]
    assert answers == [401] * 5 + [429]


def test_a_new_password_forgets_the_guesses(user, letters):
    for _ in range(6):
        guess(user.email)
    (letter,) = letters(APIClient(), FORGOT, {"email": user.email}, 202)
    body = {"key": letter.key, "password": "another good password"}
    letters(APIClient(), "/api/auth/password/reset/", body, 204)
    answer = guess(user.email, "192.0.2.99", password="another good password")
    assert answer.status_code == 200


@pytest.mark.asvs("6.3.1")
def test_guesses_from_one_address_are_limited_for_all_accounts():
    answers = [guess(f"user-{number}@example.com").status_code for number in range(11)]
    assert answers == [401] * 10 + [429]


def test_the_refusal_has_the_common_shape(user):
    for _ in range(5):
        guess(user.email)
    response = guess(user.email)
    assert response.json()["code"] == "throttled"
    assert list(response.json()["errors"]) == ["non_field_errors"]


def test_signing_in_uses_up_no_guesses(user):
    for _ in range(8):
        assert guess(user.email, password=PASSWORD).status_code == 200


@pytest.mark.asvs("4.1.3", "15.3.4")
def test_a_made_up_forwarded_address_does_not_help(user):
    answers = [
        guess(f"user-{number}@example.com", **{"X-Forwarded-For": f"198.51.100.{number}"})
        for number in range(11)
    ]
    assert answers[-1].status_code == 429


@pytest.mark.asvs("15.3.4")
def test_behind_a_proxy_clients_are_told_apart(settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}

    def answer(number, address):
        forwarded = {"X-Forwarded-For": f"203.0.113.{number}, {address}"}
        return guess(f"user-{number}@example.com", **forwarded).status_code

    assert [answer(number, "198.51.100.1") for number in range(11)] == [401] * 10 + [429]
    assert answer(11, "198.51.100.2") == 401


@pytest.mark.asvs("2.4.1")
@pytest.mark.parametrize(("url", "allowed"), [(FORGOT, 5), (RESEND, 1)])
@pytest.mark.parametrize("is_known", [True, False])
def test_nobody_can_fill_a_mailbox(user, letters, url, allowed, is_known):
    email = user.email if is_known else "nobody@example.com"
    sent, statuses = 0, []
    for _ in range(allowed + 1):
        expected = 429 if url == FORGOT and len(statuses) == allowed else 202
        sent += len(letters(APIClient(), url, {"email": email}, expected))
        statuses.append(expected)
    assert sent == allowed


def test_signing_up_is_limited():
    body = {"password": "a long good password", "workspace_name": "A"}
    answers = [
        APIClient().post(REGISTER, {**body, "email": f"user-{number}@example.com"}).status_code
        for number in range(21)
    ]
    assert answers == [202] * 20 + [429]


@pytest.mark.asvs("6.3.1")
def test_a_borrowed_device_cannot_guess_the_password(user, sign_in):
    client = sign_in(user)
    answers = [
        client.post("/api/auth/reauthenticate/", {"password": f"guess {number}"}).status_code
        for number in range(11)
    ]
    assert answers[:5] == [422] * 5
    assert answers[-1] == 429


def test_sign_in_is_limited_before_anything_is_looked_at(monkeypatch):
    rates = {"anonymous": None, "auth": "2/min"}
    monkeypatch.setattr("apps.core.throttles.Throttle.THROTTLE_RATES", rates)
    answers = [APIClient().post(TOKEN, {}).status_code for _ in range(3)]
    assert answers == [422, 422, 429]
