"""Fields that a role may not read: absent wherever their value could show, or be guessed from."""

import csv
import io
import json

import pytest
from django.db import models
from django.urls import reverse

from apps.core.permissions import OPERATION_OF_ACTION, RolePermission
from apps.core.testing import entities
from apps.core.tests.isolation.arena import IT, send, text_of
from apps.core.tests.isolation.marks import new_mark
from apps.core.tests.isolation.situations import Situation
from apps.users.roles import Role

pytestmark = pytest.mark.parametrize("situation", [Situation.BOTH_WALLS], ids=str)

WITH_HIDDEN = [entity for entity in entities() if entity.permission.readable_by]
WITH_FIXED = [entity for entity in entities() if entity.permission.writable_by]
each_hiding_entity = pytest.mark.parametrize("entity", WITH_HIDDEN, ids=str)
each_fixing_entity = pytest.mark.parametrize("entity", WITH_FIXED, ids=str)
each_role = pytest.mark.parametrize("role", Role.values)


@pytest.fixture
def marks(arena):
    """The marks in the texts of the own records."""
    return arena.own_marks


@pytest.fixture
def record(entity, arena):
    return arena.own.records[entity.model]


@pytest.fixture
def hidden(entity, role):
    """The names of the fields that the role may not read."""
    readable = entity.permission.readable_by
    return {name for name, roles in readable.items() if role not in roles}


def forbidden_marks(entity, marks, hidden):
    places = {f"{entity}.{name}" for name in hidden}
    return {mark: place for mark, place in marks.texts.items() if place in places}


def expect_nothing_of(hidden, entity, marks, response, arena):
    """Fail if a hidden field has a key, a column or a mark of its own in an answer."""
    arena.count(len(hidden))
    text = text_of(response)
    if response.streaming and text:  # none after HEAD
        head, *_ = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
        assert len(head) == len(columns(entity) - hidden)
    elif text:
        body = json.loads(text)
        for row in body.get("results", [body]):
            assert not hidden & set(row)
    found = [mark for mark in forbidden_marks(entity, marks, hidden) if mark in text.lower()]
    assert not found


def columns(entity):
    return {*entity.viewset.serializer_class.Meta.fields}


def written_once(entity, record):
    """Return the values that an update must repeat, as the factory takes them."""
    names = getattr(entity.viewset.serializer_class.Meta, "write_once_fields", ())
    values = {name: getattr(record, name) for name in names}
    return {
        name: list(value.all()) if isinstance(value, models.Manager) else value
        for name, value in values.items()
    }


@pytest.mark.asvs("8.2.3")
@each_hiding_entity
@each_role
def test_no_answer_holds_a_hidden_field(entity, role, hidden, record, marks, arena):
    for call in [*entity.calls(detail=False), *entity.calls(detail=True)]:
        if not hidden or not entity.allows(role, call) or call.method == "delete":
            continue
        if "field" in call.route.parameters:
            continue
        data = {}
        if call.action == "create":
            data = arena.payload(entity, role)
        elif call.action == "update":
            data = arena.payload(entity, role, **written_once(entity, record))
        response = send(arena.client(role), call.method, entity.address(call, record.pk), data)
        if response.status_code in {200, 201, 204}:
            expect_nothing_of(hidden, entity, marks, response, arena)
        else:
            # A transition from elsewhere, or the restoring of what is not deleted.
            assert response.status_code in {404, 409, 422}, (call, response.content)
            assert call.action not in OPERATION_OF_ACTION, (call, response.content)


@pytest.mark.parametrize("entity", entities(), ids=str)
@each_role
def test_no_label_tells_of_a_record_that_a_role_may_not_open(entity, role, arena):
    call = entity.find("list")
    if not call or not entity.allows(role, call):
        pytest.skip("this role does not list these")
    for row in arena.client(role).get(entity.address(call)).json()["results"]:
        for name, value in row.items():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict) and each.keys() == {"id", "label"}:
                    target = entity.model._meta.get_field(name).related_model
                    permission = RolePermission.for_model(target)
                    if permission and permission.operations:
                        arena.count()
                        may_open = role in permission.roles_for("retrieve")
                        assert may_open or each["label"] is None, name


@each_hiding_entity
@each_role
def test_no_audit_event_tells_of_a_hidden_field(entity, role, hidden, record, marks, arena):
    """Events hold what a record was before and after; also of entities that keep no history."""
    if not hidden:
        pytest.skip("this role reads everything")
    for parameters in ({}, {"record_id": str(record.pk)}, {"search": "zq"}):
        response = arena.client(role).get(reverse("audit-event-list"), parameters)
        assert response.status_code in {200, 403, 422}
        expect_nothing_of(hidden, entity, marks, response, arena)


@each_hiding_entity
@each_role
def test_no_list_is_narrowed_by_a_hidden_field(entity, role, hidden, record, marks, arena):
    call = entity.find("list")
    if not call or not entity.allows(role, call):
        pytest.skip("this role does not list these")
    client, address = arena.client(role), entity.address(call)
    for mark, place in forbidden_marks(entity, marks, hidden).items():
        name = place.partition(".")[2]
        wishes = ["search", name, f"{name}__icontains", f"{name}__startswith", f"{name}__in"]
        for wish in wishes:
            arena.alike(client, "get", address, {wish: IT}, foreign=mark, random=new_mark())
    for name in hidden:
        for wish in [key for key, item in entity.filters.items() if item.field_name == name]:
            arena.count()
            value = str(getattr(record, name))
            everything = client.get(address).json()["count"]
            assert client.get(address, {wish: value}).json()["count"] == everything


@each_hiding_entity
@each_role
def test_no_list_is_ordered_by_a_hidden_field(entity, role, hidden, arena):
    call = entity.find("list")
    if not call or not entity.allows(role, call):
        pytest.skip("this role does not list these")
    for name in hidden:
        for term in (name, f"-{name}", f"{name}__id", f"created_at,{name}"):
            arena.count()
            response = arena.client(role).get(entity.address(call), {"ordering": term})
            assert response.status_code == 422, term


@each_hiding_entity
@each_role
def test_no_hidden_file_is_downloaded(entity, role, hidden, record, arena):
    calls = [call for call in entity.calls(detail=True) if "field" in call.route.parameters]
    for call in calls:
        for name in hidden:
            if isinstance(entity.model._meta.get_field(name), models.FileField):
                parent = entity.address(call, record.pk).rstrip("/").rpartition("/")[0]
                address = f"{parent}/{IT}/"
                response = arena.alike(
                    arena.client(role), "get", address, foreign=name, random="nothing"
                )
                assert response.status_code in {403, 404}


@pytest.mark.asvs("8.2.3", "15.3.3")
@each_fixing_entity
@each_role
@pytest.mark.parametrize("action", ["create", "update", "partial_update"])
def test_no_role_sets_what_it_may_not(entity, role, action, record, arena):
    call = entity.find(action)
    if not call or not entity.allows(role, call):
        pytest.skip("this role does not do this")
    writable = entity.permission.writable_by
    fixed = [name for name, roles in writable.items() if role not in roles]
    before = entity.model._base_manager.values().get(pk=record.pk)
    for name in fixed:
        payload = {}
        if action != "partial_update":
            payload = arena.payload(entity, role)
        values = ["", "x", str(record.pk)]
        if not any(hasattr(sent, "read") for sent in payload.values()):
            values += [None, []]  # which a multipart body cannot say
        for value in values:
            arena.count()
            data = {**payload, name: value}
            response = send(arena.client(role), call.method, entity.address(call, record.pk), data)
            assert response.status_code == 422, (name, value)
            assert name in response.json()["errors"], (name, value)
    assert entity.model._base_manager.values().get(pk=record.pk) == before
