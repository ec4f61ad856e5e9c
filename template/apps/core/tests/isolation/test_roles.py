"""Roles: what one may not do is refused before anything is looked up or changed."""

import pytest
from rest_framework.test import APIClient

from apps.core.permissions import IsWorkspaceMember, RolePermission
from apps.core.testing import entities, workspace_entities
from apps.core.tests.isolation.arena import IT
from apps.core.tests.isolation.situations import Situation
from apps.core.views import WorkspaceViewSet
from apps.users.roles import Role

each_entity = pytest.mark.parametrize("entity", workspace_entities(), ids=str)
in_one_situation = pytest.mark.parametrize("situation", [Situation.BOTH_WALLS], ids=str)


@pytest.mark.asvs("8.2.1")
@each_entity
@in_one_situation
@pytest.mark.parametrize("role", Role.values)
def test_a_role_does_what_it_may_and_no_more(entity, role, arena):
    own = arena.own.records[entity.model]
    before = entity.model._base_manager.values().get(pk=own.pk)
    for call in [*entity.calls(detail=True), *entity.calls(detail=False)]:
        if entity.allows(role, call):
            continue
        address = entity.address(call, IT)
        response = arena.alike(arena.client(role), call.method, address, {}, foreign=own.pk)
        assert response.status_code == 403, call
        foreign = arena.foreign.records[entity.model].pk
        response = arena.alike(arena.client(role), call.method, address, {}, foreign=foreign)
        assert response.status_code == 403, call
    assert entity.model._base_manager.values().get(pk=own.pk) == before


@pytest.mark.asvs("8.2.1")
@each_entity
@in_one_situation
def test_nobody_gets_in_without_a_sign_in(entity, arena):
    for call in [*entity.calls(detail=True), *entity.calls(detail=False)]:
        for camp in (arena.own, arena.foreign):
            arena.count()
            address = entity.address(call, camp.records[entity.model].pk)
            response = APIClient().generic(call.method, address)
            arena.look_through(response, said=address)
            assert response.status_code == 401, call


@pytest.mark.parametrize("entity", entities(), ids=str)
def test_every_viewset_asks_for_membership_and_role(entity):
    classes = entity.viewset.permission_classes
    assert any(issubclass(item, RolePermission) for item in classes)
    if entity in workspace_entities():
        assert IsWorkspaceMember in classes
        assert issubclass(entity.viewset, WorkspaceViewSet)


@each_entity
def test_every_record_has_a_workspace(entity):
    assert not entity.model._meta.get_field("workspace").null
