"""What a project says when its settings are wrong, and which variants of it work."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.workshop import Product, Workshop

pytestmark = pytest.mark.product

LOADING = "import django; django.setup()"
SOUND = {
    "DATABASE_URL": "postgres://localhost/unused",
    "SECRET_KEY": "x" * 60,
    "FIELD_ENCRYPTION_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "ALLOWED_HOSTS": "app.example.com",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.com:587",
    "DEFAULT_FROM_EMAIL": "noreply@example.com",
    "FRONTEND_URL": "https://example.com",
}
WRONG = [
    ({"DATABASE_URL": ""}, ["DATABASE_URL is not set", "postgres://user:password@"]),
    ({"DATABASE_URL": "sqlite:///db.sqlite3"}, ["starts with 'sqlite:'", "PostgreSQL only"]),
    ({"DATABASE_URL": "mysql://localhost/db"}, ["starts with 'mysql:'", "PostgreSQL only"]),
    ({"SECRET_KEY": ""}, ["SECRET_KEY is not set", "make env"]),
    ({"FIELD_ENCRYPTION_KEYS": ""}, ["FIELD_ENCRYPTION_KEYS is not set", "make env"]),
    ({"ALLOWED_HOSTS": ""}, ["ALLOWED_HOSTS must name the hosts"]),
    ({"ALLOWED_HOSTS": "*"}, ["ALLOWED_HOSTS must name the hosts"]),
    ({"DEBUG": "true"}, ["DEBUG is on"]),
    ({"EMAIL_URL": ""}, ["EMAIL_URL is not set", "smtp+tls://"]),
    ({"DEFAULT_FROM_EMAIL": ""}, ["DEFAULT_FROM_EMAIL is not set"]),
    ({"FRONTEND_URL": ""}, ["FRONTEND_URL is not set"]),
    ({"FRONTEND_URL": "http://example.com"}, ["FRONTEND_URL must start with https://"]),
]


@pytest.fixture
def product(workshop: Workshop) -> Product:
    return workshop.product("clinic")


def load(product: Product, **variables: str) -> tuple[int, str]:
    """Load the production settings; the exit status, and the last line of what was said."""
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.production", **SOUND, **variables}
    done = product.python("-c", LOADING, check=False, **settings)
    return done.returncode, done.stdout.strip().rpartition("\n")[2]


def test_sound_settings_load(product: Product) -> None:
    assert load(product) == (0, "")


@pytest.mark.parametrize(("variables", "words"), WRONG, ids=str)
def test_wrong_settings_are_refused_in_words_that_help(
    product: Product, variables: Mapping[str, str], words: list[str]
) -> None:
    status, message = load(product, **variables)

    assert status == 1
    assert message.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert all(word in message for word in words), message


def test_the_server_for_production_answers_to_no_default(product: Product) -> None:
    """`config.wsgi` takes the production settings, and no database comes by itself there."""
    done = product.python("-c", "import config.wsgi", check=False, SECRET_KEY="x" * 60)

    assert done.returncode == 1
    assert "is not set" in done.stdout or "must name the hosts" in done.stdout
