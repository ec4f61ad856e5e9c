"""Repeated creates: a key of one workspace, or of one user, replays nothing to another."""

import pytest

from apps.core.testing import workspace_entities
from apps.core.tests.isolation.arena import send

each_entity = pytest.mark.parametrize("entity", workspace_entities(), ids=str)

KEY = "the-same-key-everywhere"


def create(client, call, entity, payload):
    return send(client, "post", entity.address(call), payload, HTTP_IDEMPOTENCY_KEY=KEY)


@each_entity
def test_a_key_of_theirs_replays_nothing(entity, arena):
    call = entity.find("create")
    role = call and entity.role_for(call)
    if not role:
        pytest.skip("nobody creates these")
    theirs = entity.factory.payload(role=role, workspace=arena.foreign.workspace)
    made = create(arena.insider(role), call, entity, theirs)
    assert made.status_code == 201, made.content
    for payload in (arena.payload(entity, role), theirs):
        arena.count()
        response = create(arena.client(role), call, entity, payload)
        if response.status_code == 201:
            assert response.json()["id"] != made.json()["id"]
            assert "Idempotency-Replayed" not in response.headers
        else:  # references of theirs, or the key of the own request before
            assert response.status_code == 422
    arena.count()
    colleague = create(arena.new_client(role), call, entity, arena.payload(entity, role))
    assert colleague.status_code == 201
    assert colleague.json()["id"] != made.json()["id"]
