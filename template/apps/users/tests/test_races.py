"""What happens at the same moment: nothing twice, and no fault."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from rest_framework.test import APIClient

from apps.users.factories import PASSWORD, create_member
from apps.users.models import CustomUser, Workspace

AT_ONCE = 8

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(url, body):
    """Send the same request several times at the same moment, and count the answers' statuses."""
    barrier = Barrier(AT_ONCE)

    def send(_):
        client = APIClient(raise_request_exception=False)
        barrier.wait()
        try:
            return client.post(url, body).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(send, range(AT_ONCE)))


def test_one_address_signs_up_once():
    body = {"email": "ada@example.com", "password": "a long good password", "workspace_name": "A"}
    assert at_once("/api/auth/register/", body) == {202: AT_ONCE}
    assert CustomUser.objects.count() == Workspace.objects.count() == 1
    assert EmailAddress.objects.count() == 1


@pytest.mark.asvs("2.3.4", "10.4.5")
def test_a_refresh_token_is_exchanged_once(workspace):
    user = create_member(workspace)
    body = {"email": user.email, "password": PASSWORD, "delivery": "body"}
    tokens = APIClient().post("/api/auth/token/", body).json()
    answers = at_once("/api/auth/token/refresh/", {"refresh": tokens["refresh"]})
    assert answers == {200: 1, 409: AT_ONCE - 1}
    assert user.usersession_set.count() == 1


def test_many_sign_ins_are_many_sessions(workspace):
    user = create_member(workspace)
    body = {"email": user.email, "password": PASSWORD, "delivery": "body"}
    assert at_once("/api/auth/token/", body) == {200: AT_ONCE}
    assert user.usersession_set.count() == AT_ONCE


def test_a_reset_link_that_is_followed_twice_is_no_fault(workspace, mailoutbox):
    user = create_member(workspace)
    APIClient().post("/api/auth/password/forgot/", {"email": user.email})
    key = mailoutbox[0].body.partition("key=")[2].split()[0]
    body = {"key": key, "password": "another good password"}
    answers = at_once("/api/auth/password/reset/", body)
    assert set(answers) <= {204, 422}
    assert answers[204] >= 1
    user.refresh_from_db()
    assert user.check_password(body["password"])
