"""A token is taken as what it is, from us, in its time, or not at all."""

import base64
import json
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from rest_framework.test import APIClient
from rest_framework_simplejwt.settings import api_settings

from apps.users.factories import PASSWORD

TOKEN, REFRESH, ME = "/api/auth/token/", "/api/auth/token/refresh/", "/api/auth/me/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def tokens(client_as):
    """The pair that a client gets at sign-in."""
    body = {"email": client_as("owner").user.email, "password": PASSWORD, "delivery": "body"}
    return APIClient().post(TOKEN, body).json()


def status(token):
    return APIClient().get(ME, headers={"Authorization": f"Bearer {token}"}).status_code


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})


def signed(claims, *, key=api_settings.SIGNING_KEY, algorithm="HS256", headers=None):
    """Return claims signed as we would, but for what is given otherwise."""
    return jwt.encode(claims, key, algorithm=algorithm, headers=headers)


@pytest.mark.asvs("7.2.1", "9.1.1")
def test_what_was_altered_is_refused(tokens, client_as):
    header, payload, signature = tokens["access"].split(".")
    other = claims_of(tokens["access"]) | {"user_id": str(client_as("owner").user.pk)}
    forged = base64.urlsafe_b64encode(json.dumps(other).encode()).rstrip(b"=").decode()
    assert status(tokens["access"]) == 200
    assert status(f"{header}.{forged}.{signature}") == 401
    assert status(f"{header}.{payload}.") == 401
    assert status(f"{header}.{payload}") == 401


@pytest.mark.asvs("9.1.1")
def test_what_others_signed_is_refused(tokens):
    claims = claims_of(tokens["access"])
    assert status(signed(claims)) == 200
    assert status(signed(claims, key="x" * 50)) == 401


@pytest.mark.asvs("9.1.2", "11.4.3")
@pytest.mark.parametrize("algorithm", ["none", "HS384", "HS512"])
def test_another_algorithm_is_refused(tokens, algorithm):
    key = None if algorithm == "none" else api_settings.SIGNING_KEY
    forged = signed(claims_of(tokens["access"]), key=key, algorithm=algorithm)
    assert jwt.get_unverified_header(tokens["access"])["alg"] == "HS256"
    assert status(forged) == 401


@pytest.mark.asvs("9.1.3")
def test_a_token_does_not_bring_its_own_key(tokens):
    key = "x" * 50
    own = {"kty": "oct", "k": base64.urlsafe_b64encode(key.encode()).decode()}
    headers = {"jwk": own, "jku": "https://example.com/keys", "kid": "../../dev/null"}
    assert status(signed(claims_of(tokens["access"]), key=key, headers=headers)) == 401


@pytest.mark.asvs("9.2.1")
def test_out_of_its_time_it_is_refused(tokens):
    now, claims = datetime.now(tz=UTC), claims_of(tokens["access"])
    assert status(signed(claims | {"exp": now - timedelta(seconds=1)})) == 401
    assert status(signed(claims | {"nbf": now + timedelta(hours=1)})) == 401
    assert status(signed({name: claims[name] for name in claims.keys() - {"exp"}})) == 401


@pytest.mark.asvs("9.2.2")
def test_it_serves_one_purpose(tokens):
    assert status(tokens["refresh"]) == 401
    assert APIClient().post(REFRESH, {"refresh": tokens["access"]}).status_code == 401


@pytest.mark.asvs("9.2.3", "9.2.4")
def test_it_is_for_this_service(tokens):
    claims = claims_of(tokens["access"])
    assert claims["aud"]
    assert status(signed(claims | {"aud": "another service"})) == 401
    assert status(signed({name: claims[name] for name in claims.keys() - {"aud"}})) == 401


@pytest.mark.asvs("7.2.2", "11.5.1")
def test_every_sign_in_gets_tokens_of_its_own(client_as):
    body = {"email": client_as("owner").user.email, "password": PASSWORD, "delivery": "body"}
    pairs = [APIClient().post(TOKEN, body).json() for _ in range(3)]
    assert len({pair["access"] for pair in pairs}) == 3
    assert len({claims_of(pair["refresh"])["jti"] for pair in pairs}) == 3


@pytest.mark.asvs("14.2.1")
def test_the_address_is_no_place_for_it(tokens):
    for name in ("access", "token", "access_token", "authorization", "jwt"):
        assert APIClient().get(ME, {name: tokens["access"]}).status_code == 401


@pytest.mark.asvs("15.3.1")
def test_it_says_nothing_about_the_person(tokens):
    """Whoever holds a token can read it: ids, times and purposes only."""
    ids, times = {"jti", "user_id", "sid", "hash_password"}, {"exp", "nbf", "iat"}
    purposes = {"token_type", "aud", "iss"}
    for token in (tokens["access"], tokens["refresh"]):
        assert claims_of(token).keys() <= ids | times | purposes
