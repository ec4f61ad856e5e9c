"""Limits: how often somebody may ask, by scope."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from rest_framework.settings import api_settings
from rest_framework.test import APIClient, APIRequestFactory
from rest_framework.throttling import SimpleRateThrottle

from apps.core import throttles
from apps.users.factories import MembershipFactory
from apps.users.roles import Role

URL = "/api/v1/memberships/"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("apps.core.tests.membership_api")]


@pytest.fixture(autouse=True)
def rates(monkeypatch):
    """Return a function `rates(scope=rate)`; counters start at nothing."""
    cache.clear()

    def limit(**limits):
        for scope, rate in limits.items():
            monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, scope, rate)

    yield limit
    cache.clear()


def statuses(client, times, method="get"):
    return [getattr(client, method)(URL).status_code for _ in range(times)]


@pytest.mark.asvs("2.4.1", "15.2.2")
def test_a_member_may_ask_so_often(client_as, rates):
    rates(member="2/min")
    client = client_as(Role.OWNER)
    assert statuses(client, 3) == [200, 200, 429]
    response = client.get(URL)
    assert response.json()["code"] == "throttled"
    assert 1 <= int(response["Retry-After"]) <= 60


def test_one_member_takes_nothing_from_another(client_as, rates):
    rates(member="1/min")
    assert statuses(client_as(Role.OWNER), 2) == [200, 429]
    assert statuses(client_as(Role.OWNER), 1) == [200]


@pytest.mark.asvs("14.2.2")
def test_counters_are_kept_by_workspace(client_as, other_workspace, rates):
    rates(member="1/min")
    client = client_as(Role.OWNER)
    assert statuses(client, 2) == [200, 429]
    MembershipFactory(workspace=other_workspace, user=client.user, role=Role.OWNER)
    client.user.active_workspace = other_workspace
    client.user.save()
    assert statuses(client, 2) == [200, 429]


def test_reading_does_not_use_up_the_writes(client_as, rates):
    rates(writes="1/min")
    client = client_as(Role.OWNER)
    assert statuses(client, 3) == [200, 200, 200]
    assert statuses(client, 2, "post") == [422, 429]
    assert statuses(client, 1) == [200]


@pytest.mark.asvs("15.2.2")
def test_uploads_are_counted_apart(client_as, rates):
    rates(uploads="1/min")
    client = client_as(Role.OWNER)
    answers = [client.post(URL, {"a": "b"}, format="multipart").status_code for _ in range(2)]
    assert answers[1] == 429
    assert statuses(client, 2, "post") == [422, 422]


@pytest.mark.asvs("2.4.1")
@pytest.mark.parametrize(
    ("throttle", "scope"),
    [(throttles.AuthThrottle, "auth"), (throttles.AnonymousThrottle, "anonymous")],
)
def test_strangers_are_counted_by_address(throttle, scope, rates, monkeypatch):
    rates(**{scope: "1/min"})
    monkeypatch.setattr(api_settings, "NUM_PROXIES", 1, raising=False)

    def ask(forwarded):
        request = APIRequestFactory().post("/", headers={"X-Forwarded-For": forwarded})
        request.user = None
        return throttle().allow_request(request, view=None)

    assert ask("192.0.2.1")
    assert not ask("192.0.2.1")
    assert not ask("made-up, 192.0.2.1")
    assert ask("192.0.2.2")


def test_an_empty_rate_is_no_limit(client_as, rates):
    rates(member=None)
    assert set(statuses(client_as(Role.OWNER), 5)) == {200}


def test_the_next_period_starts_anew(client_as, rates, monkeypatch):
    rates(member="1/min")
    client = client_as(Role.OWNER)
    assert statuses(client, 2) == [200, 429]
    now = throttles.time.time()
    monkeypatch.setattr(throttles.time, "time", lambda: now + 60)
    assert statuses(client, 1) == [200]


def test_requests_at_the_same_time_all_count(rates):
    rates(auth="10/min")

    def ask(_):
        return throttles.AuthThrottle().allow_request(APIRequestFactory().post("/"), view=None)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(50))) == 10


def test_a_counter_that_is_gone_is_no_fault(client_as, rates, monkeypatch):
    def gone(*args):
        raise ValueError

    rates(member="1/min")
    monkeypatch.setattr(throttles.cache, "incr", gone)
    assert statuses(client_as(Role.OWNER), 2) == [200, 200]


@pytest.mark.asvs("2.4.1", "6.6.3")
def test_every_view_has_the_limits():
    names = {each.__name__ for each in api_settings.DEFAULT_THROTTLE_CLASSES}
    assert names == {"AnonymousThrottle", "MemberThrottle", "WriteThrottle", "UploadThrottle"}
    assert APIClient().get(URL).status_code == 401
