"""Many at once: foreign ids among own ones are like ids that nobody has, and nothing happens."""

import pytest

from apps.core.testing import workspace_entities
from apps.core.tests.isolation.arena import IT

ACTIONS = ("bulk_delete", "bulk_restore")
CALLS = [
    (entity, call)
    for entity in workspace_entities()
    for call in map(entity.find, ACTIONS)
    if call and entity.role_for(call)
]
each_call = pytest.mark.parametrize(
    ("entity", "call"), CALLS, ids=[f"{entity}-{call.action}" for entity, call in CALLS]
)


@pytest.mark.asvs("8.2.2", "8.4.1")
@each_call
def test_foreign_ids_are_like_no_ids(entity, call, arena):
    own = arena.own.records[entity.model]
    foreign = arena.foreign.records[entity.model]
    if call.action == "bulk_restore":
        for record in (own, foreign):
            entity.model.objects.filter(pk=record.pk).update(deleted_at="2026-01-01T00:00:00Z")
        arena.expect_rows()
    before = entity.model.objects.values().get(pk=own.pk)
    client = arena.client(entity.role_for(call))
    for ids in ([IT], [str(own.pk), IT], [IT, str(own.pk)], [IT, IT]):
        response = arena.alike(
            client, "post", entity.address(call), {"ids": ids}, foreign=foreign.pk
        )
        assert response.status_code == 422
        assert list(response.json()["errors"]["ids"]) == [str(ids.index(IT))]
    assert entity.model.objects.values().get(pk=own.pk) == before


@each_call
def test_no_role_reaches_further_by_asking_for_many(entity, call, arena):
    foreign = arena.foreign.records[entity.model]
    for role in set(entity.permission.operations) | {"owner"}:
        if not entity.allows(role, call):
            arena.count()
            response = arena.client(role).post(entity.address(call), {"ids": [str(foreign.pk)]})
            assert response.status_code == 403
