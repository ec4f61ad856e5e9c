"""Settings that must not be lost: the system checks miss them, and the start refuses others."""

import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings as active
from django.core.management import call_command
from rest_framework_simplejwt.settings import api_settings as jwt_settings

from apps.core import checks

DATABASE_URL = "postgres://user:password@localhost/name"
PRODUCTION = {
    "ALLOWED_HOSTS": "app.example.com",
    "DEFAULT_FROM_EMAIL": "noreply@example.com",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.com:587",
    "FRONTEND_URL": "https://app.example.com",
}


def ids(messages):
    return [message.id for message in messages]


def test_this_project_passes():
    call_command("check", fail_level="WARNING")


def test_the_blacklist_app_is_missed(monkeypatch):
    assert checks.check_token_blacklist(None) == []
    monkeypatch.setattr(apps, "is_installed", lambda name: name != checks.BLACKLIST_APP)
    assert ids(checks.check_token_blacklist(None)) == ["core.E001"]


def test_rotation_without_blacklist_is_missed(monkeypatch):
    monkeypatch.setattr(jwt_settings, "BLACKLIST_AFTER_ROTATION", False, raising=False)
    assert ids(checks.check_token_blacklist(None)) == ["core.E001"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [({"ATOMIC_REQUESTS": False}, "core.E002"), ({"CONN_HEALTH_CHECKS": False}, "core.E003")],
)
def test_database_settings_are_missed(monkeypatch, change, expected):
    changed = {"default": {**active.DATABASES["default"], "CONN_MAX_AGE": 60, **change}}
    monkeypatch.setattr(active, "DATABASES", changed)
    found = [*checks.check_transactions(None), *checks.check_connection_health(None)]
    assert ids(found) == [expected]


def start(settings_module, code="from django.conf import settings; settings.DEBUG", **environment):
    """Load the settings in a process of its own, with further variables."""
    variables = {
        **os.environ,
        "DATABASE_URL": DATABASE_URL,
        "DJANGO_SETTINGS_MODULE": f"config.settings.{settings_module}",
        **environment,
    }
    return subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=False
    )


@pytest.mark.asvs("13.2.3", "13.4.2")
@pytest.mark.parametrize(
    ("settings_module", "environment", "words"),
    [
        ("development", {"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ("development", {"DATABASE_URL": "sqlite:///x.db"}, "PostgreSQL only"),
        ("development", {"DATABASE_URL": "mysql://localhost/x"}, "PostgreSQL only"),
        ("development", {"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ("production", {"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name the hosts"),
        ("production", {"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ("production", {"DEBUG": "1"}, "DEBUG is on"),
        ("production", {"EMAIL_URL": ""}, "EMAIL_URL is not set"),
        ("production", {"DEFAULT_FROM_EMAIL": ""}, "DEFAULT_FROM_EMAIL is not set"),
        ("production", {"FRONTEND_URL": ""}, "FRONTEND_URL is not set"),
        ("production", {"FRONTEND_URL": "http://app.example.com"}, "FRONTEND_URL must start with"),
    ],
)
def test_the_start_is_refused_in_words_that_help(settings_module, environment, words):
    result = start(settings_module, **{**PRODUCTION, **environment})
    assert result.returncode != 0
    assert "ImproperlyConfigured" in result.stderr
    assert words in result.stderr


def test_production_starts_with_what_it_needs():
    result = start("production", **PRODUCTION)
    assert result.returncode == 0, result.stderr


def test_the_deployment_check_has_nothing_to_say():
    variables = {
        **os.environ,
        **PRODUCTION,
        "DATABASE_URL": DATABASE_URL,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"]
    result = subprocess.run(
        command,
        cwd=active.BASE_DIR,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("key", ["", "of its own"])
def test_tokens_are_signed_by_a_key_of_their_own(key):
    code = "from django.conf import settings as s; print(s.SIMPLE_JWT['SIGNING_KEY'], s.SECRET_KEY)"
    result = start("development", code, JWT_SIGNING_KEY=key, SECRET_KEY="x" * 50)
    signing_key, _, secret_key = result.stdout.strip().rpartition(" ")
    assert signing_key == key if key else len(signing_key) > 50
    assert signing_key != secret_key
