"""Writes: nobody chooses the workspace, and what is unique is so within a workspace."""

import pytest
from django.db import models

from apps.core.testing import workspace_entities
from apps.core.tests.isolation.arena import send

NAMED = {"id", "workspace", "workspace_id", "created_by"}

each_entity = pytest.mark.parametrize("entity", workspace_entities(), ids=str)


def wishes(arena, entity):
    """What a client might send to have a record elsewhere, or as somebody else."""
    workspace, user = str(arena.foreign.workspace.pk), str(arena.foreign.user.pk)
    return {
        "id": str(arena.foreign.records[entity.model].pk),
        "pk": str(arena.foreign.records[entity.model].pk),
        "workspace": workspace,
        "workspace_id": workspace,
        "tenant": workspace,
        "created_by": user,
        "created_by_id": user,
        "created_at": "2001-01-01T00:00:00Z",
        "updated_at": "2001-01-01T00:00:00Z",
        "deleted_at": "2001-01-01T00:00:00Z",
        "_state": {"adding": False},
    }


def stamps(model, pk):
    names = ["pk", "workspace_id", "created_by_id", "created_at"]
    return model._base_manager.values(*names).get(pk=pk)


@pytest.mark.asvs("15.3.3")
@each_entity
def test_no_body_names_the_workspace(entity):
    serializer = entity.viewset().get_serializer_class()()
    assert "workspace" not in serializer.fields


@each_entity
def test_a_new_record_is_the_creator_s_own(entity, arena):
    call = entity.find("create")
    role = call and entity.role_for(call)
    if not role:
        pytest.skip("nobody creates these")
    client = arena.client(role)
    hopes = wishes(arena, entity)
    for wish in [*({name: value} for name, value in hopes.items() if name in NAMED), hopes]:
        payload = arena.payload(entity, role)
        arena.count(len(wish))
        response = send(client, "post", entity.address(call), {**payload, **flat(wish, payload)})
        assert response.status_code == 201, response.content
        made = stamps(entity.model, response.json()["id"])
        assert made["workspace_id"] == arena.own.workspace.pk
        assert made["created_by_id"] == client.user.pk
        assert made["pk"] != arena.foreign.records[entity.model].pk
        assert made["created_at"].year > 2001


@pytest.mark.asvs("8.4.1", "15.3.3")
@each_entity
@pytest.mark.parametrize("action", ["update", "partial_update"])
def test_a_change_leaves_a_record_where_it_is(entity, action, arena):
    call = entity.find(action)
    role = call and entity.role_for(call)
    if not role:
        pytest.skip("nobody changes these")
    own = arena.own.records[entity.model]
    before = stamps(entity.model, own.pk)
    hopes = wishes(arena, entity)
    for wish in [*({name: value} for name, value in hopes.items() if name in NAMED), hopes]:
        payload = {}
        if action == "update":
            payload = arena.payload(entity, role)
        arena.count(len(wish))
        data = {**payload, **flat(wish, payload)}
        response = send(arena.client(role), call.method, entity.address(call, own.pk), data)
        assert response.status_code in {200, 204, 422}, response.content
        assert stamps(entity.model, own.pk) == before


@each_entity
def test_a_transition_leaves_a_record_where_it_is(entity, arena):
    own = arena.own.records[entity.model]
    before = stamps(entity.model, own.pk)
    for call in entity.calls(detail=True):
        if not entity.is_transition(call):
            continue
        if (role := entity.role_for(call)) is None:
            continue
        hopes = wishes(arena, entity)
        arena.count(len(hopes))
        response = send(
            arena.client(role), call.method, entity.address(call, own.pk), flat(hopes, {})
        )
        assert response.status_code in {200, 204, 422}, response.content
        assert stamps(entity.model, own.pk) == before


@each_entity
def test_what_is_unique_is_so_within_a_workspace(entity, arena):
    call = entity.find("create")
    role = call and entity.role_for(call)
    if not role:
        pytest.skip("nobody creates these")
    taken = plain_values(arena.foreign.records[entity.model], role, entity)
    payload = arena.payload(entity, role)
    data = {name: taken.get(name, value) for name, value in payload.items()}
    arena.count(len(taken))
    response = send(arena.client(role), "post", entity.address(call), data)
    assert response.status_code == 201, response.content


@each_entity
def test_a_change_to_a_taken_value_is_told_of_own_records_only(entity, arena):
    call = entity.find("partial_update")
    role = call and entity.role_for(call)
    if not role:
        pytest.skip("nobody changes these")
    own = arena.own.records[entity.model]
    frozen = {getattr(entity.viewset, "workflow_field", None)}
    frozen |= set(getattr(entity.viewset.serializer_class.Meta, "write_once_fields", ()))
    for name, value in plain_values(arena.foreign.records[entity.model], role, entity).items():
        if name in frozen:
            continue
        arena.count()
        address = entity.address(call, own.pk)
        response = send(arena.client(role), "patch", address, {name: value})
        assert response.status_code in {200, 204}, (name, response.content)
        own.save(update_fields=[name])


def plain_values(record, role, entity):
    """Return the values of a record that are text or numbers, as a client would send them."""
    writable = entity.permission.writable_by
    return {
        field.name: field.value_from_object(record)
        for field in record._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.IntegerField)
        and field.editable
        and not isinstance(field, models.FileField)
        and role in writable.get(field.name, [role])
    }


def flat(wish, payload):
    """Return wishes as the body can carry them: a multipart body holds no objects."""
    if any(hasattr(value, "read") for value in payload.values()):
        return {name: str(value) for name, value in wish.items()}
    return wish
