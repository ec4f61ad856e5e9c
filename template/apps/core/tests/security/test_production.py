"""What is set up for the open internet, and what it does not show."""

import re

import pytest
from django.test import Client
from rest_framework.test import APIClient

from apps.core.requests import client_address
from apps.core.tests.security.addresses import addresses
from config.environment import BASE_DIR

ME = "/api/auth/me/"


@pytest.mark.asvs("13.4.2")
def test_nothing_debugs(production):
    assert production["DEBUG"] is False
    assert production["REST_FRAMEWORK"]["DEFAULT_RENDERER_CLASSES"] == [
        "rest_framework.renderers.JSONRenderer"
    ]


@pytest.mark.asvs("15.2.3")
def test_there_is_nothing_for_developers(production):
    named = " ".join([*production["INSTALLED_APPS"], *production["MIDDLEWARE"]])
    assert not re.search(r"debug|silk|extensions|test|devtools", named)
    production_list = (BASE_DIR / "requirements" / "production.txt").read_text()
    assert not re.search(r"pytest|ruff|mypy|factory|development", production_list)


@pytest.mark.asvs("11.2.3", "13.2.3")
def test_secrets_have_no_default_and_are_long():
    example = (BASE_DIR / ".env.example").read_text()
    assert re.search(r"^SECRET_KEY=$", example, re.MULTILINE)
    assert not re.search(r"^[A-Z_]*(KEY|KEYS|PASSWORD|SECRET)=\S", example, re.MULTILINE)
    text = (BASE_DIR / "config" / "settings" / "base.py").read_text()
    assert "SECRET_KEY = required(" in text


@pytest.mark.asvs("4.1.3", "15.3.4")
@pytest.mark.parametrize(
    ("proxies", "expected"), [(0, "192.0.2.1"), (1, "198.51.100.7"), (2, "203.0.113.9")]
)
def test_the_address_of_a_client_cannot_be_made_up(rf, settings, proxies, expected):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    forwarded = "10.0.0.1, 203.0.113.9, 198.51.100.7"
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == expected


@pytest.mark.asvs("4.1.3")
@pytest.mark.django_db
def test_nobody_makes_plain_http_look_like_https(in_production):
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "on", "Forwarded": "proto=https"}
    assert Client().get(ME, headers=headers).status_code in {301, 403}


@pytest.mark.asvs("4.1.3")
@pytest.mark.django_db
@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "X-Original-Host"])
def test_nobody_chooses_the_host_of_our_addresses(header):
    answer = Client().get("/api/", headers={header: "evil.example", "Accept": "application/json"})
    assert answer.status_code == 200
    assert b"evil.example" not in answer.content


@pytest.mark.asvs("13.4.1")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        ".git/HEAD",
        ".env",
        "genome.yml",
        "manage.py",
        "config/settings/base.py",
        "static/../manage.py",
        "static/%2e%2e/manage.py",
        "static/..%2fmanage.py",
        "media/",
    ],
)
def test_no_file_of_the_project_can_be_fetched(path):
    answer = Client().get(f"/{path}")
    assert answer.status_code in {400, 404}


@pytest.mark.asvs("13.4.3")
@pytest.mark.django_db
@pytest.mark.parametrize("folder", ["static/", "static/drf_spectacular_sidecar/", "media/"])
def test_no_folder_is_listed(folder):
    assert Client().get(f"/{folder}").status_code == 404


@pytest.mark.asvs("13.4.4")
@pytest.mark.django_db
def test_trace_is_refused():
    for address in addresses():
        answer = Client(raise_request_exception=False).trace(
            address, headers={"X-Secret": "do not echo me"}
        )
        assert answer.status_code in {301, 302, 401, 403, 404, 405}, address
        assert b"do not echo me" not in answer.content


@pytest.mark.asvs("13.4.5")
@pytest.mark.django_db
def test_monitoring_tells_no_more_than_up_or_down():
    for name in ("live", "ready"):
        answer = APIClient().get(f"/health/{name}/").json()
        assert set(answer.values()) <= {"ok", "unavailable"}


@pytest.mark.asvs("15.1.2")
def test_every_library_is_listed_with_its_version():
    """requirements/constraints.txt is the list: what is installed is what it says."""
    pins = dict(
        line.split("==")
        for line in (BASE_DIR / "requirements" / "constraints.txt").read_text().split()
        if "==" in line
    )
    names = {name.casefold().replace("_", "-") for name in pins}
    for file in ("base.txt", "production.txt"):
        for line in (BASE_DIR / "requirements" / file).read_text().splitlines():
            name = re.match(r"[A-Za-z][\w.-]*", line)
            if name:
                assert name[0].casefold().replace("_", "-") in names | {"django"}, line


@pytest.mark.asvs("16.2.2")
def test_times_are_in_utc(production):
    assert production["USE_TZ"] is True
    assert production["TIME_ZONE"] == "UTC"


@pytest.mark.asvs("16.2.3")
def test_logs_go_to_the_console_only(production):
    handlers = production["LOGGING"]["handlers"].values()
    assert {handler["class"] for handler in handlers} == {"logging.StreamHandler"}
