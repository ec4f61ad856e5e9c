"""`manage.py seed`: a workspace full of believable records, and a login to look at them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.environment import env


class Command(BaseCommand):
    """Fills one workspace. Run it again, and it adds only what is missing."""

    help = "Fill a demo workspace with believable records and print its login."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rows", type=int, default=10, help="records of each kind (10)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo data and its login are for development: DEBUG is off here."
            )
        password = env.str("DEMO_PASSWORD", default="")
        if not password:
            raise CommandError("DEMO_PASSWORD is not set. Set it in .env; `make env` makes one up.")
        # Factories are a development dependency, and must not be missed elsewhere.
        from apps.core.seeding import DEMO_EMAIL, seed

        for model, count in seed(rows=options["rows"], password=password).items():
            self.stdout.write(f"{model._meta.verbose_name_plural:<30} {count:>5} new")
        self.stdout.write(self.style.SUCCESS(f"Sign in as {DEMO_EMAIL} with {password}"))
