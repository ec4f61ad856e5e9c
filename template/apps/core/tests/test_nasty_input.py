"""No value in any field of any entity is a fault of the server."""

from typing import Any

import pytest

from apps.core.testing import entities
from apps.users.models import CustomUser
from apps.users.roles import Role

NASTY: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    -(10**400),
    1e308,
    5e-324,
    "",
    " ",
    "\t\r\n",
    "x" * 10_000,
    "\N{RIGHT-TO-LEFT OVERRIDE}\N{GRINNING FACE}\ufffe\x7f",
    "'; DROP TABLE users_customuser; --",
    "<script>{{ 7 * 7 }}</script>",
    "NaN",
    "-Infinity",
    "1e400",
    "9" * 2_000,
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "24:00:00",
    "-999999999 23:59:59",
    "999999999 23:59:59.999999",
    "P9999999999D",
    "00000000-0000-0000-0000-000000000000",
    "javascript:alert(1)",
    "http://[::1",
    "http://" + "a." * 2_000,
    "a@" + "b" * 300,
    [],
    [[]],
    [None],
    ["x" * 1_000] * 50,
    {},
    {"id": 1, "": None},
]

NASTY_IN_QUERIES = [str(value) for value in NASTY if not isinstance(value, list | dict | None)][::2]

pytestmark = pytest.mark.django_db


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
        for value in NASTY:
            response = client.post(entity.address(call), {**body, name: value}, format="json")
            assert response.status_code in {201, 422}, (name, value, response.content)
            if response.status_code == 201:
                entity.model.objects.get(pk=response.json()["id"]).delete()


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
