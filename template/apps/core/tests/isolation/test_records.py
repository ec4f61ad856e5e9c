"""One record: a foreign id is like none, whatever is asked of it and however it is written."""

from uuid import uuid4

import pytest

from apps.core.testing import workspace_entities
from apps.core.tests.isolation.arena import IT

each_entity = pytest.mark.parametrize("entity", workspace_entities(), ids=str)

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")
SPELLINGS = {
    "upper": lambda pk: str(pk).upper(),
    "bare": lambda pk: pk.hex,
    "braces": lambda pk: f"{{{pk}}}",
    "urn": lambda pk: f"urn:uuid:{pk}",
    "space": lambda pk: f"%20{pk}",
    "null": lambda pk: f"{pk}%00",
}


def without_files(payload):
    return {name: value for name, value in payload.items() if not hasattr(value, "read")}


@pytest.mark.asvs("8.2.2", "8.4.1")
@each_entity
def test_a_foreign_id_is_like_no_id(entity, arena):
    for call in entity.calls(detail=True):
        if (role := entity.role_for(call)) is None:
            continue
        payload = arena.payload(entity, role)
        bodies = [{}, without_files(payload), {"workspace": str(arena.own.workspace.pk)}]
        for data in [None] if call.method == "get" else bodies:
            response = arena.attack(entity, call, role, data)
            assert response.status_code == 404, (call, data)


@pytest.mark.asvs("8.2.2", "8.4.1")
@each_entity
def test_no_method_finds_a_foreign_record(entity, arena):
    foreign = arena.foreign.records[entity.model]
    for call in {call.route.name: call for call in entity.calls(detail=True)}.values():
        client = arena.client(entity.role_for(call) or "owner")
        for method in METHODS:
            address = entity.address(call, IT)
            response = arena.alike(client, method, address, foreign=foreign.pk)
            assert response.status_code in {403, 404, 405}, (call, method)


@pytest.mark.asvs("1.1.1", "8.4.1")
@each_entity
def test_no_spelling_of_a_foreign_id_finds_it(entity, arena):
    foreign = arena.foreign.records[entity.model]
    for call in filter(None, map(entity.find, ("retrieve", "partial_update"))):
        if (role := entity.role_for(call)) is None:
            continue
        address = entity.address(call, IT)
        for name, spell in SPELLINGS.items():
            response = arena.alike(
                arena.client(role),
                call.method,
                address,
                foreign=spell(foreign.pk),
                random=spell(uuid4()),
            )
            assert response.status_code == 404, (call, name)
