"""Sessions: each sign-in is one, and one that has ended is over at once."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from apps.users.accounts.signals import session_ended
from apps.users.factories import PASSWORD, create_member
from apps.users.tokens import session_store

SESSIONS, OTHERS = "/api/auth/sessions/", "/api/auth/sessions/end-others/"
TOKEN, REFRESH, LOGOUT, ME = (
    "/api/auth/token/",
    "/api/auth/token/refresh/",
    "/api/auth/logout/",
    "/api/auth/me/",
)
REAUTHENTICATE, EVERYWHERE = "/api/auth/reauthenticate/", "/api/auth/logout/everywhere/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(user, sign_in):
    return sign_in(user)


@pytest.fixture
def trusted(client):
    """The client, after its user has entered the password again."""
    client.post(REAUTHENTICATE, {"password": PASSWORD})
    return client


@pytest.fixture
def ended():
    """The sessions that were ended from elsewhere, as the audit trail hears of them."""
    heard = []

    def hear(sender, request, user, session, **kwargs):
        assert request.META["REMOTE_ADDR"]
        heard.append((user, session.user_agent))

    session_ended.connect(hear)
    yield heard
    session_ended.disconnect(hear)


def in_body(user, **headers):
    body = {"email": user.email, "password": PASSWORD, "delivery": "body"}
    return APIClient().post(TOKEN, body, headers=headers).json()


def ids(client):
    return {session["is_current"]: session["id"] for session in client.get(SESSIONS).json()}


def ages(session, **delta):
    UserSession.objects.filter(pk=session.pk).update(created_at=timezone.now() - timedelta(**delta))


def test_one_sign_in_too_many_ends_the_session_seen_least_recently(settings, user, ended):
    settings.MAX_SESSIONS = 2
    first, second = in_body(user), in_body(user)
    APIClient().post(REFRESH, {"refresh": first["refresh"]})
    third = in_body(user)
    bearers = [f"Bearer {tokens['access']}" for tokens in (first, second, third)]
    found = [APIClient().get(ME, headers={"Authorization": bearer}) for bearer in bearers]
    assert [response.status_code for response in found] == [200, 401, 200]
    assert len(ended) == 1


@pytest.mark.asvs("7.5.2")
def test_the_list_says_where_somebody_is_signed_in(client, user):
    in_body(user, **{"User-Agent": "Phone"})
    listed = {session["user_agent"]: session for session in client.get(SESSIONS).json()}
    assert set(listed) == {"", "Phone"}
    assert listed[""]["is_current"]
    assert not listed["Phone"]["is_current"]
    assert listed["Phone"]["ip"] == "127.0.0.1"
    assert listed["Phone"]["created_at"].endswith("Z")


def test_nobody_sees_or_ends_sessions_of_others(trusted, workspace, sign_in):
    other = sign_in(create_member(workspace))
    foreign = ids(other)[True]
    assert foreign not in ids(trusted).values()
    answers = [trusted.delete(f"{SESSIONS}{pk}/") for pk in (foreign, 10**9, 10**30)]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert answers[0].content == answers[1].content
    assert other.get(ME).status_code == 200


@pytest.mark.asvs("7.5.2")
def test_ending_another_session_wants_the_password_again(client, user, sign_in, ended):
    other = sign_in(user)
    url = f"{SESSIONS}{ids(client)[False]}/"
    assert client.delete(url).json()["code"] == "reauthentication_required"
    assert client.post(OTHERS).json()["code"] == "reauthentication_required"
    assert other.get(ME).status_code == 200
    assert not ended


@pytest.mark.asvs("7.4.1", "10.4.9")
def test_a_revoked_session_is_over_at_once(trusted, user, ended):
    tokens = in_body(user)
    other = APIClient()
    other.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens['access']}")
    assert other.get(ME).status_code == 200
    assert trusted.delete(f"{SESSIONS}{ids(trusted)[False]}/").status_code == 204
    response = other.get(ME)
    assert response.status_code == 401
    assert response.json()["code"] == "session_ended"
    assert APIClient().post(REFRESH, {"refresh": tokens["refresh"]}).status_code == 401
    assert trusted.get(ME).status_code == 200
    assert ended == [(user, "")]


@pytest.mark.asvs("7.5.2", "10.4.9")
def test_all_other_sessions_can_be_ended(trusted, user, sign_in):
    others = [sign_in(user), sign_in(user)]
    assert trusted.post(OTHERS).status_code == 204
    assert [other.get(ME).status_code for other in others] == [401, 401]
    assert trusted.get(ME).status_code == 200
    assert trusted.post(OTHERS).status_code == 204


def test_this_session_can_be_ended_without_the_password(client):
    assert client.delete(f"{SESSIONS}{ids(client)[True]}/").status_code == 204
    assert client.get(ME).status_code == 401


@pytest.mark.asvs("7.4.1")
def test_sign_out_everywhere(client, user, sign_in):
    other = sign_in(user)
    response = client.post(EVERYWHERE)
    assert response.status_code == 204
    assert "cache" in response["Clear-Site-Data"]
    assert [each.get(ME).status_code for each in (client, other)] == [401, 401]
    assert not UserSession.objects.exists()


@pytest.mark.asvs("7.4.1")
def test_sign_out_ends_the_access_token_at_once(user):
    tokens = in_body(user)
    api = APIClient()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens['access']}")
    assert APIClient().post(LOGOUT, {"refresh": tokens["refresh"]}).status_code == 204
    assert api.get(ME).status_code == 401


def test_a_request_reads_session_and_user_in_one_query(client):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(ME).status_code == 200
    read = [query["sql"] for query in queries if '"users_customuser"."password"' in query["sql"]]
    assert len(read) == 1
    assert "usersessions_usersession" in read[0]


@pytest.mark.asvs("10.4.5")
def test_a_stolen_refresh_token_ends_its_session_when_it_is_used_again(user, monkeypatch, ended):
    monkeypatch.setattr("apps.users.tokens.SIMULTANEOUS", timedelta(0))
    stolen = in_body(user)["refresh"]
    first = APIClient().post(REFRESH, {"refresh": stolen}).json()
    assert APIClient().post(REFRESH, {"refresh": stolen}).status_code == 401
    assert APIClient().post(REFRESH, {"refresh": first["refresh"]}).status_code == 401
    api = APIClient()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {first['access']}")
    assert api.get(ME).status_code == 401
    assert ended == [(user, "")]


def test_two_tabs_that_refresh_at_the_same_time_are_no_thieves(signed_in_as):
    browser = signed_in_as("owner")
    used = browser.cookies["refresh"].value
    assert browser.post(REFRESH, {}).status_code == 200
    fresh = browser.cookies["refresh"].value
    browser.cookies["refresh"] = used
    response = browser.post(REFRESH, {})
    assert response.status_code == 409
    assert response.json()["code"] == "refreshed_elsewhere"
    assert not response.cookies
    browser.cookies["refresh"] = fresh
    assert browser.post(REFRESH, {}).status_code == 200


def test_a_refresh_is_a_visit(user):
    tokens = in_body(user, **{"User-Agent": "Old"})
    ages(user.usersession_set.get(), minutes=5)
    before = user.usersession_set.get().last_seen_at
    APIClient().post(
        REFRESH, {"refresh": tokens["refresh"]}, headers={"User-Agent": "New"}, REMOTE_ADDR="::1"
    )
    session = user.usersession_set.get()
    assert session.last_seen_at > before
    assert (session.user_agent, session.ip) == ("New", "::1")


@pytest.mark.asvs("7.3.1")
def test_a_session_ends_when_it_was_not_used_for_long(user):
    tokens = in_body(user)
    store = session_store(user.usersession_set.get().session_key)
    store.set_expiry(-1)
    store.save()
    assert APIClient().post(REFRESH, {"refresh": tokens["refresh"]}).status_code == 401
    assert not UserSession.objects.exists()


@pytest.mark.parametrize("url", [SESSIONS, "/api/auth/email/"])
def test_a_session_that_was_cleared_away_is_none(client, user, url):
    """As by `manage.py clearsessions`, while an access token still lasts."""
    session_store(user.usersession_set.get().session_key).delete()
    assert client.get(url).status_code == 401


def test_a_server_that_knows_no_addresses_still_lets_people_in(user):
    body = {"email": user.email, "password": PASSWORD}
    assert APIClient().post(TOKEN, body, REMOTE_ADDR="").status_code == 200
    assert user.usersession_set.get().ip == "0.0.0.0"  # noqa: S104 - nothing listens here


@pytest.mark.asvs("7.3.2", "10.4.8")
def test_a_session_ends_after_thirty_days_in_any_case(client, user):
    tokens = in_body(user)
    for session in user.usersession_set.all():
        ages(session, days=31)
    assert client.get(ME).status_code == 401
    assert APIClient().post(REFRESH, {"refresh": tokens["refresh"]}).status_code == 401


@pytest.mark.asvs("7.2.1")
@pytest.mark.parametrize("sid", [None, 0, 10**30, "1", [], True])
def test_a_token_of_no_session_is_refused(user, sid):
    token = AccessToken.for_user(user)
    token["sid"] = sid
    api = APIClient()
    assert api.get(ME, headers={"Authorization": f"Bearer {token}"}).status_code == 401


@pytest.mark.asvs("7.2.1")
def test_a_token_of_somebody_elses_session_is_refused(user, workspace, sign_in):
    sign_in(user)
    token = AccessToken.for_user(create_member(workspace))
    token["sid"] = user.usersession_set.get().pk
    assert APIClient().get(ME, headers={"Authorization": f"Bearer {token}"}).status_code == 401
