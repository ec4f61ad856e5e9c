"""System checks: settings that must not be lost, because nothing else would show it."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from rest_framework_simplejwt.settings import api_settings as jwt_settings

BLACKLIST_APP = "rest_framework_simplejwt.token_blacklist"


@register(Tags.security)
def check_token_blacklist(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Without its app, simplejwt blacklists nothing and says nothing."""
    if jwt_settings.BLACKLIST_AFTER_ROTATION and apps.is_installed(BLACKLIST_APP):
        return []
    return [
        Error(
            "Used and revoked refresh tokens stay valid.",
            hint=f"Keep BLACKLIST_AFTER_ROTATION on and {BLACKLIST_APP!r} in INSTALLED_APPS.",
            id="core.E001",
        )
    ]


@register(Tags.database)
def check_transactions(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Row locks and all-or-nothing writes rest on one transaction per request."""
    return [
        Error(
            f"ATOMIC_REQUESTS is off for the database {alias!r}.",
            hint="Set it to True: a request that fails half-way must leave nothing behind.",
            id="core.E002",
        )
        for alias, database in settings.DATABASES.items()
        if not database.get("ATOMIC_REQUESTS")
    ]


@register(Tags.database)
def check_connection_health(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A kept connection that the server has closed answers the next request with a 500."""
    return [
        Error(
            f"The database {alias!r} keeps its connections without checking them.",
            hint="Set CONN_HEALTH_CHECKS to True, or CONN_MAX_AGE to 0.",
            id="core.E003",
        )
        for alias, database in settings.DATABASES.items()
        if database.get("CONN_MAX_AGE") != 0 and not database.get("CONN_HEALTH_CHECKS")
    ]
