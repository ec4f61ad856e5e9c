"""`manage.py check --deploy --database default`: whether the walls hold for who asks."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

from apps.core.tenancy.roles import current_user
from apps.core.tenancy.walls import missing_walls

PASSES_WALLS = """
    SELECT rolsuper OR rolbypassrls OR EXISTS (
        SELECT FROM pg_class
        WHERE relowner = pg_roles.oid AND relnamespace = current_schema()::regnamespace
    )
    FROM pg_roles WHERE rolname = current_user
"""


@register(Tags.database, deploy=True)
def check_walls(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Row-level security binds neither superusers nor owners, and only tables that have it."""
    if not databases:
        return []
    if current_user() != settings.DATABASE_APP_ROLE:
        return []  # an operator's command
    with connection.cursor() as cursor:
        cursor.execute(PASSES_WALLS)
        passes = cursor.fetchone()[0]
    found: list[CheckMessage] = []
    if passes:
        found.append(
            Error(
                f"The app's role '{settings.DATABASE_APP_ROLE}' is not held by row-level security: "
                "it owns tables, is a superuser or has BYPASSRLS.",
                hint="Name two roles in DATABASE_URL and MIGRATION_DATABASE_URL and run "
                "`manage.py createroles`.",
                id="core.E004",
            )
        )
    if missing := missing_walls():
        found.append(
            Error(
                f"{len(missing)} policies, keys, triggers or grants are missing.",
                hint="Run `manage.py migrate`.",
                id="core.E005",
            )
        )
    return found
