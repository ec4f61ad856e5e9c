"""`manage.py migrate`: Django's own, which must see changes the way `makemigrations` does."""

from django.core.management.commands import migrate

from apps.core.autodetector import Autodetector


class Command(migrate.Command):
    autodetector = Autodetector
