"""`manage.py makemigrations`: Django's own, with one migration per app where that is possible."""

from django.core.management.commands import makemigrations

from apps.core.autodetector import Autodetector


class Command(makemigrations.Command):
    autodetector = Autodetector
