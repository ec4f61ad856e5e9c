"""Many records are deleted, and come back, at once: all of them, or none."""

from uuid import uuid4

import pytest
from django.db import models
from django.db.models import CASCADE, PROTECT, RESTRICT, RestrictedError
from rest_framework.exceptions import ValidationError

from apps.core import deletion
from apps.core.bulk import MOST_RECORDS, BulkMixin
from apps.core.deletion import SoftDeleteModel
from apps.core.testing import entities
from apps.users.models import CustomUser
from apps.users.roles import Role

DELETABLE = [entity for entity in entities() if entity.find("bulk_delete")]
KEPT = [entity for entity in DELETABLE if entity.find("bulk_restore")]
NEEDED = [
    (entity, field)
    for entity in DELETABLE
    for owner in entities()
    for field in owner.model._meta.concrete_fields
    if isinstance(field, models.ForeignKey)
    and field.related_model is entity.model
    and field.model is not entity.model
    and field.remote_field.on_delete in {RESTRICT, PROTECT}
]
each_deletable = pytest.mark.parametrize("entity", DELETABLE, ids=str)
each_kept = pytest.mark.parametrize("entity", KEPT, ids=str)
each_needed = pytest.mark.parametrize(("entity", "field"), NEEDED, ids=str)

pytestmark = pytest.mark.django_db


def made(entity, workspace, **values):
    scope = {"workspace": workspace} if hasattr(entity.model, "workspace") else {}
    return entity.factory(**scope, **values)


def client_for(entity, client_as):
    """Return a client that may delete; of platform staff, for what all workspaces share."""
    if not hasattr(entity.model, "workspace"):
        client = client_as(Role.OWNER)
        CustomUser.objects.filter(pk=client.user.pk).update(is_staff=True)
        return client
    role = entity.role_for(entity.find("bulk_delete"))
    return client_as(role) if role else pytest.skip("nobody deletes these")


def asked(client, entity, action, ids):
    return client.post(entity.address(entity.find(action)), {"ids": [str(pk) for pk in ids]})


def live(entity):
    found = entity.model.objects.all()
    return found.alive() if issubclass(entity.model, SoftDeleteModel) else found


@each_deletable
def test_all_of_them_go(entity, workspace, client_as):
    client = client_for(entity, client_as)
    gone, kept = made(entity, workspace), made(entity, workspace)
    response = asked(client, entity, "bulk_delete", [gone.pk, gone.pk])
    assert response.status_code == 204, response.content
    assert not live(entity).filter(pk=gone.pk).exists()
    assert live(entity).filter(pk=kept.pk).exists()


@each_deletable
def test_one_that_is_not_there_keeps_the_others(entity, workspace, client_as):
    client = client_for(entity, client_as)
    record, unknown = made(entity, workspace), uuid4()
    response = asked(client, entity, "bulk_delete", [record.pk, unknown])
    assert response.status_code == 422
    message = f"There is no record with the id {unknown}."
    assert response.json()["errors"] == {"ids": {"1": [message]}}
    assert live(entity).filter(pk=record.pk).exists()


@each_needed
def test_one_that_is_needed_keeps_the_others(entity, field, workspace, client_as):
    client = client_for(entity, client_as)
    needed, other = made(entity, workspace), made(entity, workspace)
    owner = next(each for each in entities() if each.model is field.model)
    made(owner, workspace, **{field.name: needed})
    response = asked(client, entity, "bulk_delete", [other.pk, needed.pk])
    assert response.status_code == 409, response.content
    assert live(entity).filter(pk__in=[needed.pk, other.pk]).count() == 2


@each_deletable
def test_roles_that_may_not_delete_one_may_not_delete_many(entity, workspace, client_as):
    record = made(entity, workspace)
    for role in set(Role) - set(entity.permission.roles_for("delete")):
        for action in ("bulk_delete", "bulk_restore"):
            if entity.find(action):
                assert asked(client_as(role), entity, action, [record.pk]).status_code == 403
    assert live(entity).filter(pk=record.pk).exists()


@each_deletable
@pytest.mark.parametrize(
    "ids", [[], None, "x", ["x"], [None], {}, [str(uuid4()) for _ in range(MOST_RECORDS + 1)]]
)
def test_a_list_of_ids_is_asked_for(entity, ids, client_as):
    client = client_for(entity, client_as)
    response = client.post(entity.address(entity.find("bulk_delete")), {"ids": ids})
    assert response.status_code == 422
    assert set(response.json()["errors"]) == {"ids"}


@each_kept
def test_they_come_back(entity, workspace, client_as):
    client = client_for(entity, client_as)
    ids = [made(entity, workspace).pk for _ in range(2)]
    assert asked(client, entity, "bulk_delete", ids).status_code == 204
    assert asked(client, entity, "bulk_delete", ids).status_code == 422
    response = asked(client, entity, "bulk_restore", ids)
    assert response.status_code == 204, response.content
    assert live(entity).filter(pk__in=ids).count() == 2
    assert asked(client, entity, "bulk_restore", ids).status_code == 422


@each_kept
def test_what_cannot_come_back_is_told_by_its_place(entity, workspace, client_as):
    client = client_for(entity, client_as)
    for field in entity.model._meta.concrete_fields:
        target = field.related_model
        ties = field.is_relation and field.remote_field.on_delete in {CASCADE, RESTRICT, PROTECT}
        if not ties or not issubclass(target, SoftDeleteModel) or target is entity.model:
            continue
        record = made(entity, workspace)
        if (owner := getattr(record, field.name)) is None:
            continue
        deletion.mark(record)
        deletion.mark(owner)
        response = asked(client, entity, "bulk_restore", [record.pk])
        assert response.status_code == 422
        expected = {field.name: [deletion.TARGET_IS_DELETED]}
        assert response.json()["errors"] == {"ids": {"0": expected}}


class Shelf(BulkMixin):
    """Stands in for a viewset: some of its records wait for others of them."""

    def __init__(self, waits, problem):
        self.waits, self.problem, self.done = waits, problem, []

    def _places(self):
        return {name: str(place) for place, name in enumerate(self.waits)}

    def _locked(self, places):
        return [CustomUser(pk=name) for name in places]

    def get_queryset(self):
        return self

    def filter(self, pk):
        return self

    def exists(self):
        return True

    def take(self, record):
        if not self.waits[record.pk] <= set(self.done):
            raise self.problem
        self.done.append(record.pk)


def test_who_stands_in_the_way_goes_first():
    shelf = Shelf({1: {2}, 2: {3}, 3: set()}, RestrictedError("needed", set()))
    shelf.change_all(shelf.take, waits_for=(RestrictedError,))
    assert shelf.done == [3, 2, 1]


def test_who_waits_in_vain_is_told():
    shelf = Shelf({1: set(), 2: {4}}, ValidationError("not now"))
    with pytest.raises(ValidationError) as error:
        shelf.change_all(shelf.take, waits_for=(ValidationError,))
    assert error.value.detail == {"ids": {"1": ["not now"]}}
