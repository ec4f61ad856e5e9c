"""No workspace sees, changes or points to anything of another one.

Driven by the routes and the models: a new entity is attacked without a word here. Everywhere,
another workspace's id must be answered exactly like one that nobody has.
"""

from typing import Any
from uuid import uuid4

import pytest
from django.forms import model_to_dict
from rest_framework.test import APIClient

from apps.core.models import WorkspaceModel
from apps.core.permissions import IsWorkspaceMember, RolePermission
from apps.core.references import ManyReferenceField, ReferenceField
from apps.core.testing import Entity, entities, record_of, workspace_entities
from apps.core.views import WorkspaceViewSet
from apps.users.factories import create_member
from apps.users.models import CustomUser

ALL = entities()
OWN = workspace_entities()
each_entity = pytest.mark.parametrize("entity", OWN, ids=str)

pytestmark = pytest.mark.django_db


def answer(response, *hidden):
    """Return status and body, without the ids that the request itself had sent."""
    body = response.content.decode()
    for value in hidden:
        body = body.replace(str(value), "<id>")
    return response.status_code, body


def references(entity: Entity):
    """Return the references that a client may set, with the models that they point to."""
    model = entity.model
    serializer: Any = entity.viewset().get_serializer_class()(context={"view": Everything()})
    found = []
    for name, field in serializer.fields.items():
        if isinstance(field, ReferenceField | ManyReferenceField) and not field.read_only:
            target: Any = model._meta.get_field(name).related_model
            if issubclass(target, WorkspaceModel | CustomUser):
                found.append((name, target, isinstance(field, ManyReferenceField)))
    return found


class Everything:
    """A stand-in for the view while the schema is made: it hides no field."""

    swagger_fake_view = True


def plain(entity: Entity, payload):
    """Return the values of a payload that are no references and no files."""
    return {
        name: value
        for name, value in payload.items()
        if not entity.model._meta.get_field(name).is_relation and not hasattr(value, "read")
    }


def post(client, address, payload):
    """Send a payload, as multipart if there is a file in it."""
    files = [value for value in payload.values() if hasattr(value, "read")]
    for file in files:
        file.seek(0)
    return client.post(address, payload, format="multipart" if files else "json")


@each_entity
def test_nobody_gets_in_without_a_sign_in(entity, workspace):
    record = entity.factory(workspace=workspace)
    for call in [*entity.calls(detail=True), *entity.calls(detail=False)]:
        response = APIClient().generic(call.method, entity.address(call, record.pk))
        assert response.status_code == 401, call


@each_entity
def test_a_foreign_id_is_like_no_id(entity, workspace, other_workspace, client_as):
    foreign = entity.factory(workspace=other_workspace)
    before = model_to_dict(foreign)
    for call in entity.calls(detail=True):
        role = entity.role_for(call)
        if role is None:
            continue
        client, random = client_as(role), uuid4()
        attack = client.generic(call.method, entity.address(call, foreign.pk))
        control = client.generic(call.method, entity.address(call, random))
        assert answer(attack, foreign.pk) == answer(control, random), call
        assert attack.status_code == 404, call
    foreign.refresh_from_db()
    assert model_to_dict(foreign) == before


@each_entity
def test_lists_hold_the_own_records_only(entity, workspace, other_workspace, client_as):
    call = entity.find("list")
    role = call and entity.role_for(call)
    if not role:
        pytest.skip("nobody lists these")
    own, foreign = entity.factory(workspace=workspace), entity.factory(workspace=other_workspace)
    response = client_as(role).get(entity.address(call), {"page_size": 100})
    assert str(own.pk) in response.content.decode()
    assert str(foreign.pk) not in response.content.decode()
    visible = entity.model.objects.filter(workspace=workspace).count()
    assert response.json()["count"] == visible


@each_entity
def test_search_finds_the_own_records_only(entity, workspace, other_workspace, client_as):
    call = entity.find("list")
    role = call and entity.role_for(call)
    fields = [name.lstrip("^=@$") for name in getattr(entity.viewset, "search_fields", [])]
    if not role or not fields:
        pytest.skip("nobody searches these")
    foreign = entity.factory(workspace=other_workspace)
    client = client_as(role)
    for name in fields:
        text = str(getattr(foreign, name))
        response = client.get(entity.address(call), {"search": text, "page_size": 100})
        assert response.status_code == 200
        assert str(foreign.pk) not in response.content.decode(), name


@each_entity
def test_filters_tell_nothing_about_foreign_ids(entity, workspace, other_workspace, client_as):
    call = entity.find("list")
    role = call and entity.role_for(call)
    filterset = getattr(entity.viewset, "filterset_class", None)
    if not role or filterset is None:
        pytest.skip("nobody filters these")
    entity.factory(workspace=workspace)
    client = client_as(role)
    for name, item in filterset.base_filters.items():
        target = entity.model._meta.get_field(item.field_name.split("__")[0]).related_model
        if target is None or item.lookup_expr != "exact":
            continue
        foreign, random = record_of(target, other_workspace), uuid4()
        attack = client.get(entity.address(call), {name: foreign.pk})
        control = client.get(entity.address(call), {name: random})
        assert answer(attack, foreign.pk) == answer(control, random), name


@each_entity
def test_nothing_refers_to_foreign_records(entity, workspace, other_workspace, client_as):
    call = entity.find("create")
    for name, target, is_many in references(entity):
        role = call and entity.role_for(call, writing=[name])
        if not role:
            continue
        client = client_as(role)
        payload = entity.factory.payload(role=role, workspace=workspace)
        foreign, random = record_of(target, other_workspace).pk, uuid4()
        before = entity.model.objects.count()
        attack, control = (
            post(
                client,
                entity.address(call),
                {**payload, name: [str(value)] if is_many else str(value)},
            )
            for value in (foreign, random)
        )
        assert attack.status_code == 422, name
        assert list(attack.json()["errors"]) == [name]
        assert answer(attack, foreign) == answer(control, random), name
        assert entity.model.objects.count() == before


@each_entity
def test_no_update_refers_to_foreign_records(entity, workspace, other_workspace, client_as):
    call = entity.find("partial_update")
    for name, target, is_many in references(entity):
        role = call and entity.role_for(call, writing=[name])
        if not role:
            continue
        record = entity.factory(workspace=workspace)
        before = model_to_dict(record)
        client, random = client_as(role), uuid4()
        foreign = record_of(target, other_workspace).pk
        attack, control = (
            client.patch(
                entity.address(call, record.pk),
                {name: [str(value)] if is_many else str(value)},
                format="json",
            )
            for value in (foreign, random)
        )
        assert attack.status_code == 422, name
        assert answer(attack, foreign) == answer(control, random), name
        record.refresh_from_db()
        assert model_to_dict(record) == before


@each_entity
def test_the_workspace_cannot_be_chosen(entity, workspace, other_workspace, client_as):
    call = entity.find("create")
    role = call and entity.role_for(call)
    if not role:
        pytest.skip("nobody creates these")
    client, chosen = client_as(role), uuid4()
    payload = entity.factory.payload(role=role, workspace=workspace)
    wishes = {
        "id": str(chosen),
        "workspace": str(other_workspace.pk),
        "workspace_id": str(other_workspace.pk),
        "created_by": str(create_member(other_workspace).pk),
    }
    response = post(client, entity.address(call), {**payload, **wishes})
    assert response.status_code == 201, response.content
    record = entity.model.objects.get(pk=response.json()["id"])
    assert record.pk != chosen
    assert record.workspace == workspace
    assert record.created_by == client.user


@each_entity
def test_what_is_unique_is_so_within_a_workspace(entity, workspace, other_workspace, client_as):
    call = entity.find("create")
    role = call and entity.role_for(call)
    if not role:
        pytest.skip("nobody creates these")
    foreign = entity.factory.payload(role=role, workspace=other_workspace)
    entity.factory(workspace=other_workspace, **plain(entity, foreign))
    own = entity.factory.payload(role=role, workspace=workspace)
    payload = {**own, **plain(entity, foreign)}
    response = post(client_as(role), entity.address(call), payload)
    assert response.status_code == 201, response.content


@each_entity
def test_who_has_left_sees_nothing(entity, workspace, client_as):
    call = entity.find("list")
    role = call and entity.role_for(call)
    if not role:
        pytest.skip("nobody lists these")
    client = client_as(role)
    assert client.get(entity.address(call)).status_code == 200
    client.user.memberships.all().delete()
    assert client.get(entity.address(call)).status_code == 403


@pytest.mark.parametrize("entity", ALL, ids=str)
def test_every_viewset_asks_for_membership_and_role(entity):
    classes = entity.viewset.permission_classes
    assert any(issubclass(item, RolePermission) for item in classes)
    if entity in OWN:
        assert IsWorkspaceMember in classes
        assert issubclass(entity.viewset, WorkspaceViewSet)


@each_entity
def test_every_record_has_a_workspace(entity):
    assert not entity.model._meta.get_field("workspace").null
