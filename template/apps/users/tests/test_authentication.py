"""Sign-in by cookie and by header, and what tokens must stand."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from rest_framework.test import APIClient
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from apps.users.factories import PASSWORD
from apps.users.roles import Role

TOKEN, REFRESH, LOGOUT, ME = (
    "/api/auth/token/",
    "/api/auth/token/refresh/",
    "/api/auth/logout/",
    "/api/auth/me/",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient()


@pytest.fixture
def browser(signed_in_as):
    return signed_in_as(Role.MEMBER)


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def in_body(api, user):
    body = {"email": user.email, "password": PASSWORD, "delivery": "body"}
    return api.post(TOKEN, body).json()


# Signing in


@pytest.mark.asvs("10.1.1")
def test_browsers_get_cookies_and_no_token_in_the_body(api, user):
    response = api.post(TOKEN, {"email": user.email, "password": PASSWORD})
    assert response.status_code == 200
    assert response.json() == {"expires_in": 900}
    access, refresh = response.cookies["access"], response.cookies["refresh"]
    assert (access["path"], refresh["path"]) == ("/", "/api/auth/")
    for cookie in (access, refresh):
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
    assert "csrftoken" in response.cookies


def test_over_https_the_cookies_are_bound_to_the_origin(api, user, settings):
    settings.AUTH_COOKIE_SECURE = True
    response = api.post(TOKEN, {"email": user.email, "password": PASSWORD})
    access, refresh = response.cookies["__Host-access"], response.cookies["__Secure-refresh"]
    assert access["secure"]
    assert refresh["secure"]
    assert (access["path"], access["domain"]) == ("/", "")
    assert api.get(ME).status_code == 200


def test_api_clients_get_tokens_and_no_cookies(api, user):
    body = {"email": user.email, "password": PASSWORD, "delivery": "body"}
    response = api.post(TOKEN, body)
    assert set(response.json()) == {"expires_in", "access", "refresh"}
    assert not response.cookies
    token = response.json()["access"]
    assert APIClient().get(ME, headers=bearer(token)).json()["email"] == user.email


def test_the_case_of_the_address_does_not_matter(api, user):
    body = {"email": user.email.upper(), "password": PASSWORD}
    assert api.post(TOKEN, body).status_code == 200


@pytest.mark.asvs("16.5.1")
@pytest.mark.parametrize("change", [{"password": "wrong"}, {"email": "nobody@example.com"}])
def test_nothing_says_which_half_was_wrong(api, user, change):
    response = api.post(TOKEN, {"email": user.email, "password": PASSWORD, **change})
    assert response.status_code == 401
    assert response.json() == {
        "errors": {"non_field_errors": ["The e-mail address or the password is wrong."]},
        "code": "authentication_failed",
    }
    assert "WWW-Authenticate" in response


@pytest.mark.asvs("7.4.2")
def test_a_locked_user_stays_out(api, user):
    user.is_active = False
    user.save()
    response = api.post(TOKEN, {"email": user.email, "password": PASSWORD})
    assert response.status_code == 401


@pytest.mark.parametrize("body", [{}, {"email": "x"}, {"email": 1, "password": []}])
def test_what_is_missing_is_named(api, body):
    response = api.post(TOKEN, body)
    assert response.status_code == 422
    assert set(response.json()["errors"]) <= {"email", "password"}


def test_sign_in_activates_a_workspace(api, user):
    user.active_workspace = None
    user.save()
    api.post(TOKEN, {"email": user.email, "password": PASSWORD})
    assert api.get(ME).json()["active_workspace"] is not None


def test_the_database_keeps_no_token(api, user):
    in_body(api, user)
    assert [item.token for item in OutstandingToken.objects.all()] == [""]


# With cookies


def test_the_cookie_signs_in(browser):
    assert browser.get(ME).status_code == 200


@pytest.mark.asvs("3.5.1")
def test_with_a_cookie_unsafe_methods_need_the_csrf_token(browser):
    body = {"workspace": browser.get(ME).json()["active_workspace"]["id"]}
    assert browser.post("/api/auth/workspace/", body).status_code == 200
    browser.credentials()
    response = browser.post("/api/auth/workspace/", body)
    assert response.status_code == 403
    assert response.json()["code"] == "csrf_failed"


def test_with_a_header_they_do_not(user):
    api = APIClient(enforce_csrf_checks=True)
    body = {"workspace": str(user.active_workspace_id)}
    headers = bearer(in_body(api, user)["access"])
    assert api.post("/api/auth/workspace/", body, headers=headers).status_code == 200


@pytest.mark.parametrize("token", ["stale", "", "a.b.c", "\N{LATIN SMALL LETTER E WITH ACUTE}"])
def test_a_stale_cookie_is_no_sign_in_and_no_obstacle(user, token):
    client = Client(headers={"Cookie": f"access={token}"})
    assert client.get("/api/").status_code == 200
    assert client.get("/api/auth/csrf/").status_code == 200
    assert client.get(ME).status_code == 401
    body = {"email": user.email, "password": PASSWORD}
    assert client.post(TOKEN, body, content_type="application/json").status_code == 200


@pytest.mark.asvs("9.2.1")
def test_an_expired_cookie_is_no_sign_in(api, user):
    token = AccessToken(in_body(api, user)["access"])
    token.set_exp(lifetime=-timedelta(minutes=1))
    api.cookies["access"] = str(token)
    assert api.get(ME).status_code == 401


@pytest.mark.asvs("9.2.2")
def test_a_refresh_token_is_no_access_token(api, user):
    api.cookies["access"] = in_body(api, user)["refresh"]
    assert api.get(ME).status_code == 401


@pytest.mark.parametrize("header", ["Bearer stale", "Bearer a b", "Bearer"])
def test_a_bad_header_is_refused(api, header):
    assert api.get(ME, headers={"Authorization": header}).status_code == 401


@pytest.mark.asvs("7.4.2")
def test_a_token_of_someone_who_is_gone_is_refused(api, user):
    token = in_body(api, user)["access"]
    user.delete()
    assert api.get(ME, headers=bearer(token)).status_code == 401
    api.cookies["access"] = token
    assert api.get(ME).status_code == 401


def test_a_changed_password_ends_the_access(api, user):
    token = in_body(api, user)["access"]
    user.set_password("another good password")
    user.save()
    assert api.get(ME, headers=bearer(token)).status_code == 401


# Refreshing


def test_a_refresh_token_works_once(api, user):
    old = in_body(api, user)["refresh"]
    first = api.post(REFRESH, {"refresh": old})
    assert first.status_code == 200
    assert first.json()["refresh"] != old
    assert api.post(REFRESH, {"refresh": old}).status_code == 409
    assert api.post(REFRESH, {"refresh": first.json()["refresh"]}).status_code == 200


def test_browsers_refresh_by_cookie(browser):
    before = browser.cookies["refresh"].value
    response = browser.post(REFRESH, {})
    assert response.status_code == 200
    assert response.json() == {"expires_in": 900}
    assert browser.cookies["refresh"].value != before
    assert browser.get(ME).status_code == 200


def test_refresh_by_cookie_needs_the_csrf_token(browser):
    browser.credentials()
    assert browser.post(REFRESH, {}).status_code == 403


def test_a_used_up_cookie_is_taken_away(browser, monkeypatch):
    monkeypatch.setattr("apps.users.tokens.SIMULTANEOUS", timedelta(0))
    used = browser.cookies["refresh"].value
    browser.post(REFRESH, {})
    browser.cookies["refresh"] = used
    response = browser.post(REFRESH, {})
    assert response.status_code == 401
    assert response.json()["code"] == "token_not_valid"
    assert "WWW-Authenticate" in response
    assert response.cookies["refresh"].value == ""
    assert response.cookies["access"].value == ""


def test_without_a_token_there_is_nothing_to_refresh(api):
    assert api.post(REFRESH, {}).status_code == 401


@pytest.mark.parametrize("token", ["", "x", 1, None, [], "a.b.c", "\x00"])
def test_what_is_no_token_is_refused(api, token):
    assert api.post(REFRESH, {"refresh": token}, format="json").status_code in {401, 422}


def test_no_refresh_after_a_change_of_password(api, user):
    old = in_body(api, user)["refresh"]
    user.set_password("another good password")
    user.save()
    assert api.post(REFRESH, {"refresh": old}).status_code == 401


def test_no_refresh_for_someone_who_is_gone(api, user):
    old = in_body(api, user)["refresh"]
    user.delete()
    assert api.post(REFRESH, {"refresh": old}).status_code == 401


@pytest.mark.asvs("7.4.2")
def test_no_refresh_for_someone_who_is_locked(api, user):
    old = in_body(api, user)["refresh"]
    user.is_active = False
    user.save()
    assert api.post(REFRESH, {"refresh": old}).status_code == 401


def test_no_refresh_with_an_access_token(api, user):
    assert api.post(REFRESH, {"refresh": in_body(api, user)["access"]}).status_code == 401


def test_no_refresh_with_a_token_of_nobody(api):
    assert api.post(REFRESH, {"refresh": str(RefreshToken())}).status_code == 401


# Signing out


@pytest.mark.asvs("7.4.1")
def test_sign_out_takes_the_cookies_and_the_token(browser):
    refresh = browser.cookies["refresh"].value
    response = browser.post(LOGOUT, {})
    assert response.status_code == 204
    assert response.cookies["access"].value == ""
    assert browser.get(ME).status_code == 401
    assert APIClient().post(REFRESH, {"refresh": refresh}).status_code == 401


def test_sign_out_by_cookie_needs_the_csrf_token(browser):
    browser.credentials()
    assert browser.post(LOGOUT, {}).status_code == 403
    assert UserSession.objects.exists()


def test_over_https_the_right_cookies_go(api, settings):
    settings.AUTH_COOKIE_SECURE = True
    response = api.post(LOGOUT, {})
    for name in ("__Host-access", "__Secure-refresh"):
        assert response.cookies[name].value == ""
        assert response.cookies[name]["secure"]


def test_api_clients_sign_out_by_token(api, user):
    refresh = in_body(api, user)["refresh"]
    assert api.post(LOGOUT, {"refresh": refresh}).status_code == 204
    assert api.post(LOGOUT, {"refresh": refresh}).status_code == 204
    assert api.post(REFRESH, {"refresh": refresh}).status_code == 401


def test_anyone_may_sign_out(api):
    assert api.post(LOGOUT, {}).status_code == 204
    assert api.post(LOGOUT, {"refresh": "nonsense"}).status_code == 204


@pytest.mark.asvs("14.3.2")
def test_nobody_may_keep_what_sign_in_answers(api, user):
    response = api.post(TOKEN, {"email": user.email, "password": PASSWORD})
    assert "no-store" in response["Cache-Control"]
    assert "no-store" in api.get(ME)["Cache-Control"]
