"""Sign-up: a user and their workspace, or nothing."""

import pytest
from django.db import IntegrityError
from rest_framework.test import APIClient

from apps.users import services
from apps.users.factories import UserFactory
from apps.users.models import CustomUser, Membership, Workspace
from apps.users.roles import Role

URL = "/api/auth/register/"
BODY = {
    "email": "Ada@Example.com",
    "password": "a long good password",
    "full_name": "Ada Diaz",
    "workspace_name": "Bright Clinic",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient()


def test_it_makes_user_workspace_and_owner(api):
    response = api.post(URL, BODY)
    assert response.status_code == 201
    user = CustomUser.objects.get()
    assert user.email == "ada@example.com"
    assert user.check_password(BODY["password"])
    assert user.active_membership.role == Role.OWNER
    assert user.active_workspace.name == "Bright Clinic"
    assert response.json() == {
        "id": str(user.pk),
        "email": "ada@example.com",
        "full_name": "Ada Diaz",
        "is_staff": False,
        "memberships": [
            {
                "workspace": {"id": str(user.active_workspace_id), "name": "Bright Clinic"},
                "role": "owner",
            }
        ],
        "active_workspace": {"id": str(user.active_workspace_id), "name": "Bright Clinic"},
        "role": "owner",
    }


def test_it_is_all_or_nothing(monkeypatch):
    def fail(**values):
        raise RuntimeError

    monkeypatch.setattr(Membership.objects, "create", fail)
    with pytest.raises(RuntimeError):
        services.user_register(email="a@example.com", password="x", workspace_name="A")
    assert not CustomUser.objects.exists()
    assert not Workspace.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": ""}, "email"),
        ({"email": "x" * 300 + "@example.com"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "123456789012345"}, "password"),
        ({"password": "ada@example.com"}, "password"),
        ({"password": "x" * 1000}, "password"),
        ({"full_name": "x" * 256}, "full_name"),
        ({"workspace_name": " "}, "workspace_name"),
        ({"workspace_name": None}, "workspace_name"),
    ],
)
def test_what_is_wrong_is_named(api, change, field):
    response = api.post(URL, {**BODY, **change}, format="json")
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [field]
    assert not CustomUser.objects.exists()


def test_an_address_is_taken_in_any_case(api):
    UserFactory(email="ADA@example.com")
    response = api.post(URL, BODY)
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["email"]


def test_a_race_for_an_address_is_no_fault(api, monkeypatch):
    UserFactory(email=BODY["email"])
    monkeypatch.setattr(
        "apps.users.serializers.AuthRegistrationSerializer.validate_email",
        lambda self, email: email,
    )
    response = api.post(URL, BODY)
    assert response.status_code == 422
    message = "A user with this e-mail address already exists."
    assert response.json()["errors"] == {"email": [message]}


def test_nobody_becomes_staff_by_asking(api):
    api.post(URL, {**BODY, "is_staff": True, "is_superuser": True, "role": "owner"})
    user = CustomUser.objects.get()
    assert not user.is_staff
    assert not user.is_superuser


def test_the_database_knows_no_two_users_of_one_address():
    UserFactory(email="ada@example.com")
    with pytest.raises(IntegrityError):
        UserFactory(email="ADA@example.com")
