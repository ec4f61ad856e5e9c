"""Deleted records are kept, out of sight, and come back."""

import pytest
from django.db import models
from django.db.models import CASCADE, PROTECT, RESTRICT, RestrictedError
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from apps.core import deletion
from apps.core.deletion import SoftDeleteModel
from apps.core.restoring import SoftDeleteMixin
from apps.core.testing import entities, record_of
from apps.core.versions import VersionedMixin
from apps.users.models import CustomUser
from apps.users.roles import Role

KEPT = [
    entity
    for entity in entities()
    if issubclass(entity.model, SoftDeleteModel) and issubclass(entity.viewset, SoftDeleteMixin)
]
NEEDED = [
    (entity, field)
    for entity in entities()
    for field in entity.model._meta.concrete_fields
    if isinstance(field, models.ForeignKey) and issubclass(field.related_model, SoftDeleteModel)
]
each_kept = pytest.mark.parametrize("entity", KEPT, ids=str)
each_reference = pytest.mark.parametrize(("entity", "field"), NEEDED, ids=str)

pytestmark = pytest.mark.django_db


def made(entity, workspace, **values):
    scope = {"workspace": workspace} if hasattr(entity.model, "workspace") else {}
    return entity.factory(**scope, **values)


def client_for(entity, client_as, *operations):
    """Return a client that may do all of this; of platform staff, for what all workspaces share."""
    if not hasattr(entity.model, "workspace"):
        client = client_as(Role.OWNER)
        CustomUser.objects.filter(pk=client.user.pk).update(is_staff=True)
        return client
    allowed = [set(entity.permission.roles_for(operation)) for operation in operations]
    roles = [role for role in Role if all(role in each for each in allowed)]
    if not roles:
        pytest.skip(f"no role may {' and '.join(operations)}")
    return client_as(roles[0])


def listed(client, entity, **parameters):
    response = client.get(entity.address(entity.find("list")), {"page_size": 100, **parameters})
    assert response.status_code == 200, response.content
    return [row["id"] for row in response.json()["results"]]


@each_kept
def test_a_deleted_record_is_out_of_sight_and_comes_back(entity, workspace, client_as):
    client = client_for(entity, client_as, "list", "retrieve", "delete")
    record = made(entity, workspace)
    detail = entity.address(entity.find("destroy"), record.pk)
    assert client.delete(detail).status_code == 204
    assert client.get(detail).status_code == 404
    assert client.delete(detail).status_code == 404
    assert listed(client, entity) == []
    assert listed(client, entity, deleted="true") == [str(record.pk)]
    assert client.get(detail, {"deleted": "true"}).json()["deleted_at"]
    response = client.post(f"{detail}restore/")
    assert response.status_code == 200, response.content
    assert response.json()["deleted_at"] is None
    assert listed(client, entity) == [str(record.pk)]
    assert listed(client, entity, deleted="true") == []


@each_kept
def test_only_what_is_deleted_is_restored(entity, workspace, client_as):
    client = client_for(entity, client_as, "delete")
    record = made(entity, workspace)
    address = f"{entity.address(entity.find('destroy'), record.pk)}restore/"
    assert client.post(address).status_code == 404


@each_kept
def test_a_restore_names_the_version_too(entity, workspace, client_as):
    if not issubclass(entity.viewset, VersionedMixin):
        pytest.skip("these have no versions")
    client = client_for(entity, client_as, "delete")
    detail = entity.address(entity.find("destroy"), made(entity, workspace).pk)
    version = client.delete(detail)["ETag"]
    assert client.post(f"{detail}restore/", headers={"If-Match": '"0"'}).status_code == 412
    del client.defaults["HTTP_IF_MATCH"]
    assert client.post(f"{detail}restore/").status_code == 428
    response = client.post(f"{detail}restore/", headers={"If-Match": version})
    assert response.status_code in {200, 204}
    assert response["ETag"] != version


@each_kept
def test_the_bin_is_for_those_who_may_delete(entity, workspace, client_as):
    record = made(entity, workspace)
    record.delete()
    detail = entity.address(entity.find("destroy"), record.pk)
    for role in set(Role) - set(entity.permission.roles_for("delete")):
        client = client_as(role)
        for response in (
            client.get(entity.address(entity.find("list")), {"deleted": "true"}),
            client.get(detail, {"deleted": "true"}),
            client.post(f"{detail}restore/"),
        ):
            assert response.status_code == 403
    record.refresh_from_db()
    assert deletion.is_deleted(record)


@each_kept
def test_the_bin_of_another_workspace_is_empty(entity, workspace, other_workspace, client_as):
    if not hasattr(entity.model, "workspace"):
        pytest.skip("all workspaces share these")
    client = client_for(entity, client_as, "list", "delete")
    foreign = made(entity, other_workspace)
    foreign.delete()
    assert listed(client, entity, deleted="true") == []
    address = f"{entity.address(entity.find('destroy'), foreign.pk)}restore/"
    assert client.post(address).status_code == 404
    foreign.refresh_from_db()
    assert deletion.is_deleted(foreign)


@each_kept
@pytest.mark.parametrize("wish", ["1", "yes", "", "True"])
def test_a_wish_is_true_or_false(entity, client_as, wish):
    client = client_for(entity, client_as, "list", "delete")
    response = client.get(entity.address(entity.find("list")), {"deleted": wish})
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["deleted"]


@each_kept
def test_a_new_record_may_have_a_deleted_ones_values(entity, workspace, client_as):
    for constraint in entity.model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint):
            continue
        record = made(entity, workspace)
        values = {name: getattr(record, name) for name in constraint.fields if name != "workspace"}
        record.delete()
        successor = made(entity, workspace, **values)
        client = client_for(entity, client_as, "delete")
        detail = entity.address(entity.find("destroy"), record.pk)
        response = client.post(f"{detail}restore/")
        assert response.status_code == 422, response.content
        assert set(response.json()["errors"]) <= {*values, "non_field_errors"}
        successor.delete()
        assert client.post(f"{detail}restore/").status_code in {200, 204}
        record.delete()


@each_kept
def test_many_are_deleted_like_one(entity, workspace):
    record = made(entity, workspace)
    count, _ = entity.model.objects.filter(pk=record.pk).delete()
    record.refresh_from_db()
    assert count >= 1
    assert deletion.is_deleted(record)
    assert not entity.model.objects.alive().filter(pk=record.pk).exists()


@each_kept
def test_what_is_erased_is_gone(entity, workspace):
    record = made(entity, workspace)
    primary_key = record.pk
    deletion.erase(record)
    assert not entity.model.objects.filter(pk=primary_key).exists()


@each_reference
def test_nothing_new_refers_to_a_deleted_record(entity, field, workspace, client_as):
    call = entity.find("create")
    role = call and entity.role_for(call, writing=[field.name])
    if not role:
        pytest.skip("nobody sets this")
    target = record_of(field.related_model, workspace)
    payload = entity.factory.payload(role=role, workspace=workspace)
    mark(target)
    response = client_as(role).post(entity.address(call), {**payload, field.name: str(target.pk)})
    assert response.status_code == 422, response.content
    assert list(response.json()["errors"]) == [field.name]


@each_reference
def test_a_target_that_goes_meanwhile_is_seen(entity, field, workspace, client_as, monkeypatch):
    """Deleted between the look-up and the write, as if by a request of the same moment."""
    call = entity.find("create")
    role = call and entity.role_for(call, writing=[field.name])
    if not role:
        pytest.skip("nobody sets this")
    target = record_of(field.related_model, workspace)
    payload = entity.factory.payload(role=role, workspace=workspace)
    view = entity.viewset
    settle = view.settle

    def settle_late(self):
        mark(target)
        settle(self)

    monkeypatch.setattr(view, "settle", settle_late)
    before = entity.model.objects.count()
    response = client_as(role).post(entity.address(call), {**payload, field.name: str(target.pk)})
    assert response.status_code == 422, response.content
    assert list(response.json()["errors"]) == [field.name]
    assert entity.model.objects.count() == before


@each_reference
def test_what_refers_to_a_record_decides_what_its_deletion_does(entity, field, workspace):
    record = made(entity, workspace)
    target = getattr(record, field.name)
    if target is None:
        pytest.skip("the factory leaves this empty")
    on_delete = field.remote_field.on_delete
    if on_delete in {RESTRICT, PROTECT}:
        with pytest.raises(RestrictedError):
            target.delete()
        if issubclass(entity.model, SoftDeleteModel):
            record.delete()
            target.delete()
            with pytest.raises(ValidationError):
                deletion.restore(record)
        return
    target.delete()
    record.refresh_from_db()
    assert getattr(record, field.attname) == target.pk
    if on_delete is CASCADE and issubclass(entity.model, SoftDeleteModel):
        target.refresh_from_db()
        assert record.deleted_at == target.deleted_at
        deletion.restore(target)
        record.refresh_from_db()
        assert not deletion.is_deleted(record)


@each_reference
def test_the_name_of_a_deleted_record_is_not_told(entity, field, workspace, client_as):
    record = made(entity, workspace)
    target, call = getattr(record, field.name), entity.find("retrieve")
    role = call and entity.role_for(call)
    if target is None or not role:
        pytest.skip("nothing to see here")
    mark(target)
    response = client_as(role).get(entity.address(call, record.pk))
    shown = response.json().get(field.name)
    assert shown in (None, {"id": str(target.pk), "label": None})


def mark(record):
    """Delete a record, past what guards it."""
    type(record).objects.filter(pk=record.pk).update(deleted_at=timezone.now())
