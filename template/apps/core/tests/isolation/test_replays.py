"""Repeated creates: a key of one workspace, or of one user, replays nothing to another."""

import pytest

from apps.core.offers import IDEMPOTENCY_HEADER, REPLAY_HEADER
from apps.core.testing import workspace_entities
from apps.core.tests.isolation.arena import send
from apps.core.tests.isolation.situations import Situation

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
    mine, another = arena.payload(entity, role), arena.payload(entity, role)
    ids = {made.json()["id"]}
    for payload, is_taken in ((mine, False), (theirs, True), (mine, True), (another, False)):
        arena.count()
        response = create(arena.new_client(role), call, entity, payload)
        assert REPLAY_HEADER not in response.headers
        assert IDEMPOTENCY_HEADER not in response.content.decode()
        if is_taken and response.status_code == 422:
            continue  # references of theirs, or a unique value of ours
        assert response.status_code == 201, response.content
        assert response.json()["id"] not in ids
        ids.add(response.json()["id"])


@each_entity
@pytest.mark.parametrize("situation", [Situation.BOTH_WALLS, Situation.FIRST_WALL_ALONE], ids=str)
def test_what_is_in_the_bin_is_not_replayed(entity, arena):
    """A key finds what the view's queryset finds, and no more."""
    call = entity.find("create")
    role = call and entity.role_for(call)
    if not role or not entity.find("restore"):
        pytest.skip("nobody creates these, or they have no bin")
    client, payload = arena.client(role), arena.payload(entity, role)
    made = create(client, call, entity, payload)
    again = create(client, call, entity, payload)
    assert again.headers[REPLAY_HEADER] == "true", again.content
    entity.model.objects.filter(pk=made.json()["id"]).update(deleted_at="2026-01-01T00:00:00Z")
    arena.count()
    assert create(client, call, entity, payload).status_code == 409
