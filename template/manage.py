#!/usr/bin/env python
"""Django's command line, for this project."""

import os
import sys


def main() -> None:
    """Run one management command; in development, secrets and a database come by themselves."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    if os.environ["DJANGO_SETTINGS_MODULE"] == "config.settings.development":
        from tools import dotenv, local_postgres

        dotenv.make_secrets()
        local_postgres.ensure("development")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
