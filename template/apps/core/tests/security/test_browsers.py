"""What browsers are told: by headers, by cookies, and by refusals."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.audit.models import AuditEvent
from apps.core.tests.security.addresses import addresses
from apps.users.factories import PASSWORD

ME, TOKEN, SWITCH = "/api/auth/me/", "/api/auth/token/", "/api/auth/workspace/"
A_YEAR = 365 * 24 * 60 * 60

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(in_production):
    """What everybody gets at every address."""
    client = Client(raise_request_exception=False)
    return {address: client.get(address, secure=True) for address in addresses()}


@pytest.fixture
def owner(client_as):
    return client_as("owner").user


@pytest.fixture
def browser(in_production, owner):
    """A browser after a sign-in over https."""
    client = Client(enforce_csrf_checks=True)
    body = {"email": owner.email, "password": PASSWORD}
    answer = client.post(TOKEN, body, content_type="application/json", secure=True)
    assert answer.status_code == 200, answer.content
    return client


def without(answers, header, *parts):
    """Return the addresses whose answer lacks a header, or a part of it."""
    return [
        address
        for address, answer in answers.items()
        if not all(part in answer.get(header, "").casefold() for part in (*parts, ""))
        or header not in answer
    ]


@pytest.mark.asvs("3.4.1")
def test_https_is_remembered_for_a_year(answers):
    header = "Strict-Transport-Security"
    assert not without(answers, header, f"max-age={A_YEAR}", "includesubdomains")


@pytest.mark.asvs("3.4.3")
def test_scripts_come_from_here_only(answers):
    header = "Content-Security-Policy"
    assert not without(answers, header, "object-src 'none'", "base-uri 'none'")
    for answer in answers.values():
        assert "'unsafe-eval'" not in answer[header]
        assert "*" not in answer[header].split()


@pytest.mark.asvs("3.4.6")
def test_no_page_can_be_framed(answers):
    assert not without(answers, "Content-Security-Policy", "frame-ancestors 'none'")


@pytest.mark.asvs("3.2.1", "3.4.4")
def test_content_is_what_it_says(answers):
    assert not without(answers, "X-Content-Type-Options", "nosniff")


@pytest.mark.asvs("3.4.5")
def test_others_do_not_learn_where_one_came_from(answers):
    for address, answer in answers.items():
        assert answer.get("Referrer-Policy") in {"no-referrer", "same-origin"}, address


@pytest.mark.asvs("4.1.1")
def test_every_body_has_its_type(answers):
    for address, answer in answers.items():
        if not getattr(answer, "content", b""):
            continue
        kind = answer.get("Content-Type", "")
        if kind.startswith("text/"):
            assert "charset=utf-8" in kind, address
        else:
            assert kind.startswith("application/"), address
            assert kind == "application/json" or "openapi" in kind, address


@pytest.mark.asvs("3.4.2")
def test_no_other_origin_may_read(in_production, client_as):
    for address in addresses():
        answer = client_as("owner").get(
            address, secure=True, headers={"Origin": "https://evil.example"}
        )
        assert "Access-Control-Allow-Origin" not in answer, address


@pytest.mark.asvs("3.7.2")
def test_nobody_is_sent_elsewhere(in_production, client_as):
    elsewhere = "https://evil.example/"
    values = dict.fromkeys(("next", "url", "redirect", "redirect_uri", "return_to"), elsewhere)
    for address in addresses():
        for answer in (
            client_as("owner").get(address, values, secure=True),
            Client().post(f"{address}?next={elsewhere}", values, secure=True),
        ):
            assert not answer.get("Location", "").startswith((elsewhere, "//evil")), address
    assert not Client().get("//evil.example/api", secure=True).get("Location", "").startswith("//")


@pytest.mark.asvs("12.2.1")
def test_nothing_is_told_over_plain_http(in_production):
    for address in addresses():
        if not address.startswith("/health/"):
            answer = Client(raise_request_exception=False).get(address)
            assert answer.status_code in {301, 403}, address
            assert answer.get("Location", "https://testserver").startswith("https://testserver")


@pytest.mark.asvs("3.3.1", "3.3.4")
def test_cookies_keep_to_https_and_from_scripts(browser):
    assert browser.cookies
    for cookie in browser.cookies.values():
        assert cookie["secure"], cookie.key
        assert cookie.key.startswith(("__Host-", "__Secure-")), cookie.key
        assert cookie["httponly"] or "csrf" in cookie.key, cookie.key


@pytest.mark.asvs("3.3.2")
def test_cookies_stay_with_this_site(browser):
    for cookie in browser.cookies.values():
        assert cookie["samesite"] in {"Lax", "Strict"}, cookie.key


@pytest.mark.asvs("10.1.1", "3.3.4")
def test_a_browser_gets_tokens_as_cookies_only(browser, owner):
    body = {"email": owner.email, "password": PASSWORD}
    answer = browser.post(TOKEN, body, content_type="application/json", secure=True)
    for cookie in answer.cookies.values():
        if cookie["httponly"]:
            assert cookie.value not in answer.content.decode()


@pytest.mark.asvs("3.5.1")
@pytest.mark.parametrize("header", [{}, {"X-CSRFToken": "x" * 32}, {"X-CSRFToken": ""}])
def test_a_page_of_another_site_changes_nothing(browser, owner, header):
    body = {"workspace": str(owner.active_workspace_id)}
    answer = browser.post(
        SWITCH, body, content_type="application/json", secure=True, headers=header
    )
    assert answer.status_code == 403
    assert answer.json()["code"] == "csrf_failed"


@pytest.mark.asvs("3.5.1")
def test_nor_with_the_token_and_a_foreign_origin(browser, owner):
    token = next(cookie.value for name, cookie in browser.cookies.items() if "csrf" in name)
    answer = browser.post(
        SWITCH,
        {"workspace": str(owner.active_workspace_id)},
        content_type="application/json",
        secure=True,
        headers={"X-CSRFToken": token, "Origin": "https://evil.example"},
    )
    assert answer.status_code == 403


@pytest.mark.asvs("3.5.2")
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_no_form_of_another_site_is_understood(client_as, kind):
    client = client_as("owner")
    body = f'{{"workspace": "{client.user.active_workspace_id}"}}'
    assert client.post(SWITCH, body, content_type=kind).status_code == 415


@pytest.mark.asvs("3.5.3")
def test_looking_changes_nothing(client_as):
    client = client_as("owner")
    for address in addresses():
        for method in (client.get, client.head, client.options):
            with CaptureQueriesContext(connection) as queries:
                method(address)
            statements = [
                query["sql"].split(maxsplit=1)[0]
                for query in queries
                if AuditEvent._meta.db_table not in query["sql"]  # that somebody has looked
            ]
            assert not {"INSERT", "UPDATE", "DELETE"} & set(statements), address


@pytest.mark.asvs("14.3.2", "14.2.2")
def test_what_is_for_one_person_is_kept_by_nobody(client_as):
    seen = 0
    for address in addresses():
        mine = client_as("owner").get(address)
        if mine.status_code == 200 and Client().get(address).status_code in {401, 403}:
            seen += 1
            assert "no-store" in mine.get("Cache-Control", ""), address
    assert seen > 1


@pytest.mark.asvs("14.3.1")
def test_the_browser_forgets_at_the_way_out(browser):
    token = next(cookie.value for name, cookie in browser.cookies.items() if "csrf" in name)
    answer = browser.post(
        "/api/auth/logout/",
        content_type="application/json",
        secure=True,
        headers={"X-CSRFToken": token, "Referer": "https://testserver/"},
    )
    assert answer.status_code == 204
    assert '"storage"' in answer.get("Clear-Site-Data", "")
    assert not any(cookie.value for cookie in browser.cookies.values() if cookie["httponly"])
