"""Headers of responses: what browsers may do with them, and what nobody may keep."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from apps.core import content_policy
from apps.core.middleware import ResponseHeaders

NOTHING = {
    f"{directive} 'none'"
    for directive in ("default-src", "base-uri", "form-action", "frame-ancestors", "object-src")
}

pytestmark = pytest.mark.django_db


@pytest.mark.asvs("3.4.4")
@pytest.mark.parametrize("address", ["/api/", "/api/auth/me/", "/api/nowhere/", "/health/live/"])
def test_every_answer_has_them(address):
    response = Client().get(address)
    assert set(response["Content-Security-Policy"].split("; ")) == NOTHING
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert "Server" not in response.headers


def test_a_refused_host_has_them_too(settings):
    settings.ALLOWED_HOSTS = ["app.example.com"]
    response = Client().get("/api/")
    assert response.status_code == 400
    assert "Content-Security-Policy" in response.headers


@pytest.mark.asvs("4.1.2", "12.2.1")
def test_the_api_is_not_there_over_plain_http(settings):
    """A redirect would hide that a client has sent its token in the open."""
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get("/api/auth/me/")
    assert response.status_code == 403
    assert response.json()["code"] == "https_required"
    assert Client().get("/api/", secure=True).status_code == 200


def test_every_request_has_an_id_of_our_own():
    first, second = (
        Client().get("/api/", headers={"X-Request-ID": "of the client"})["X-Request-ID"]
        for _ in range(2)
    )
    assert re.fullmatch(r"[0-9a-f-]{36}", first)
    assert first != second


@pytest.mark.parametrize("page", ["swagger", "redoc"])
def test_pages_run_no_script_that_stands_in_them(page):
    response = Client().get(f"/api/{page}/")
    policy = response["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "default-src 'none'" in policy
    text = response.content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text) == []
    assert re.findall(r"https?://", text) == []


def test_the_script_of_swagger_is_a_script():
    response = Client().get("/api/swagger/", {"script": ""})
    assert response["Content-Type"].startswith("application/javascript")
    assert b"SwaggerUIBundle" in response.content


@pytest.mark.asvs("3.4.3")
def test_no_policy_allows_scripts_in_pages():
    for policy in (content_policy.API, content_policy.PAGE, content_policy.DOCUMENTATION):
        scripts = policy.get("script-src", policy["default-src"])
        assert set(scripts) <= {"'none'", "'self'"}


def test_what_a_response_says_itself_stays(rf):
    def view(request):
        return HttpResponse(headers={"Cache-Control": "max-age=60"})

    response = ResponseHeaders(view)(rf.get("/"))
    assert response["Cache-Control"] == "max-age=60"
