"""`manage.py purgekeys`: delete the idempotency keys that are too old to be used. Run it daily."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.core.idempotency import expired


class Command(BaseCommand):
    """Deletes the expired keys of all workspaces. A user's own also go when they send a new one."""

    help = "Delete expired idempotency keys."

    def handle(self, *args: Any, **options: Any) -> None:
        count, _ = expired().delete()
        self.stdout.write(f"{count} expired keys deleted.")
