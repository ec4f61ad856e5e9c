"""Sign-up: a user and their workspace, or nothing; and nobody in without their own address."""

from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError
from rest_framework.test import APIClient

from apps.users import services
from apps.users.factories import UserFactory
from apps.users.models import CustomUser, Membership, Workspace
from apps.users.roles import Role

URL, TOKEN, ME = "/api/auth/register/", "/api/auth/token/", "/api/auth/me/"
VERIFY, RESEND = "/api/auth/email/verify/", "/api/auth/email/resend/"
PASSWORD = "a long good password"
BODY = {
    "email": "Ada@Example.com",
    "password": PASSWORD,
    "full_name": "Ada Diaz",
    "workspace_name": "Bright Clinic",
}
CREDENTIALS = {"email": BODY["email"], "password": PASSWORD}

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient()


def test_it_makes_user_workspace_and_owner(api):
    response = api.post(URL, BODY)
    assert response.status_code == 202
    assert response.json() == {"email": "ada@example.com"}
    user = CustomUser.objects.get()
    assert user.email == "ada@example.com"
    assert user.full_name == "Ada Diaz"
    assert user.check_password(PASSWORD)
    assert user.active_membership.role == Role.OWNER
    assert user.active_workspace.name == "Bright Clinic"


def test_the_link_of_the_e_mail_opens_the_door(api, letters):
    (letter,) = letters(api, URL, BODY, 202)
    assert letter.to == "ada@example.com"
    answer = api.post(TOKEN, CREDENTIALS)
    assert answer.status_code == 401
    assert answer.json()["code"] == "email_verification_required"
    assert "access" not in answer.cookies
    assert api.post(VERIFY, {"key": letter.key}).status_code == 204
    assert api.post(TOKEN, CREDENTIALS).status_code == 200
    assert api.get(ME).json()["active_workspace"]["name"] == "Bright Clinic"


@pytest.mark.asvs("1.2.2")
def test_the_key_is_quoted_in_the_link_and_must_be_decoded(api, letters):
    (letter,) = letters(api, URL, BODY, 202)
    quoted = letter.link.partition("key=")[2]
    assert quoted != letter.key == unquote(quoted)
    assert api.post(VERIFY, {"key": quoted}).status_code == 422
    assert api.post(VERIFY, {"key": letter.key}).status_code == 204


@pytest.mark.asvs("6.4.1")
def test_a_link_works_once(api, letters):
    (letter,) = letters(api, URL, BODY, 202)
    assert api.post(VERIFY, {"key": letter.key}).status_code == 204
    response = api.post(VERIFY, {"key": letter.key})
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["key"]


@pytest.mark.asvs("6.4.1")
def test_a_link_works_for_three_days(api, letters, settings):
    (letter,) = letters(api, URL, BODY, 202)
    settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 0
    assert api.post(VERIFY, {"key": letter.key}).status_code == 422
    assert not EmailAddress.objects.get().verified


@pytest.mark.asvs("6.4.1")
@pytest.mark.parametrize("key", ["", "x", "Mg:1:x", "\N{SNOWMAN}", "x" * 501])
def test_what_is_no_key_is_refused(api, key):
    assert api.post(VERIFY, {"key": key}).status_code == 422


def test_the_link_can_be_had_again(api, letters):
    letters(api, URL, BODY, 202)
    (letter,) = letters(api, RESEND, {"email": BODY["email"]}, 202)
    assert api.post(VERIFY, {"key": letter.key}).status_code == 204


def test_a_sign_in_sends_the_link_again(api, letters):
    letters(api, URL, BODY, 202)
    (letter,) = letters(api, TOKEN, CREDENTIALS, 401)
    assert api.post(VERIFY, {"key": letter.key}).status_code == 204


@pytest.mark.parametrize("way", [TOKEN, RESEND])
def test_who_was_made_by_code_is_asked_to_verify_the_address(api, letters, way):
    user = CustomUser.objects.create_user(BODY["email"], PASSWORD)
    body, status = (CREDENTIALS, 401) if way == TOKEN else ({"email": BODY["email"]}, 202)
    (letter,) = letters(api, way, body, status)
    assert letter.subject == "Confirm your e-mail address"
    assert api.post(VERIFY, {"key": letter.key}).status_code == 204
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("ada@example.com", True, True)
    assert api.post(TOKEN, CREDENTIALS).status_code == 200


@pytest.mark.asvs("2.3.3")
def test_it_is_all_or_nothing(monkeypatch):
    def fail(**values):
        raise RuntimeError

    monkeypatch.setattr(Membership.objects, "create", fail)
    with pytest.raises(RuntimeError):
        services.user_register(email="a@example.com", password="x", workspace_name="A")
    assert not CustomUser.objects.exists()
    assert not Workspace.objects.exists()


@pytest.mark.asvs("2.2.1", "2.2.2")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": ""}, "email"),
        ({"email": "x" * 300 + "@example.com"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "ada@example.com"}, "password"),
        ({"password": "x" * 1000}, "password"),
        ({"full_name": "x" * 256}, "full_name"),
        ({"workspace_name": " "}, "workspace_name"),
        ({"workspace_name": None}, "workspace_name"),
    ],
)
def test_what_is_wrong_is_named(api, change, field):
    response = api.post(URL, {**BODY, **change}, format="json")
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [field]
    assert not CustomUser.objects.exists()


def test_an_address_is_taken_in_any_case(api, letters):
    UserFactory(email="ADA@example.com")
    (letter,) = letters(api, URL, BODY, 202)
    assert letter.subject == "You have an account already"
    assert CustomUser.objects.count() == 1
    assert not Workspace.objects.exists()


def test_a_race_for_an_address_is_no_fault(api, letters, monkeypatch):
    taken = UserFactory(email=BODY["email"])
    found = iter([[], [taken]])
    monkeypatch.setattr(
        "allauth.account.internal.userkit.filter_users_by_email",
        lambda *args, **kwargs: next(found),
    )
    (letter,) = letters(api, URL, BODY, 202)
    assert letter.subject == "You have an account already"
    assert CustomUser.objects.count() == 1


@pytest.mark.asvs("15.3.3")
def test_nobody_becomes_staff_by_asking(api):
    api.post(URL, {**BODY, "is_staff": True, "is_superuser": True, "role": "owner"})
    user = CustomUser.objects.get()
    assert not user.is_staff
    assert not user.is_superuser


def test_the_database_knows_no_two_users_of_one_address():
    UserFactory(email="ada@example.com")
    with pytest.raises(IntegrityError):
        UserFactory(email="ADA@example.com")
