"""Ways into a workspace: an invitation is for one address, and a member is of one workspace."""

import pytest
from django.urls import reverse

from apps.core.tests.isolation.arena import IT
from apps.users.factories import create_member
from apps.users.invitations import tokens
from apps.users.models import Invitation, Membership
from apps.users.roles import Role

ROLES = [Role.OWNER, Role.ADMIN, Role.VIEWER]


@pytest.fixture
def token(arena):
    """The latest token of the foreign workspace's invitation, in the wrong hands."""
    invitation = Invitation.objects.get(workspace=arena.foreign.workspace)
    text = tokens.issue(invitation)
    invitation.save()
    arena.expect_rows()
    return text


@pytest.mark.parametrize("role", ROLES)
def test_an_invitation_is_for_its_address_only(role, token, arena):
    client = arena.stranger(role)
    before = set(client.user.memberships.values_list("workspace", flat=True))
    for change in (str, str.swapcase, lambda text: text[:-1], lambda text: f"{text}x"):
        arena.count()
        response = client.post(reverse("invitation-accept"), {"token": change(token)})
        assert response.status_code in {403, 404, 422}
    assert set(client.user.memberships.values_list("workspace", flat=True)) == before


@pytest.mark.parametrize("role", ROLES)
def test_lists_are_of_the_own_members_and_invitations(role, arena):
    client = arena.stranger(role)
    for name, model in (("workspace-member-list", Membership), ("invitation-list", Invitation)):
        arena.count()
        response = client.get(reverse(name), {"page_size": 100})
        if response.status_code != 403:
            own = model.objects.filter(workspace=arena.own.workspace)
            assert response.json()["count"] == own.count()
            ids = {str(pk) for pk in own.values_list("pk", flat=True)}
            assert {row["id"] for row in response.json()["results"]} == ids


@pytest.mark.parametrize("role", ROLES)
def test_no_change_reaches_foreign_members(role, arena):
    create_member(arena.foreign.workspace, Role.VIEWER)
    arena.expect_rows()
    client = arena.stranger(role)
    address = reverse("workspace-member-detail", args=[IT])
    for membership in Membership.objects.filter(workspace=arena.foreign.workspace):
        for method, data in (("get", None), ("patch", {"role": Role.OWNER}), ("delete", None)):
            response = arena.alike(client, method, address, data, foreign=membership.pk)
            assert response.status_code in {403, 404}


def test_whether_an_address_is_known_elsewhere_stays_unknown(arena):
    """To invite somebody tells nothing of the workspaces that they are in already."""
    client, foreign = arena.stranger(Role.OWNER), arena.foreign.user.email
    response = arena.alike(
        client,
        "post",
        reverse("invitation-list"),
        {"email": IT, "role": Role.MEMBER},
        foreign=foreign,
        random=f"nobody{foreign[6:]}",
        volatile=("id", "created_at", "updated_at", "expires_at"),
    )
    assert response.status_code == 201
