"""The API alone: database, migrations, demo data the first time, and its server, until Ctrl-C."""

import os
import signal
import subprocess
import sys
from types import FrameType

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from tools import dotenv, local_postgres


def main(address: str) -> int:
    """Serve at `address`, a host and a port; the exit status."""
    prepare()
    return serve(address)


def prepare() -> None:
    """Bring up a database with data in it, for the servers that are started after this."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
    os.environ["MIGRATING"] = "1"
    dotenv.make_secrets()
    local_postgres.ensure("development")
    django.setup()
    call_command("migrate", verbosity=0)
    if not get_user_model().objects.exists():
        call_command("seed")
    connection.close()
    del os.environ["MIGRATING"]


def serve(address: str) -> int:
    """Run Django's server in a process of its own, which it replaces whenever the code changes."""
    server = subprocess.Popen([sys.executable, "manage.py", "runserver", address])

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return max(server.wait(), 0)  # to be stopped is no failure


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
