"""The bin: what another workspace has deleted is not there, neither to see nor to restore."""

import pytest

from apps.core.testing import workspace_entities
from apps.core.tests.isolation.arena import IT

KEPT = [entity for entity in workspace_entities() if entity.find("restore")]

pytestmark = pytest.mark.parametrize("entity", KEPT, ids=str)


@pytest.fixture
def deleted(entity, arena):
    """The foreign record, deleted by its owners."""
    record = arena.foreign.records[entity.model]
    entity.model.objects.filter(pk=record.pk).update(deleted_at="2026-01-01T00:00:00Z")
    arena.expect_rows()
    return record


def test_a_deleted_foreign_record_is_like_none(entity, deleted, arena):
    for call in entity.calls(detail=True):
        if (role := entity.role_for(call)) is None:
            continue
        for query in ("", "?deleted=true"):
            response = arena.alike(
                arena.client(role),
                call.method,
                f"{entity.address(call, IT)}{query}",
                foreign=deleted.pk,
                HTTP_IF_MATCH="*",
            )
            assert response.status_code == 404, call


def test_the_bin_holds_own_records_only(entity, deleted, arena):
    role = entity.role_for(entity.find("restore"))
    address = entity.address(entity.find("list"))
    for query in ({"deleted": "true"}, {"deleted": "false"}, {"deleted": "true", "search": "zq"}):
        arena.count()
        response = arena.client(role).get(address, query)
        assert response.status_code == 200
        assert str(deleted.pk) not in response.content.decode()
