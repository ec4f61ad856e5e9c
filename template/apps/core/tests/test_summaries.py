"""A list in figures: counts of what the list holds, by fields that the role may read."""

import pytest
from django.db import models

from apps.core.summaries import MOST_GROUPS
from apps.core.testing import record_of, workspace_entities
from apps.users.roles import Role

FIELDS = [(entity, name) for entity in workspace_entities() for name in entity.summary_fields]
each_field = pytest.mark.parametrize(
    ("entity", "name"), FIELDS, ids=[f"{entity}-{name}" for entity, name in FIELDS]
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(entity, name, client_as):
    role = entity.role_for(entity.find("summary"))
    if role is None or role not in entity.permission.readable_by.get(name, [role]):
        pytest.skip("nobody sees these")
    return client_as(role)


def summary(client, entity, **query):
    response = client.get(entity.address(entity.find("summary")), query)
    assert response.status_code == 200, response.content
    return response.json()


def values_of(entity, name, workspace):
    """Return two values that a field may have."""
    field = entity.model._meta.get_field(name)
    if field.related_model:
        return [record_of(field.related_model, workspace) for _ in range(2)]
    if isinstance(field, models.BooleanField):
        return [True, False]
    choices = [value for value, _ in field.choices]
    return choices[:2] if len(choices) > 1 else pytest.skip("there is one value only")


def shown(value):
    return str(value.pk) if isinstance(value, models.Model) else value


@each_field
def test_it_counts_the_records_of_the_list(entity, name, workspace, other_workspace, client):
    few, many = values_of(entity, name, workspace)
    for value, count in ((few, 1), (many, 3)):
        entity.factory.create_batch(count, workspace=workspace, **{name: value})
    entity.factory(workspace=other_workspace)
    answer = summary(client, entity, by=name)
    assert [(group["value"], group["count"]) for group in answer["groups"]] == [
        (shown(many), 3),
        (shown(few), 1),
    ]
    assert (answer["by"], answer["others"]) == (name, 0)
    narrowed = summary(client, entity, by=name, **{name: shown(few)})
    assert [group["count"] for group in narrowed["groups"]] == [1]
    assert summary(client, entity, by=name, created_at__gte="2999-01-01")["groups"] == []


@each_field
def test_groups_have_the_labels_that_records_show(entity, name, workspace, client):
    [value, _] = values_of(entity, name, workspace)
    entity.factory(workspace=workspace, **{name: value})
    [group] = summary(client, entity, by=name)["groups"]
    field = entity.model._meta.get_field(name)
    if field.related_model:
        [row] = client.get(entity.address(entity.find("list"))).json()["results"]
        assert row[name] == {"id": group["value"], "label": group["label"]}
    elif isinstance(field, models.BooleanField):
        assert group["label"] == {True: "Yes", False: "No"}[value]
    else:
        assert group["label"] == dict(field.choices)[value]


@pytest.mark.asvs("8.2.3")
@each_field
@pytest.mark.parametrize("role", Role)
def test_only_fields_that_the_role_reads_are_counted(entity, name, role, client_as):
    call = entity.find("summary")
    response = client_as(role).get(entity.address(call), {"by": name})
    if not entity.allows(role, call):
        assert response.status_code == 403
    elif role not in entity.permission.readable_by.get(name, [role]):
        assert response.status_code == 422
    else:
        assert response.status_code == 200


@each_field
@pytest.mark.parametrize("by", ["", "id", "workspace", "created_by", "created_by__password", "x\0"])
def test_no_other_field_is_counted(entity, name, by, client):
    response = client.get(entity.address(entity.find("summary")), {"by": by})
    assert response.status_code == 422
    assert set(response.json()["errors"]) == {"by"}


def test_there_are_so_many_groups_and_no_more(workspace, client_as):
    for entity, name in FIELDS:
        field = entity.model._meta.get_field(name)
        role = entity.role_for(entity.find("summary"))
        if role and field.related_model and name not in entity.permission.readable_by:
            break
    else:
        pytest.skip("no reference can be counted by")
    for _ in range(MOST_GROUPS + 2):
        value = record_of(field.related_model, workspace)
        entity.factory(workspace=workspace, **{name: value})
    answer = summary(client_as(role), entity, by=name)
    assert len(answer["groups"]) == MOST_GROUPS
    assert answer["others"] == 2
