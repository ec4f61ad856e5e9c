"""All other routes of the API: whatever stands in their addresses, it is found for nobody else."""

import pytest

from apps.core.tests.isolation.addresses import other_addresses
from apps.core.tests.isolation.arena import IT
from apps.core.tests.isolation.ledger import tenant_models
from apps.core.tests.isolation.situations import Situation
from apps.users.roles import Role

METHODS = ("get", "post", "put", "patch", "delete", "head", "options")
WISH = {"workspace": IT, "id": IT, "user": IT, "member": IT, "role": "owner", "email": IT}
pytestmark = pytest.mark.parametrize(
    "situation",
    [Situation.BOTH_WALLS, Situation.FIRST_WALL_ALONE, Situation.SECOND_WALL_ALONE],
    ids=str,
)


ADDRESSES = other_addresses()
about_one = [pytest.param(address, id=name) for name, address in ADDRESSES if IT in address]
about_none = [pytest.param(address, id=name) for name, address in ADDRESSES if IT not in address]


def foreign_ids(arena):
    """Return an id of every kind of row that the foreign workspace has."""
    ids = [arena.foreign.workspace.pk, arena.foreign.user.pk]
    for model in tenant_models():
        row = model._base_manager.filter(workspace=arena.foreign.workspace).first()
        if row is not None:
            ids.append(row.pk)
    return ids


@pytest.mark.parametrize("address", about_one)
def test_a_foreign_id_is_like_no_id_in_any_address(address, arena):
    client = arena.stranger(Role.OWNER)
    ids = foreign_ids(arena)
    for method in METHODS:
        for data in ({}, WISH) if method in {"post", "put", "patch"} else ({},):
            for response in arena.all_alike(client, method, address, data, foreign=ids):
                assert response.status_code >= 400, (method, data)


@pytest.mark.parametrize("address", about_none)
def test_a_foreign_id_is_like_no_id_in_any_body(address, arena):
    client = arena.stranger(Role.OWNER)
    arena.count()
    client.get(address)
    ids = foreign_ids(arena)
    for method in ("get", "post"):
        arena.all_alike(client, method, address, WISH, foreign=ids)
