"""A real PostgreSQL for development and tests, without set-up.

`ensure("development")` keeps its data in the project's `.postgres` folder from run to run.
`ensure("test")` starts an empty server whose data is thrown away. Where DATABASE_URL is set,
in the environment or in `.env`, nothing is started. By hand:

    python -m tools.local_postgres start|stop|url|reset
"""

import os
from typing import Literal

from tools import dotenv
from tools.local_postgres.system import APP_ROLE, ROLE, LocalPostgresError

__all__ = ["LocalPostgresError", "ensure"]


def ensure(purpose: Literal["development", "test"]) -> str:
    """The database's address, with a server behind it. Sets DATABASE_URL.

    In development this is the address of the app's role; MIGRATION_DATABASE_URL is the owner's.
    """
    url = os.environ.get("DATABASE_URL") or dotenv.read().get("DATABASE_URL")
    if not url:
        url = _start(purpose)
        if purpose == "development":
            os.environ["MIGRATION_DATABASE_URL"] = url
            url = url.replace(f"//{ROLE}@", f"//{APP_ROLE}@")
    os.environ["DATABASE_URL"] = url
    return url


def _start(purpose: str) -> str:
    if os.name != "posix":
        raise LocalPostgresError(
            "This system cannot start its own PostgreSQL: set DATABASE_URL in .env."
        )
    from tools.local_postgres.cluster import Cluster  # needs what only POSIX systems have

    try:
        return (Cluster.for_tests() if purpose == "test" else Cluster.for_development()).use()
    except OSError as problem:
        raise LocalPostgresError(
            f"PostgreSQL cannot be started here: {problem}\nOr set DATABASE_URL in .env."
        ) from problem
