"""No value in any field of any entity is a fault of the server."""

import json
from itertools import cycle, islice

import pytest
from django.db import transaction

from apps.core.testing import entities
from apps.core.tests.isolation.addresses import other_addresses
from apps.core.tests.isolation.arena import IT
from apps.core.tests.nasty import BODIES, MORE_VALUES, VALUES
from apps.users.models import CustomUser
from apps.users.roles import Role

NASTY_IN_QUERIES = [str(value) for value in VALUES if not isinstance(value, list | dict | None)][
    ::2
]

ADDRESSES = [
    pytest.param(address, id=name) for name, address in other_addresses() if IT not in address
]
JSON = "application/json"
ENOUGH = 200
# What the routes around accounts and workspaces ask for, near enough to be taken seriously.
SENT_TO_ACCOUNTS = {
    "email": "somebody@example.com",
    "password": "correct horse battery staple",
    "current_password": "correct horse battery staple",
    "new_password": "another horse battery staple",
    "full_name": "Some Body",
    "workspace_name": "Somewhere",
    "name": "Somewhere",
    "workspace": IT,
    "member": IT,
    "role": "member",
    "token": "x:y",
    "key": "x-y",
    "code": "123456",
    "refresh": "x.y.z",
    "delivery": "body",
}

pytestmark = pytest.mark.django_db


@pytest.mark.asvs("1.4.2", "2.2.2")
@pytest.mark.parametrize("entity", entities(), ids=str)
def test_no_value_is_a_fault(entity, workspace, client_as):
    call = entity.find("create")
    role = call and (entity.role_for(call) or Role.OWNER)
    if not role:
        pytest.skip("nobody creates these")
    client = client_as(role)
    CustomUser.objects.filter(pk=client.user.pk).update(is_staff=True)
    client.raise_request_exception = False
    values = {"workspace": workspace} if hasattr(entity.model, "workspace") else {}
    payload = entity.factory.payload(role=role, **values)
    body = {name: value for name, value in payload.items() if not hasattr(value, "read")}
    for name in body:
        for value in VALUES:
            response = client.post(entity.address(call), {**body, name: value}, format="json")
            assert response.status_code in {201, 422}, (name, value, response.content)
            if response.status_code == 201:
                entity.model.objects.get(pk=response.json()["id"]).delete()


@pytest.mark.asvs("1.5.2")
@pytest.mark.parametrize("entity", entities(), ids=str)
def test_no_body_is_a_fault(entity, workspace, client_as):
    """Every call that writes gets all bodies, and all values in its fields if it has any."""
    values = {"workspace": workspace} if hasattr(entity.model, "workspace") else {}
    record = entity.factory(**values)
    for call in [*entity.calls(detail=False), *entity.calls(detail=True)]:
        role = entity.role_for(call) or Role.OWNER
        if call.method not in {"post", "put", "patch"}:
            continue
        client = client_as(role)
        CustomUser.objects.filter(pk=client.user.pk).update(is_staff=True)
        client.raise_request_exception = False
        payload = entity.factory.payload(role=role, **values)
        body = {name: value for name, value in payload.items() if not hasattr(value, "read")}
        inputs = [] if entity.is_transition(call) else in_turn(body)
        for text, content_type in [*BODIES, *inputs]:
            with transaction.atomic():
                address = entity.address(call, record.pk)
                response = client.generic(call.method, address, text, content_type)
                transaction.set_rollback(True)
            assert response.status_code < 500, (call, text[:200], response.content)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_body_is_a_fault_outside_of_entities(address, client_as):
    client = client_as(Role.OWNER)
    client.raise_request_exception = False
    for text, content_type in islice([*BODIES, *in_turn(SENT_TO_ACCOUNTS)], ENOUGH):
        with transaction.atomic():
            response = client.generic("post", address, text, content_type)
            transaction.set_rollback(True)
        assert response.status_code < 500, (text[:200], response.content)


def in_turn(body):
    """Yield bodies with each value in one field, one field after the other."""
    names = cycle(body)
    for value in [*VALUES, *MORE_VALUES]:
        yield json.dumps({**body, next(names): value} if body else {"a": value}).encode(), JSON


def test_there_are_enough_of_them():
    assert len(BODIES) + len(VALUES) + len(MORE_VALUES) >= ENOUGH


@pytest.mark.parametrize("entity", entities(), ids=str)
def test_no_query_is_a_fault(entity, client_as):
    call = entity.find("list")
    role = call and entity.role_for(call)
    if not role:
        pytest.skip("nobody lists these")
    client = client_as(role)
    client.raise_request_exception = False
    filters = entity.viewset.filterset_class.base_filters
    for name in (*filters, "search", "ordering", "page", "page_size"):
        for value in NASTY_IN_QUERIES:
            response = client.get(entity.address(call), {name: value})
            assert response.status_code in {200, 404, 422}, (name, value, response.content)
