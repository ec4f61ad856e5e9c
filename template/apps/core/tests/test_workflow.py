"""Transitions: the only way a workflow's field changes."""

import pytest

from apps.core.testing import Call, entities
from apps.users.factories import create_member
from apps.users.roles import Role

URL = "/api/v1/memberships/"

pytestmark = pytest.mark.django_db
with_memberships = pytest.mark.urls("apps.core.tests.membership_api")

MOVES = [
    (entity, call, getattr(entity.viewset, call.action).transition)
    for entity in entities()
    for call in entity.calls(detail=True)
    if hasattr(getattr(entity.viewset, call.action), "transition")
]
each_move = pytest.mark.parametrize(
    ("entity", "call", "move"), MOVES, ids=[f"{entity}-{call.action}" for entity, call, _ in MOVES]
)


@pytest.fixture
def membership(workspace):
    return create_member(workspace).memberships.get()


@with_memberships
def test_a_transition_moves_the_record_and_runs_its_body(client_as, membership):
    response = client_as(Role.OWNER).post(f"{URL}{membership.pk}/promote/")
    assert response.status_code == 200
    assert response.json()["role"] == Role.ADMIN
    membership.refresh_from_db()
    assert membership.role == Role.ADMIN
    assert membership.user.full_name == "Promoted"


@pytest.mark.asvs("2.3.1")
@with_memberships
def test_from_elsewhere_it_is_refused(client_as, membership):
    client, url = client_as(Role.OWNER), f"{URL}{membership.pk}/promote/"
    client.post(url)
    response = client.post(url)
    assert response.status_code == 422
    message = "This is “Admin”. Only from “Member” can it become “Admin”."
    assert response.json()["errors"] == {"role": [message]}


@with_memberships
def test_the_roles_of_a_transition_come_before_those_of_the_update(client_as, membership):
    assert client_as(Role.ADMIN).post(f"{URL}{membership.pk}/promote/").status_code == 403
    assert client_as(Role.MEMBER).post(f"{URL}{membership.pk}/step-down/").status_code == 200
    assert client_as(Role.VIEWER).post(f"{URL}{membership.pk}/step-down/").status_code == 403


@pytest.mark.asvs("2.3.3", "16.5.3")
@with_memberships
def test_a_failing_body_leaves_everything_as_it_was(client_as, membership, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    client = client_as(Role.OWNER)
    monkeypatch.setattr("apps.users.models.CustomUser.save", fail)
    client.raise_request_exception = False
    assert client.post(f"{URL}{membership.pk}/promote/").status_code == 500
    membership.refresh_from_db()
    assert membership.role == Role.MEMBER


@with_memberships
def test_the_field_does_not_change_in_any_other_way(client_as, membership):
    client, url = client_as(Role.OWNER), f"{URL}{membership.pk}/"
    refused = client.patch(url, {"role": Role.OWNER})
    assert refused.status_code == 422
    assert list(refused.json()["errors"]) == ["role"]
    assert client.patch(url, {"role": Role.MEMBER}).status_code == 200


@each_move
def test_every_transition_moves_from_its_sources(entity, call: Call, move, workspace, client_as):
    role = entity.role_for(call)
    if role is None:
        pytest.skip("nobody may do this")
    client, field = client_as(role), entity.viewset.workflow_field
    for source in move.sources:
        record = entity.factory(workspace=workspace, **{field: source})
        response = client.post(entity.address(call, record.pk))
        assert response.status_code in {200, 204}, response.content
        record.refresh_from_db()
        assert getattr(record, field) == move.target


@pytest.mark.asvs("2.3.1")
@each_move
def test_no_transition_moves_from_elsewhere(entity, call: Call, move, workspace, client_as):
    role = entity.role_for(call)
    field = entity.viewset.workflow_field
    choices = [value for value, _ in entity.model._meta.get_field(field).choices]
    if role is None:
        pytest.skip("nobody may do this")
    client = client_as(role)
    for source in set(choices) - set(move.sources):
        record = entity.factory(workspace=workspace, **{field: source})
        response = client.post(entity.address(call, record.pk))
        assert response.status_code == 422
        record.refresh_from_db()
        assert getattr(record, field) == source


@each_move
def test_no_other_role_moves_it(entity, call: Call, move, workspace, client_as):
    record = entity.factory(workspace=workspace, **{entity.viewset.workflow_field: move.sources[0]})
    allowed = move.roles or entity.permission.roles_for("update")
    for role in set(Role) - set(allowed):
        assert client_as(role).post(entity.address(call, record.pk)).status_code == 403
