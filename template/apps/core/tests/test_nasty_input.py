"""No value in any field of any entity is a fault of the server."""

import json
import re
from itertools import cycle, islice, product

import pytest
from django.apps import apps
from django.db import transaction
from drf_spectacular.settings import spectacular_settings

from apps.core.testing import entities
from apps.core.tests.nasty import BODIES, MORE_VALUES, VALUES
from apps.users.factories import InvitationFactory, MembershipFactory
from apps.users.models import CustomUser
from apps.users.roles import Role

NASTY_IN_QUERIES = [str(value) for value in VALUES if not isinstance(value, list | dict | None)][
    ::2
]

WRITES = ("post", "put", "patch")
PARAMETER = re.compile(r"\{\w+\}")
JSON = "application/json"
ENOUGH = 200
ID = "00000000-0000-4000-8000-0000000a77ac"
# What the routes around accounts and workspaces ask for, near enough to be taken seriously.
SENT_TO_ACCOUNTS = {
    "email": "somebody@example.com",
    "password": "correct horse battery staple",
    "current_password": "correct horse battery staple",
    "new_password": "another horse battery staple",
    "full_name": "Some Body",
    "workspace_name": "Somewhere",
    "name": "Somewhere",
    "workspace": ID,
    "member": ID,
    "role": "member",
    "token": "x:y",
    "key": "x-y",
    "code": "123456",
    "state": "x",
    "credential": {"id": "x", "rawId": "x", "type": "public-key", "response": {}},
    "refresh": "x.y.z",
    "delivery": "body",
}


def writes_of(entity):
    calls = [*entity.calls(detail=False), *entity.calls(detail=True)]
    return [call for call in calls if call.method in WRITES]


def other_writes():
    """Return method and path of all that the schema has for writing, entities aside."""
    tried = {
        (call.method, entity.address(call, ID))
        for entity in entities()
        for call in writes_of(entity)
    }
    generator = spectacular_settings.DEFAULT_GENERATOR_CLASS(api_version="v1")
    paths = generator.get_schema(request=None, public=True)["paths"]
    return [
        pytest.param(method, path, id=f"{method}-{path}")
        for path, method in product(paths, WRITES)
        if method in paths[path] and (method, PARAMETER.sub(ID, path)) not in tried
    ]


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
    address = entity.address(call)
    before = transaction.savepoint()
    for name, value in product(body, VALUES):
        response = client.post(address, {**body, name: value}, format="json")
        assert response.status_code in {201, 422}, (name, value, response.content)
        if response.status_code == 201:
            assert entity.model.objects.get(pk=response.json()["id"])
            transaction.savepoint_rollback(before)


@pytest.mark.asvs("1.5.2")
@pytest.mark.parametrize("entity", entities(), ids=str)
def test_no_body_is_a_fault(entity, workspace, client_as):
    """Every call that writes gets all bodies, and all values in its fields."""
    values = {"workspace": workspace} if hasattr(entity.model, "workspace") else {}
    record = entity.factory(**values)
    for call in writes_of(entity):
        role = entity.role_for(call) or Role.OWNER
        client = client_as(role)
        CustomUser.objects.filter(pk=client.user.pk).update(is_staff=True)
        payload = entity.factory.payload(role=role, **values)
        body = {name: value for name, value in payload.items() if not hasattr(value, "read")}
        address = entity.address(call, record.pk)
        expect_no_fault(client, call.method, address, [*BODIES, *in_turn(body)])


@pytest.mark.parametrize(("method", "path"), other_writes())
def test_no_body_is_a_fault_outside_of_entities(method, path, workspace, client_as):
    client = client_as(Role.OWNER)
    address = PARAMETER.sub(str(id_in(path, workspace, client.user)), path)
    inputs = islice([*BODIES, *in_turn(SENT_TO_ACCOUNTS)], ENOUGH)
    expect_no_fault(client, method, address, list(inputs))


def id_in(path, workspace, user):
    """Return the id of something that is the user's to change; an unknown id in other paths."""
    match re.findall(r"(\w+)/\{", path):
        case ["invitations"]:
            return InvitationFactory(workspace=workspace).pk
        case ["members"]:
            return MembershipFactory(workspace=workspace).pk
        case ["workspaces"]:
            return workspace.pk
        case ["keys"]:
            data = {"name": "Key", "credential": {}}
            keys = apps.get_model("mfa", "Authenticator").objects
            return keys.create(user=user, type="webauthn", data=data).pk
    return ID


def in_turn(body):
    """Yield bodies with each value in one field, one field after the other."""
    names = cycle(body)
    for value in [*VALUES, *MORE_VALUES]:
        yield json.dumps({**body, next(names): value} if body else {"a": value}).encode(), JSON


def expect_no_fault(client, method, address, inputs):
    """Send enough inputs, and undo what each has changed."""
    assert len(set(inputs)) >= ENOUGH, (method, address)
    client.raise_request_exception = False
    before = transaction.savepoint()
    for text, content_type in inputs:
        response = client.generic(method, address, text, content_type)
        transaction.savepoint_rollback(before)
        assert response.status_code < 500, (method, address, text[:200], response.content)


@pytest.mark.parametrize("entity", entities(), ids=str)
def test_no_query_is_a_fault(entity, client_as):
    call = entity.find("list")
    role = call and entity.role_for(call)
    if not role:
        pytest.skip("nobody lists these")
    client = client_as(role)
    client.raise_request_exception = False
    names = [*entity.filters, "search", "ordering", "page", "page_size", "by"]
    for call in filter(None, map(entity.find, ("list", "export", "summary"))):
        for name, value in product(names, NASTY_IN_QUERIES):
            query = {"by": entity.summary_fields[:1], name: value}
            response = client.get(entity.address(call), query)
            assert response.status_code in {200, 404, 422}, (call, name, value)
