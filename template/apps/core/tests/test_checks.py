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


def start(settings_module, **environment):
    """Load the settings in a process of its own, with further variables."""
    variables = {
        **os.environ,
        "DATABASE_URL": DATABASE_URL,
        "DJANGO_SETTINGS_MODULE": f"config.settings.{settings_module}",
        **environment,
    }
    code = "from django.conf import settings; settings.DEBUG"
    return subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("settings_module", "environment", "words"),
    [
        ("development", {"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ("development", {"DATABASE_URL": "sqlite:///x.db"}, "PostgreSQL only"),
        ("development", {"DATABASE_URL": "mysql://localhost/x"}, "PostgreSQL only"),
        ("development", {"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ("production", {"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name the hosts"),
        ("production", {"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ("production", {"ALLOWED_HOSTS": "a.example.com", "DEBUG": "1"}, "DEBUG is on"),
    ],
)
def test_the_start_is_refused_in_words_that_help(settings_module, environment, words):
    result = start(settings_module, **environment)
    assert result.returncode != 0
    assert "ImproperlyConfigured" in result.stderr
    assert words in result.stderr


def test_production_starts_with_what_it_needs():
    result = start("production", ALLOWED_HOSTS="app.example.com")
    assert result.returncode == 0, result.stderr
