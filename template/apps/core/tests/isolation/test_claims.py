"""What a token says: nothing counts but who it is, and the rest is read from the database."""

import base64
import json

import pytest
from django.urls import reverse
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from apps.core.testing import workspace_entities
from apps.core.tests.isolation.arena import IT, Bearer
from apps.core.tests.isolation.situations import Situation
from apps.users.factories import PASSWORD, create_member
from apps.users.models import CustomUser, Membership
from apps.users.roles import Role

each_entity = pytest.mark.parametrize("entity", workspace_entities(), ids=str)
of_strangers = pytest.mark.parametrize(
    "situation", [Situation.BOTH_WALLS, Situation.FIRST_WALL_ALONE], ids=str
)
# The second wall knows the workspace from the same membership, so it is not tried alone here.
pytestmark = of_strangers

CLAIMS = ("workspace", "workspace_id", "active_workspace", "active_workspace_id", "tenant")


@pytest.fixture
def member(arena):
    """An owner of the own workspace, and of no other."""
    user = create_member(arena.own.workspace, Role.OWNER)
    arena.expect_rows()
    return user


@pytest.fixture
def token(member):
    """The access token of a real sign-in."""
    credentials = {"email": member.email, "password": PASSWORD, "delivery": "body"}
    answer = APIClient().post(reverse("token"), credentials)
    assert answer.status_code == 200, answer.content
    return answer.json()["access"]


def with_claims(token, **claims):
    """Return a token of ours, signed with our key, that says more than ours do."""
    forged = AccessToken(token)
    forged.payload |= claims
    return str(forged)


def listed(entity, client):
    call = entity.find("list")
    return client.get(entity.address(call), {"page_size": 100})


@pytest.mark.asvs("8.3.1", "9.1.1")
@each_entity
def test_a_workspace_in_a_token_is_not_believed(entity, token, arena):
    if entity.find("list") is None:
        pytest.skip("nobody lists these")
    own = listed(entity, Bearer(token, arena))
    workspace = str(arena.foreign.workspace.pk)
    foreign = arena.foreign.records[entity.model].pk
    for claim in CLAIMS:
        client = Bearer(with_claims(token, **{claim: workspace}), arena)
        arena.count()
        assert listed(entity, client).content == own.content, claim
        if call := entity.find("retrieve"):
            response = arena.alike(client, "get", entity.address(call, IT), foreign=foreign)
            assert response.status_code == 404, claim


@pytest.mark.asvs("8.3.1")
@each_entity
def test_a_role_in_a_token_is_not_believed(entity, member, token, arena):
    Membership.objects.filter(user=member).update(role=Role.VIEWER)
    for claim in ("role", "roles", "is_staff", "is_superuser", "scope"):
        for value in (Role.OWNER.value, [Role.OWNER.value], True):
            client = Bearer(with_claims(token, **{claim: value}), arena)
            for call in entity.calls(detail=False):
                if call.method == "post" and Role.VIEWER not in entity.permission.roles_for(
                    "create"
                ):
                    arena.count()
                    assert client.post(entity.address(call), {}).status_code == 403, claim


@each_entity
@pytest.mark.parametrize("change", ["removed", "left", "deactivated", "deleted"])
def test_who_is_gone_sees_nothing(entity, change, member, token, arena):
    client = Bearer(token, arena)
    own, status = arena.own.records[entity.model], 403
    if change == "removed":
        Membership.objects.filter(user=member).delete()
    elif change == "left":  # but the foreign workspace is still set as the active one
        Membership.objects.filter(user=member).delete()
        CustomUser.objects.filter(pk=member.pk).update(active_workspace=arena.foreign.workspace)
    elif change == "deactivated":
        CustomUser.objects.filter(pk=member.pk).update(is_active=False)
        status = 401
    else:
        member.delete()
        status = 401
    for call in [*entity.calls(detail=True), *entity.calls(detail=False)]:
        arena.count()
        response = client.generic(call.method, entity.address(call, own.pk))
        assert response.status_code == status, call


@pytest.mark.asvs("8.3.1")
@each_entity
def test_who_is_demoted_loses_it_at_once(entity, member, token, arena):
    client = Bearer(token, arena)
    Membership.objects.filter(user=member).update(role=Role.VIEWER)
    for call in [*entity.calls(detail=True), *entity.calls(detail=False)]:
        if entity.allows(Role.VIEWER, call):
            continue
        arena.count()
        own = arena.own.records[entity.model]
        assert client.generic(call.method, entity.address(call, own.pk)).status_code == 403, call


@each_entity
def test_no_token_is_made_up(entity, token, arena):
    head, payload, signature = token.split(".")
    none = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "JWT"}).encode())
    none = none.decode().rstrip("=")
    forged = [
        f"{head}.{payload}.{signature[::-1]}",
        f"{head}.{payload}.",
        f"{none}.{payload}.",
        f"{none}.{payload}.{signature}",
        f"{head}.{_for_user(payload, arena.foreign.user)}.{signature}",
        f"{none}.{_for_user(payload, arena.foreign.user)}.",
        str(arena.foreign.user.pk),
        "null",
    ]
    for made_up in forged:
        for call in [*entity.calls(detail=True), *entity.calls(detail=False)]:
            arena.count()
            address = entity.address(call, arena.own.records[entity.model].pk)
            response = Bearer(made_up, arena).generic(call.method, address)
            assert response.status_code == 401, call


def test_nobody_switches_to_a_foreign_workspace(token, member, arena):
    client = Bearer(token, arena)
    address = reverse("workspace-switch")
    workspace = arena.foreign.workspace.pk
    response = arena.alike(client, "post", address, {"workspace": IT}, foreign=workspace)
    assert response.status_code == 404
    member.refresh_from_db()
    assert member.active_workspace == arena.own.workspace


def _for_user(payload, user):
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    text = json.dumps({**claims, "user_id": str(user.pk), "sub": str(user.pk)})
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
