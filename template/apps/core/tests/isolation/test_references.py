"""References: no write points to a foreign record, and none says that it exists."""

import pytest

from apps.core.models import WorkspaceModel
from apps.core.references import ManyReferenceField, ReferenceField
from apps.core.testing import workspace_entities
from apps.core.tests.isolation.arena import IT
from apps.users.models import CustomUser

each_entity = pytest.mark.parametrize("entity", workspace_entities(), ids=str)


class Everything:
    """A stand-in for the view while the schema is made: it hides no field."""

    swagger_fake_view = True


def references(entity, arena):
    """Yield name, foreign record and whether there may be many, of each reference on offer."""
    serializer = entity.viewset().get_serializer_class()(context={"view": Everything()})
    for name, field in serializer.fields.items():
        if field.read_only or not isinstance(field, ReferenceField | ManyReferenceField):
            continue
        target = entity.model._meta.get_field(name).related_model
        if issubclass(target, WorkspaceModel):
            yield name, arena.foreign.records[target], isinstance(field, ManyReferenceField)
        elif target is CustomUser and arena.situation.has_scoping:
            # The second wall is between workspaces: people may be in several of them.
            yield name, arena.foreign.user, isinstance(field, ManyReferenceField)


def values(record, is_many, arena, payload):
    """Return the ways to name a record in a body; one with a file in it holds no objects."""
    has_files = any(hasattr(value, "read") for value in payload.values())
    if not is_many:
        return [IT] if has_files else [IT, {"id": IT}, [IT], f" {IT}"]
    own = arena.own.records.get(type(record), arena.own.user)
    lists = [[IT], [str(own.pk), IT], [IT, IT]]
    return lists if has_files else [*lists, [{"id": IT}], IT]


@pytest.mark.asvs("2.2.3", "8.4.1")
@each_entity
def test_nothing_new_refers_to_foreign_records(entity, arena):
    call = entity.find("create")
    before = entity.model._base_manager.count()
    for name, foreign, is_many in references(entity, arena):
        role = call and entity.role_for(call, writing=[name])
        if not role:
            continue
        payload = arena.payload(entity, role)
        for value in values(foreign, is_many, arena, payload):
            response = arena.alike(
                arena.client(role),
                "post",
                entity.address(call),
                {**payload, name: value},
                foreign=foreign.pk,
            )
            assert response.status_code == 422, (name, value)
            assert list(response.json()["errors"]) == [name]
    assert entity.model._base_manager.count() == before


@each_entity
@pytest.mark.parametrize("action", ["update", "partial_update"])
def test_no_change_refers_to_foreign_records(entity, action, arena):
    call = entity.find(action)
    own = arena.own.records[entity.model]
    for name, foreign, is_many in references(entity, arena):
        role = call and entity.role_for(call, writing=[name])
        if not role:
            continue
        payload = {}
        if action == "update":
            payload = arena.payload(entity, role)
        before = links(own)
        for value in values(foreign, is_many, arena, payload):
            response = arena.alike(
                arena.client(role),
                call.method,
                entity.address(call, own.pk),
                {**payload, name: value},
                foreign=foreign.pk,
            )
            assert response.status_code == 422, (name, value)
            assert links(own) == before, name


def links(record):
    """Return what a record points to, as the database has it."""
    fresh = type(record)._base_manager.get(pk=record.pk)
    single = {
        field.name: getattr(fresh, field.attname)
        for field in fresh._meta.concrete_fields
        if field.is_relation
    }
    many = {
        field.name: set(getattr(fresh, field.name).values_list("pk", flat=True))
        for field in fresh._meta.many_to_many
    }
    return single | many
