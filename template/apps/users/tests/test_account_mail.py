"""E-mails about accounts: readable in every form, and never in the way of the answer."""

import logging
import smtplib

import pytest
from django.conf import settings as configured
from django.core import mail
from django.template.loader import get_template
from rest_framework.test import APIClient

from apps.users.factories import PASSWORD
from apps.users.models import CustomUser
from config.environment import BASE_DIR

REGISTER, FORGOT = "/api/auth/register/", "/api/auth/password/forgot/"
TEMPLATES = BASE_DIR / "templates" / "account" / "email"
SIGN_UP = {
    "email": "ada@example.com",
    "password": "a long good password",
    "full_name": "<b>Win</b> https://evil.example.com",
    "workspace_name": "<b>Win</b> https://evil.example.com",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken_mail_server(monkeypatch):
    """A mail server that refuses, and quotes the address while it does."""

    def refuse(*args, **kwargs):
        raise smtplib.SMTPRecipientsRefused({"ada@example.com": (550, b"no ada@example.com")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)


def test_they_are_text_and_html_with_the_same_link(letters):
    (letter,) = letters(APIClient(), REGISTER, SIGN_UP, 202)
    assert configured.SITE_NAME in letter.text
    assert letter.link in letter.text
    assert f'href="{letter.link}"' in letter.html
    assert "<" not in letter.text
    assert mail.outbox[-1].from_email == configured.DEFAULT_FROM_EMAIL


@pytest.mark.asvs("1.1.2", "1.2.1", "1.3.11")
def test_strangers_cannot_write_into_them(letters):
    """Whoever signs up with somebody else's address must not get a word of theirs to them."""
    (letter,) = letters(APIClient(), REGISTER, SIGN_UP, 202)
    assert "evil" not in letter.subject + letter.text + letter.html


def test_every_e_mail_has_subject_text_and_html():
    names = {path.name.partition("_message")[0] for path in TEMPLATES.glob("*_message.html")}
    assert len(names) >= 9
    for name in names:
        for part in ("subject.txt", "message.txt", "message.html"):
            origin = get_template(f"account/email/{name}_{part}").origin.name
            assert origin.startswith(str(BASE_DIR)), origin


def test_they_are_sent_once_the_transaction_is_committed():
    APIClient().post(REGISTER, SIGN_UP)
    assert not mail.outbox


@pytest.mark.asvs("16.5.2")
def test_a_mail_server_that_is_down_changes_no_answer(broken_mail_server, letters, user, caplog):
    with caplog.at_level(logging.ERROR):
        letters(APIClient(), REGISTER, SIGN_UP, 202)
        letters(APIClient(), FORGOT, {"email": user.email}, 202)
        letters(APIClient(), FORGOT, {"email": "nobody@example.com"}, 202)
    assert CustomUser.objects.get(email="ada@example.com").memberships.exists()
    assert caplog.text.count("SMTPRecipientsRefused") == 3
    assert "@example.com" not in caplog.text


def test_a_mail_server_that_was_down_can_be_asked_again(letters, monkeypatch):
    with monkeypatch.context() as down:
        down.setattr("django.core.mail.message.EmailMessage.send", _refuse)
        letters(APIClient(), REGISTER, SIGN_UP, 202)
    (letter,) = letters(APIClient(), "/api/auth/email/resend/", {"email": SIGN_UP["email"]}, 202)
    assert APIClient().post("/api/auth/email/verify/", {"key": letter.key}).status_code == 204


def test_a_change_says_when_and_from_where(user, letters, sign_in):
    body = {"current_password": PASSWORD, "new_password": "another good password"}
    (letter,) = letters(sign_in(user), "/api/auth/password/change/", body, 200)
    for form in (letter.text, letter.html):
        assert "127.0.0.1" in form


def _refuse(*args, **kwargs):
    raise ConnectionRefusedError
