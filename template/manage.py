#!/usr/bin/env python
"""Django's command line, for this project."""

import os
import sys

# What acts on the tables themselves, or on all workspaces: the migrating role does it. Everything
# else runs as the app's role, which sees one workspace at a time.
OPERATOR_COMMANDS = {
    "createsuperuser",
    "dumpdata",
    "explainmigrations",
    "flush",
    "loaddata",
    "makemigrations",
    "migrate",
    "purgeaudit",
    "purgekeys",
    "seed",
    "showmigrations",
    "sqlmigrate",
    "squashmigrations",
}


def main() -> None:
    """Run one management command; in development, secrets and a database come by themselves."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    if OPERATOR_COMMANDS.intersection(sys.argv[1:2]):
        os.environ.setdefault("MIGRATING", "1")
    if os.environ["DJANGO_SETTINGS_MODULE"] == "config.settings.development":
        from tools import dotenv, local_postgres

        dotenv.make_secrets()
        local_postgres.ensure("development")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
