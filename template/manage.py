#!/usr/bin/env python
"""Django's command line, for this project."""

import os
import sys


def main() -> None:
    """Run one management command; in development with a database that is there by itself."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    if (
        os.environ["DJANGO_SETTINGS_MODULE"] == "config.settings.development"
        and "DATABASE_URL" not in os.environ
    ):
        from tools import local_postgres

        local_postgres.ensure("development")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
