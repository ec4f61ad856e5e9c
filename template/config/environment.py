"""What the settings read from the environment, with the words that a missing value deserves."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

POSTGRESQL_SCHEMES = {"postgres", "postgresql"}


def required(name: str, advice: str) -> str:
    """Return the value of the variable `name`; without one, refuse and say what to set."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {advice}")
    return value


def postgresql_database() -> dict[str, Any]:
    """Return what DATABASE_URL says, or refuse one that is missing or no PostgreSQL address."""
    example = "postgres://user:password@localhost:5432/name"
    url = required(
        "DATABASE_URL",
        f"Set it to a PostgreSQL address, such as {example}, in the environment or in .env.",
    )
    scheme = urlsplit(url).scheme
    if scheme not in POSTGRESQL_SCHEMES:
        raise ImproperlyConfigured(
            f"DATABASE_URL starts with '{scheme}:', but this project runs on PostgreSQL only. "
            f"Set it to an address such as {example}."
        )
    database: dict[str, Any] = env.db_url_config(url)
    # The folder of a Unix socket stands quoted in an address.
    return {**database, "HOST": unquote(database["HOST"])}
