"""Filter, search, order and pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.testing import entities
from apps.users.factories import create_member
from apps.users.roles import Role

URL = "/api/v1/memberships/"

with_memberships = pytest.mark.urls("apps.core.tests.membership_api")
pytestmark = pytest.mark.django_db


@pytest.fixture
def members(workspace):
    return [create_member(workspace, role) for role in (Role.ADMIN, Role.MEMBER, Role.MEMBER)]


@with_memberships
def test_filters(client_as, members):
    client = client_as(Role.OWNER)
    count = {
        query: client.get(f"{URL}?{query}").json()["count"]
        for query in (
            "",
            "role=member",
            "role__in=member,admin",
            f"user={members[0].pk}",
            "user=7a0a8b3e-0000-4000-8000-000000000000",
            "created_at__gte=2100-01-01",
            "nonsense=1",
        )
    }
    assert list(count.values()) == [4, 2, 3, 1, 0, 0, 4]


@pytest.mark.asvs("2.2.1")
@with_memberships
@pytest.mark.parametrize(
    "query",
    [
        "role=nonsense",
        "role__in=member,nonsense",
        "user=nonsense",
        "user=%00",
        "created_at__gte=nonsense",
        "ordering=nonsense",
        "ordering=user__password",
        "search=%00",
    ],
)
def test_values_that_do_not_fit_are_422(client_as, query):
    response = client_as(Role.OWNER).get(f"{URL}?{query}")
    assert response.status_code == 422
    assert list(response.json()["errors"])


@with_memberships
@pytest.mark.parametrize("time", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"])
def test_the_ends_of_time_are_no_fault(client_as, time):
    response = client_as(Role.OWNER).get(f"{URL}?created_at__gte={time}")
    assert response.status_code in {200, 422}


@with_memberships
def test_search_goes_by_every_word(client_as, members):
    client, name = client_as(Role.OWNER), members[0].full_name
    first, last = name.split()[:2]
    found = client.get(URL, {"search": f"{last} {first}"}).json()["results"]
    assert str(members[0].pk) in [item["user"]["id"] for item in found]
    assert client.get(URL, {"search": f"{first} nonsense"}).json()["count"] == 0


@with_memberships
def test_order_is_total(client_as, members):
    client = client_as(Role.OWNER)
    pages = [
        client.get(URL, {"ordering": "role", "page_size": 1, "page": page}).json()["results"][0]
        for page in range(1, 5)
    ]
    assert [page["role"] for page in pages] == ["admin", "member", "member", "owner"]
    assert len({page["id"] for page in pages}) == 4


@pytest.mark.asvs("2.3.2", "15.2.2")
@with_memberships
@pytest.mark.parametrize(("size", "expected"), [("2", 2), ("0", 4), ("x", 4), ("1000", 4)])
def test_pages(client_as, members, size, expected):
    response = client_as(Role.OWNER).get(URL, {"page_size": size})
    assert len(response.json()["results"]) == expected


@pytest.mark.parametrize("entity", entities(), ids=str)
def test_no_list_asks_the_database_per_row(entity, workspace, client_as):
    call = entity.find("list")
    role = call and entity.role_for(call)
    if not role:
        pytest.skip("nobody lists these")
    client, address = client_as(role), entity.address(call)
    values = {"workspace": workspace} if hasattr(entity.model, "workspace") else {}
    entity.factory(**values)
    few = count_queries(client, address)
    entity.factory.create_batch(5, **values)
    assert count_queries(client, address) == few


def count_queries(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
