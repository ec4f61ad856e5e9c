"""Which passwords are taken, and that they are kept and compared as they were sent."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core.exceptions import ValidationError
from rest_framework.test import APIClient

from apps.users.factories import UserFactory
from apps.users.models import CustomUser
from apps.users.passwords import ProductWordsValidator

REGISTER, TOKEN = "/api/auth/register/", "/api/auth/token/"
GOOD = "Tr0uble with Harvest moons"


def problem_with(password):
    body = {"email": "ada@example.com", "password": password, "workspace_name": "A"}
    return APIClient().post(REGISTER, body).json().get("errors", {}).get("password")


def sign_in(user, password):
    return APIClient().post(TOKEN, {"email": user.email, "password": password}).status_code


@pytest.mark.asvs("6.2.1")
@pytest.mark.django_db
def test_short_ones_are_refused():
    assert problem_with("q7Zr2mX9vT4")
    assert not problem_with("q7Zr2mX9vT4b")


@pytest.mark.asvs("6.2.4", "6.2.12")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "password",
    [
        "1q2w3e4r5t6y",
        "QWERTY123456",
        "password1234",
        "2026!Password!",
        "iloveyou!!!!!!",
        "123letmein456",
    ],
)
def test_common_and_breached_ones_are_refused(password):
    assert problem_with(password)


@pytest.mark.asvs("6.2.5")
@pytest.mark.parametrize(
    "password",
    [
        "mooncrustharvest",
        "MOONCRUSTHARVEST",
        "84759302716859403",
        "!?$%&/()=+*#'-_.:,;",
        "moon crust harvest",
        "\N{CRESCENT MOON}" * 12,
        "żółte księżyce jesienią",
    ],
)
def test_any_characters_will_do(password):
    validate_password(password)


@pytest.mark.asvs("6.2.9")
@pytest.mark.django_db
def test_long_ones_are_taken():
    assert not problem_with("moon crust harvest " * 6)


@pytest.mark.asvs("6.2.11")
@pytest.mark.parametrize("suffix", ["", "1", "2026!", " 123456789"])
def test_the_words_of_the_product_are_refused(suffix):
    words = next(
        validator.words
        for validator in get_password_validators(settings.AUTH_PASSWORD_VALIDATORS)
        if isinstance(validator, ProductWordsValidator)
    )
    with pytest.raises(ValidationError, match="name of the product"):
        validate_password(f"{words[0]}{words[-1]}{words[0]}{suffix}".ljust(12, "!"))


@pytest.mark.asvs("6.2.11")
def test_the_words_of_the_product_may_be_a_part():
    ProductWordsValidator(["bright", "clinic"]).validate("the clinic on harvest hill")


@pytest.mark.asvs("6.2.8")
@pytest.mark.django_db
@pytest.mark.parametrize("sent", [GOOD.lower(), f" {GOOD}", f"{GOOD} ", GOOD[:-1], f"{GOOD}x"])
def test_they_are_compared_as_they_are(sent):
    user = UserFactory(password=GOOD)
    assert sign_in(user, GOOD) == 200
    assert sign_in(user, sent) == 401


@pytest.mark.asvs("6.2.8")
@pytest.mark.django_db
def test_the_end_of_a_long_one_counts():
    long = "moon crust harvest " * 6
    user = UserFactory(password=long)
    assert sign_in(user, f"{long[:-1]}x") == 401


@pytest.mark.asvs("6.2.10")
@pytest.mark.django_db
def test_they_do_not_run_out():
    user = UserFactory(password=GOOD)
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    CustomUser.objects.filter(pk=user.pk).update(
        created_at=long_ago, updated_at=long_ago, last_login=long_ago
    )
    assert sign_in(user, GOOD) == 200


@pytest.mark.asvs("6.4.2")
def test_there_are_no_hints_and_no_questions():
    names = {field.name for field in CustomUser._meta.get_fields()}
    assert not {name for name in names if any(part in name for part in ("hint", "question"))}


@pytest.mark.asvs("6.3.2")
@pytest.mark.django_db
def test_nobody_is_there_before_somebody_comes():
    assert not CustomUser.objects.exists()


@pytest.mark.asvs("11.4.2", "11.2.2")
@pytest.mark.django_db
def test_a_stronger_hash_takes_over_at_the_next_sign_in(settings):
    """The tests' own hash is quick; production has Django's first choice."""
    user = UserFactory(password=GOOD)
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    assert sign_in(user, GOOD) == 200
    user.refresh_from_db()
    algorithm, iterations, _, _ = user.password.split("$")
    assert algorithm == "pbkdf2_sha256"
    assert int(iterations) == PBKDF2PasswordHasher.iterations >= 600_000
