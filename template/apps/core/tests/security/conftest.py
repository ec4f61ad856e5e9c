"""Production's own settings, for the tests of what holds there."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from config.environment import BASE_DIR

DEMANDED = {
    "ALLOWED_HOSTS": "app.example.com",
    "DEFAULT_FROM_EMAIL": "team@example.com",
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "EMAIL_URL": "smtp+tls://mail.example.com:587",
    "FRONTEND_URL": "https://app.example.com",
}
ANSWER = """
import json
from django.conf import settings
values = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
print(json.dumps(values, default=str))
"""


@pytest.fixture(scope="session")
def production() -> dict[str, Any]:
    """The settings of production, given no more than what it demands."""
    result = subprocess.run(
        [sys.executable, "-c", ANSWER],
        cwd=BASE_DIR,
        env={**os.environ, **DEMANDED},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def in_production(settings, production):
    """Let requests be answered as in production, for the host of the tests."""
    for name, value in production.items():
        if name.startswith(("AUTH_COOKIE_", "CSRF_COOKIE_", "SECURE_", "SESSION_COOKIE_")):
            setattr(settings, name, value)
    return settings
