"""Bodies that break stock JSON parsers are answered with an error of the client's."""

import json

import pytest
from rest_framework.exceptions import ParseError

from apps.core import parsers
from apps.core.parsers import MAX_DEPTH
from apps.users.roles import Role

URL = "/api/v1/memberships/"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("apps.core.tests.membership_api")]


@pytest.fixture
def post(client_as):
    client = client_as(Role.OWNER)

    def send(body, url=URL):
        return client.post(url, body, content_type="application/json")

    return send


@pytest.mark.asvs("15.2.2")
@pytest.mark.parametrize(
    "body",
    [
        "{",
        "\xff\xfe".encode("latin-1"),
        "\ufeff{}",
        '{"user": NaN}',
        '{"user": Infinity}',
        '{"user": 1e999}',
        '{"user": ' + "9" * 5000 + "}",
        '{"user": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"user": ' * 100_000,
    ],
    ids=["cut", "bytes", "mark", "nan", "infinity", "huge", "digits", "deep", "cut and deep"],
)
def test_what_is_no_json_is_400(post, body):
    response = post(body)
    assert response.status_code == 400
    assert response.json()["code"] == "parse_error"


@pytest.mark.asvs("1.3.3")
@pytest.mark.parametrize(
    ("body", "key"),
    [
        (r'{"role": "a\u0000b"}', "role"),
        (r'{"role": "\ud800"}', "role"),
        (r'{"role": {"a": ["\udfff"]}}', "role"),
        (r'{"role": {"\u0000": 1}}', "role"),
        (r'{"\u0000": 1}', "non_field_errors"),
        ('{"role": ' + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1) + "}", "role"),
        ("[]", "non_field_errors"),
        ('"text"', "non_field_errors"),
        ("null", "non_field_errors"),
        ("1", "non_field_errors"),
    ],
)
def test_what_cannot_be_stored_is_422(post, body, key):
    response = post(body)
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [key]


@pytest.mark.parametrize("body", ["[]", '"text"', "null", "{", r'{"a": "\u0000"}', "[" * 100_000])
def test_actions_without_a_body_stand_any_body(post, workspace, body):
    member = workspace.memberships.get()
    response = post(body, f"{URL}{member.pk}/step-down/")
    assert response.status_code in {200, 400, 422}


def test_a_pair_of_surrogates_is_one_character(post):
    assert "role" in post(r'{"role": "\ud83d\ude00"}').json()["errors"]
    assert parsers.loads(r'"\ud83d\ude00"') == "😀"
    assert parsers.problem("😀") is None


@pytest.mark.asvs("2.3.2", "15.2.2")
def test_long_bodies_are_413(post, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = post(json.dumps({"role": "x" * 100}))
    assert response.status_code == 413
    assert response.json()["code"] == "payload_too_large"


def test_an_empty_body_is_an_empty_object(post):
    response = post("")
    assert response.status_code == 422
    assert response.json()["errors"] == {"user": ["This field is required."]}


def test_numbers_of_any_finite_size_pass():
    assert parsers.loads("[1e308, -0.0, 12345678901234567890]") == [
        1e308,
        -0.0,
        12345678901234567890,
    ]
    with pytest.raises(ParseError):
        parsers.loads("-1e309")
