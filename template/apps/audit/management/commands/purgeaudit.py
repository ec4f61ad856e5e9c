"""`manage.py purgeaudit`: the end of what the audit trail keeps.

The migrating role runs it: the app's role can delete no event.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from apps.audit.models import AuditEvent


class Command(BaseCommand):
    """Deletes events that are older than the time they have to be kept."""

    help = "Delete events of the audit trail that are older than AUDIT_RETENTION_DAYS."

    def add_arguments(self, parser: CommandParser) -> None:
        days = settings.AUDIT_RETENTION_DAYS
        parser.add_argument("--days", type=int, default=days, help=f"days to keep ({days})")
        parser.add_argument("--dry-run", action="store_true", help="only count them")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if options["days"] < 1:
            raise CommandError("--days has to be 1 or more.")
        end = timezone.now() - timedelta(days=options["days"])
        old = AuditEvent.objects.filter(created_at__lt=end)
        if options["dry_run"]:
            self.stdout.write(f"{old.count()} events are older than {end:%Y-%m-%d}.")
            return
        # One statement: no row is loaded, nothing refers to events.
        count = old._raw_delete(old.db)
        if count:
            AuditEvent.objects.create(
                action=AuditEvent.Action.PURGE,
                target=AuditEvent._meta.label_lower,
                changes={"created_at": [None, end.isoformat()], "count": [count, 0]},
            )
        self.stdout.write(f"{count} events before {end:%Y-%m-%d} are gone.")
