"""Old events go, by the migrating role and by nobody else."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def events(settings):
    """Two events, one a day older than they are kept."""
    old = timezone.now() - timedelta(days=settings.AUDIT_RETENTION_DAYS + 1)
    return [
        AuditEvent.objects.create(action="read", target="x.y", created_at=when)
        for when in (old, timezone.now())
    ]


def purge(**options):
    out = StringIO()
    call_command("purgeaudit", stdout=out, **options)
    return out.getvalue()


def test_what_is_old_enough_goes(events):
    assert purge().startswith("1 events")
    assert list(AuditEvent.objects.filter(action="read")) == [events[1]]


def test_the_purge_is_an_event(events):
    purge()
    assert AuditEvent.objects.get(action="purge").changes["count"] == [1, 0]


def test_nothing_to_purge_is_no_event():
    purge()
    assert not AuditEvent.objects.exists()


def test_a_dry_run_deletes_nothing(events):
    assert purge(dry_run=True).startswith("1 events are older")
    assert AuditEvent.objects.count() == 2


def test_the_time_can_be_another(events):
    AuditEvent.objects.filter(pk=events[1].pk).update(created_at=timezone.now() - timedelta(days=2))
    purge(days=1)
    assert not AuditEvent.objects.filter(action="read").exists()


def test_no_time_is_a_mistake():
    with pytest.raises(CommandError, match="1 or more"):
        purge(days=0)
