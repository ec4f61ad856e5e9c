"""Who came in, who tried to, and what they did to their account."""

import pytest
from django.contrib.auth import signals
from django.db import transaction
from django.test import RequestFactory
from rest_framework.test import APIClient

from apps.audit.events import (
    after_the_transaction,
    login_hash,
    record_account_event,
    record_failed_sign_in,
)
from apps.audit.models import AuditEvent
from apps.audit.receivers import record_action
from apps.users.factories import PASSWORD, create_member
from apps.users.models import Membership
from apps.users.roles import Role

pytestmark = pytest.mark.django_db

SIGN_IN = "/api/auth/token/"


def events(action):
    return list(AuditEvent.objects.filter(action=action))


@pytest.mark.asvs("16.3.1")
def test_a_sign_in_is_in_the_trail_of_the_active_workspace(workspace):
    user = create_member(workspace)
    response = APIClient().post(SIGN_IN, {"email": user.email, "password": PASSWORD})
    assert response.status_code == 200
    [event] = events("sign_in")
    assert (event.actor_id, event.record_id) == (user.pk, user.pk)
    assert event.workspace_id == workspace.pk
    assert (event.address, event.request_id) == ("127.0.0.1", response.headers["X-Request-ID"])


@pytest.mark.asvs("16.3.1")
def test_a_failed_sign_in_names_nobody(workspace):
    user = create_member(workspace)
    response = APIClient().post(SIGN_IN, {"email": user.email, "password": "wrong"})
    assert response.status_code == 401
    [event] = events("sign_in_failed")
    assert (event.workspace_id, event.actor_id, event.record_id) == (None, None, None)
    assert event.login_hash == login_hash(f" {user.email.upper()} ")
    assert event.address == "127.0.0.1"


@pytest.mark.asvs("16.2.5")
def test_a_failure_outlives_the_rollback_of_its_request():
    with after_the_transaction(), transaction.atomic():
        record_failed_sign_in("someone@example.com", None)
        transaction.set_rollback(True)
    assert len(events("sign_in_failed")) == 1


def test_outside_of_requests_a_failure_is_written_at_once():
    record_failed_sign_in("someone@example.com", None)
    assert len(events("sign_in_failed")) == 1


@pytest.mark.asvs("16.2.5")
def test_the_typed_address_is_nowhere(workspace):
    APIClient().post(SIGN_IN, {"email": "someone@example.com", "password": "wrong"})
    [event] = events("sign_in_failed")
    assert "someone" not in str(vars(event))


def test_nobody_can_tell_by_the_hash_without_the_key(settings):
    before = login_hash("someone@example.com")
    settings.SECRET_KEY = "another key"
    assert login_hash("someone@example.com") != before


def test_a_user_signs_out(workspace):
    user = create_member(workspace)
    request = RequestFactory().post("/")
    record_action(signals.user_logged_out, user=user, request=request)
    [event] = events("sign_out")
    assert (event.actor_id, event.workspace_id) == (user.pk, workspace.pk)


def test_who_signs_out_without_being_signed_in_is_nobody():
    record_action(signals.user_logged_out, user=None, request=RequestFactory().post("/"))
    assert events("sign_out") == []


def test_a_workspace_that_they_were_removed_from_hears_nothing(workspace):
    user = create_member(workspace)
    Membership.objects.filter(user=user).delete()
    record_account_event(AuditEvent.Action.PASSWORD_CHANGED, user, None)
    [event] = events("password_changed")
    assert event.workspace_id is None


@pytest.mark.asvs("16.3.3")
def test_changes_of_members_are_in_the_trail(workspace, client_as):
    owner = client_as(Role.OWNER)
    membership = create_member(workspace).memberships.get()
    address = f"/api/auth/members/{membership.pk}/"
    assert owner.patch(address, {"role": Role.VIEWER}).status_code == 200
    [event] = events("update")
    assert event.target == "users.membership"
    assert event.actor_id == owner.user.pk
    assert event.changes == {"role": [Role.MEMBER, Role.VIEWER]}
    assert event.address == "127.0.0.1"
