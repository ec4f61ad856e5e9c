"""Lists: own records only, own counts only, and no parameter that tells of others."""

from collections import defaultdict

import pytest
from django.db import models

from apps.core.models import WorkspaceModel
from apps.core.testing import workspace_entities
from apps.core.tests.isolation.arena import IT, text_of
from apps.core.tests.isolation.marks import new_mark

each_entity = pytest.mark.parametrize("entity", workspace_entities(), ids=str)

# What a view of another house might listen to.
WISHES = (
    "workspace",
    "workspace_id",
    "workspace__id",
    "workspace__in",
    "active_workspace",
    "tenant",
    "organisation",
    "created_by__workspaces",
    "created_by__memberships__workspace",
)
HEADERS = ("HTTP_X_WORKSPACE", "HTTP_X_WORKSPACE_ID", "HTTP_X_TENANT", "HTTP_X_TENANT_ID")


@pytest.fixture
def listing(entity, arena):
    """The call that lists an entity, and a client of somebody who may."""
    call = entity.find("list")
    role = call and entity.role_for(call)
    if not role:
        pytest.skip("nobody lists these")
    return entity.address(call), arena.client(role)


def own_ids(entity, arena):
    own = entity.model._base_manager.filter(workspace=arena.own.workspace)
    return {str(pk) for pk in own.values_list("pk", flat=True)}


@pytest.mark.asvs("8.4.1")
@each_entity
def test_lists_and_counts_are_of_the_own_records(entity, listing, arena):
    address, client = listing
    own = own_ids(entity, arena)
    for parameters in ({}, {"page_size": 100}, {"page_size": 1}, {"page": "last", "page_size": 1}):
        arena.count()
        answer = client.get(address, parameters).json()
        assert answer["count"] == len(own)
        assert {row["id"] for row in answer["results"]} <= own
    beyond = client.get(address, {"page": len(own) + 1, "page_size": 1})
    assert beyond.status_code == 404


@each_entity
def test_no_wish_changes_whose_list_it_is(entity, listing, arena):
    address, client = listing
    workspace = arena.foreign.workspace.pk
    for name in WISHES:
        arena.alike(client, "get", address, {name: IT}, foreign=workspace)
    for name in HEADERS:
        arena.alike(client, "get", address, foreign=workspace, **{name: IT})


@each_entity
def test_search_finds_nothing_foreign(entity, listing, arena):
    address, client = listing
    foreign = arena.foreign.records[entity.model]
    words = [*arena.marks.texts, foreign.pk, foreign.pk.hex]
    arena.all_alike(client, "get", address, {"search": IT}, foreign=words, random=new_mark())


@each_entity
def test_filters_find_nothing_foreign(entity, listing, arena):
    address, client = listing
    own = own_ids(entity, arena)
    foreign = arena.foreign.records[entity.model]
    for name, item in entity.filters.items():
        field = entity.model._meta.get_field(item.field_name.split("__")[0])
        if field.is_relation:
            target = _foreign_record(arena, field.related_model)
            if target is not None:
                arena.alike(client, "get", address, {name: IT}, foreign=target.pk)
            continue
        arena.count()
        value = field.value_from_object(foreign)
        response = client.get(address, {name: _as_parameter(value)})
        assert response.status_code in {200, 422}, (name, value)
        if response.status_code == 200:
            answer = response.json()
            assert {row["id"] for row in answer["results"]} <= own, name
            assert answer["count"] <= len(own), name


@pytest.mark.asvs("8.4.1")
@each_entity
def test_no_lookup_reaches_through_relations(entity, listing, arena):
    """Neither to foreign records, nor to what is hidden of the own ones: passwords, for one."""
    address, client = listing
    secret = (arena.own.user.password[:12], "CustomUser.password")
    own = [*arena.own_marks.texts.items(), secret]
    for field in (*entity.model._meta.concrete_fields, *entity.model._meta.many_to_many):
        for lookup, words in lookups(entity, field, arena.marks.texts.items()).items():
            wish = {lookup: IT}
            arena.all_alike(client, "get", address, wish, foreign=words, random=new_mark())
        for lookup, words in lookups(entity, field, own).items():
            nothing = client.get(address, {lookup: new_mark()})
            for word in words:
                arena.count()
                assert client.get(address, {lookup: word}).content == nothing.content, lookup


def lookups(entity, field, words):
    """Return the lookups behind a field, with the words that each would find."""
    target = field.related_model if field.is_relation else None
    found = defaultdict(list)
    for word, place in words:
        model, _, name = place.partition(".")
        if target is not None and target.__name__ == model:
            found[f"{field.name}__{name}__startswith"].append(word)
        elif place == f"{entity}.{field.name}":
            found[f"{field.name}__startswith"].append(word)
    return found


@each_entity
def test_no_order_reaches_foreign_records(entity, listing, arena):
    address, client = listing
    own = own_ids(entity, arena)
    allowed = set(getattr(entity.viewset, "ordering_fields", []))
    relations = [field for field in entity.model._meta.concrete_fields if field.is_relation]
    paths = {f"{field.name}__{name}" for field in relations for name in ("id", "created_at")}
    for name in {*allowed, *paths, "workspace", "workspace__name", "created_by__password"}:
        for term in (name, f"-{name}"):
            arena.count()
            response = client.get(address, {"ordering": term, "page_size": 100})
            assert response.status_code == (200 if name in allowed else 422), term
            if response.status_code == 200:
                assert {row["id"] for row in response.json()["results"]} == own, term


@pytest.mark.asvs("8.4.1")
@each_entity
def test_files_hold_own_records_only(entity, listing, arena):
    _, client = listing
    address = entity.address(entity.find("export"))
    foreign = arena.foreign.records[entity.model]
    own = len(own_ids(entity, arena))
    for wish in ({}, *({name: arena.foreign.workspace.pk} for name in WISHES)):
        arena.count()
        response = client.get(address, wish)
        assert text_of(response).count("\r\n") >= own + 1
        assert str(foreign.pk) not in text_of(response)
    words = [*arena.marks.texts, foreign.pk]
    arena.all_alike(client, "get", address, {"search": IT}, foreign=words, random=new_mark())
    for name, item in entity.filters.items():
        field = entity.model._meta.get_field(item.field_name.split("__")[0])
        target = _foreign_record(arena, field.related_model) if field.is_relation else None
        if target is not None:
            arena.alike(client, "get", address, {name: IT}, foreign=target.pk)


@pytest.mark.asvs("8.4.1")
@each_entity
def test_figures_are_of_own_records_only(entity, listing, arena):
    _, client = listing
    if (call := entity.find("summary")) is None:
        pytest.skip("these are not counted")
    own = len(own_ids(entity, arena))
    relations = [name for name, item in entity.filters.items() if _is_relation(entity, item)]
    for by in entity.summary_fields:
        if not entity.permission.may_read(client.user, by):
            continue
        address = f"{entity.address(call)}?by={by}"
        arena.count()
        answer = client.get(address).json()
        assert sum(group["count"] for group in answer["groups"]) == own
        words = [*arena.marks.texts, arena.foreign.records[entity.model].pk]
        found = {"search": IT}
        arena.all_alike(client, "get", address, found, foreign=words, random=new_mark())
        for name in relations:
            field = entity.model._meta.get_field(name)
            if target := _foreign_record(arena, field.related_model):
                arena.alike(client, "get", address, {name: IT}, foreign=target.pk)


def _is_relation(entity, item):
    return entity.model._meta.get_field(item.field_name.split("__")[0]).is_relation


def _foreign_record(arena, model):
    if issubclass(model, WorkspaceModel):
        return arena.foreign.records.get(model)
    if model is type(arena.foreign.user):
        return arena.foreign.user
    return None


def _as_parameter(value):
    if isinstance(value, models.Choices):
        return value.value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
