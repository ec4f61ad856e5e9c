"""Caches: what one workspace has read warms nothing for another."""

import pytest

from apps.core.testing import workspace_entities
from apps.core.tests.isolation.arena import IT

each_entity = pytest.mark.parametrize("entity", workspace_entities(), ids=str)


@pytest.fixture
def insider(entity, arena):
    """Return a client of the foreign workspace, and the calls that read what it may read."""
    calls = [call for name in ("list", "retrieve") if (call := entity.find(name))]
    role = next((entity.role_for(call) for call in calls), None)
    if role is None:
        pytest.skip("nobody reads these")
    return arena.insider(role), [call for call in calls if entity.allows(role, call)], role


@pytest.mark.asvs("14.2.2")
@each_entity
def test_what_others_have_read_is_not_served_again(entity, insider, arena):
    client, calls, role = insider
    foreign = arena.foreign.records[entity.model].pk
    for call in calls:
        address = entity.address(call, foreign)
        assert str(foreign) in client.get(address).content.decode()
        for headers in ({}, {"HTTP_AUTHORIZATION": ""}, {"HTTP_X_FORWARDED_HOST": "testserver"}):
            arena.count()
            response = arena.client(role).get(address, **headers)
            assert str(foreign) not in response.content.decode()


@each_entity
def test_no_tag_of_theirs_says_that_nothing_has_changed(entity, insider, arena):
    client, calls, role = insider
    foreign = arena.foreign.records[entity.model].pk
    for call in calls:
        theirs = client.get(entity.address(call, foreign))
        tag = theirs.headers.get("ETag", '"0123456789abcdef"')
        for header in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"):
            response = arena.alike(
                arena.client(role),
                "get",
                entity.address(call, foreign),
                foreign=tag,
                random='"fedcba9876543210"',
                **{header: IT},
            )
            assert response.status_code in {200, 404}


@pytest.mark.asvs("14.3.2")
@each_entity
def test_no_answer_is_to_be_kept(entity, insider, arena):
    _, _, role = insider
    own = arena.own.records[entity.model].pk
    for call in [*entity.calls(detail=True), *entity.calls(detail=False)]:
        arena.count()
        client = arena.client(entity.role_for(call) or role)
        response = client.generic(call.method, entity.address(call, own))
        assert "no-store" in response.headers["Cache-Control"], call
