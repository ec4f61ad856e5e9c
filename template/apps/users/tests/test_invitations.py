"""Invitations: sent by those who may, accepted once by the one who was meant."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone
from rest_framework.test import APIClient

from apps.core.testing import MemberClient
from apps.users.factories import (
    PASSWORD,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
    create_member,
)
from apps.users.models import CustomUser, Invitation
from apps.users.roles import Role

URL = "/api/auth/invitations/"
PREVIEW, ACCEPT, REGISTER = f"{URL}preview/", f"{URL}accept/", f"{URL}register/"
ADDRESS = "ada@example.com"

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client_as):
    return client_as(Role.OWNER)


@pytest.fixture
def invite(django_capture_on_commit_callbacks):
    """Return a function that invites an address and returns the token of the e-mail."""

    def make(client, email=ADDRESS, role="member"):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(URL, {"email": email, "role": role})
        assert response.status_code == 201, response.content
        return token_of(mail.outbox[-1])

    return make


def token_of(message):
    link = re.search(r"https?://\S+", message.body)
    assert link
    return parse_qs(urlsplit(link.group()).fragment)["token"][0]


def someone(email=ADDRESS, *, verified=True):
    return MemberClient(UserFactory(email=email, is_verified=verified))


# Inviting


def test_an_invitation_is_sent_as_text_and_html(owner, workspace, invite):
    token = invite(owner, "Ada@Example.com", "viewer")
    message = mail.outbox[0]
    assert message.to == [ADDRESS]
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    for text in (message.body, html):
        assert str(owner.user) in text.replace("&#x27;", "'")
        assert "/accept-invitation#token=" in text
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == (ADDRESS, Role.VIEWER)
    assert (invitation.workspace, invitation.created_by) == (workspace, owner.user)
    assert token not in invitation.secret_hash
    body = owner.get(f"{URL}{invitation.pk}/").json()
    assert set(body) == {
        *("id", "email", "role", "is_expired", "expires_at", "created_at", "created_by")
    }


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("role", [each for each in Role if each not in {Role.OWNER, Role.ADMIN}])
def test_members_do_not_invite(client_as, workspace, role):
    invitation = InvitationFactory(workspace=workspace)
    client, address = client_as(role), f"{URL}{invitation.pk}/"
    attempts = [
        client.get(URL),
        client.get(address),
        client.post(URL, {"email": ADDRESS, "role": "member"}),
        client.post(f"{address}resend/"),
        client.delete(address),
    ]
    assert {response.status_code for response in attempts} == {403}


@pytest.mark.asvs("8.2.1")
def test_admins_make_no_owners(client_as, workspace):
    admin = client_as(Role.ADMIN)
    assert admin.post(URL, {"email": ADDRESS, "role": "owner"}).status_code == 403
    assert admin.post(URL, {"email": ADDRESS, "role": "admin"}).status_code == 201
    theirs = InvitationFactory(workspace=workspace, role=Role.OWNER)
    assert admin.post(f"{URL}{theirs.pk}/resend/").status_code == 403


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"role": "emperor"}, "role"),
        ({"role": None}, "role"),
        ({"email": "nobody"}, "email"),
        ({"email": ""}, "email"),
        ({"email": "a\nb@example.com"}, "email"),
    ],
)
def test_what_is_wrong_is_named(owner, change, field):
    response = owner.post(URL, {"email": ADDRESS, "role": "member", **change})
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [field]
    assert not mail.outbox


def test_a_role_has_to_be_named(owner):
    response = owner.post(URL, {"email": ADDRESS})
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["role"]


def test_inviting_tells_nothing_about_accounts(owner):
    UserFactory(email="known@example.com")
    known, unknown = (
        owner.post(URL, {"email": email, "role": "member"}).json()
        for email in ("known@example.com", "unknown@example.com")
    )
    assert known.keys() == unknown.keys()
    assert known["role"] == unknown["role"]


def test_a_member_needs_no_invitation(owner, workspace):
    response = owner.post(URL, {"email": create_member(workspace).email, "role": "viewer"})
    assert response.status_code == 409
    assert response.json()["code"] == "is_member"


@pytest.mark.asvs("6.6.2")
def test_inviting_again_replaces_the_open_invitation(owner, invite):
    first, second = invite(owner, role="viewer"), invite(owner, ADDRESS.upper(), "admin")
    assert [item["role"] for item in owner.get(URL).json()["results"]] == ["admin"]
    assert APIClient().post(PREVIEW, {"token": first}).status_code == 404
    assert APIClient().post(PREVIEW, {"token": second}).json()["role"] == "admin"


@pytest.mark.asvs("6.6.2")
def test_sending_again_ends_the_former_link(
    owner, workspace, invite, django_capture_on_commit_callbacks
):
    first = invite(owner)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    pk = Invitation.objects.get().pk
    with django_capture_on_commit_callbacks(execute=True):
        response = owner.post(f"{URL}{pk}/resend/")
    assert (response.status_code, response.json()["is_expired"]) == (200, False)
    second = token_of(mail.outbox[-1])
    statuses = [APIClient().post(PREVIEW, {"token": each}).status_code for each in (first, second)]
    assert statuses == [404, 200]


def test_foreign_invitations_are_like_none(owner, other_workspace):
    foreign = InvitationFactory(workspace=other_workspace)
    assert owner.get(URL).json()["count"] == 0
    for method, tail in (("get", ""), ("delete", ""), ("post", "resend/")):
        call = getattr(owner, method)
        attack, control = (call(f"{URL}{pk}/{tail}") for pk in (foreign.pk, uuid4()))
        assert attack.status_code == control.status_code == 404
        assert attack.content == control.content
    assert Invitation.objects.get() == foreign


@pytest.mark.asvs("2.3.2", "2.4.1")
def test_inviting_is_limited(owner, monkeypatch):
    monkeypatch.setattr("apps.core.throttles.InvitationThrottle.rate", "2/hour", raising=False)
    answers = [
        owner.post(URL, {"email": f"{number}@example.com", "role": "member"}).status_code
        for number in range(3)
    ]
    assert answers == [201, 201, 429]


def test_a_mail_server_that_is_down_is_no_fault(
    owner, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "no.such.Backend"
    with django_capture_on_commit_callbacks(execute=True):
        response = owner.post(URL, {"email": ADDRESS, "role": "member"})
    assert response.status_code == 201
    assert Invitation.objects.exists()


# Looking at it


def test_a_link_says_what_it_invites_to(owner, workspace, invite):
    token = invite(owner)
    body = APIClient().post(PREVIEW, {"token": token}).json()
    assert body.pop("expires_at")
    assert body == {
        "workspace": workspace.name,
        "email": ADDRESS,
        "role": "member",
        "inviter": str(owner.user),
    }


@pytest.mark.parametrize("token", ["x", "a:b", "eyJh:1rxyz", "x" * 500, "\N{SNOWMAN}"])
def test_what_is_no_token_is_not_valid(token):
    response = APIClient().post(PREVIEW, {"token": token})
    assert response.status_code == 404
    assert response.json()["code"] == "invitation_not_valid"


@pytest.mark.asvs("6.4.1")
def test_all_that_is_not_valid_any_more_looks_alike(owner, invite):
    answers = []
    for end in (
        lambda: Invitation.objects.all().delete(),
        lambda: Invitation.objects.update(expires_at=timezone.now()),
        lambda: Invitation.objects.update(secret_hash="0" * 64),
        lambda: owner.user.memberships.update(role=Role.MEMBER),
        lambda: owner.user.memberships.all().delete(),
    ):
        token = invite(owner)
        end()
        answers += [
            APIClient().post(PREVIEW, {"token": token}),
            APIClient().post(REGISTER, {"token": token, "password": "a long good password"}),
            someone(f"{len(answers)}@example.com").post(ACCEPT, {"token": token}),
        ]
        MembershipFactory._meta.model.objects.update_or_create(
            user=owner.user, workspace=owner.user.active_workspace, defaults={"role": Role.OWNER}
        )
    assert {(answer.status_code, answer.content) for answer in answers} == {
        (404, answers[0].content)
    }


# Accepting it


def test_accepting_makes_a_member_once(owner, workspace, invite):
    token, client = invite(owner, role="viewer"), someone(ADDRESS)
    response = client.post(ACCEPT, {"token": token})
    assert response.status_code == 200, response.content
    assert response.json()["active_workspace"]["id"] == str(workspace.pk)
    assert response.json()["role"] == "viewer"
    assert client.post(ACCEPT, {"token": token}).status_code == 404
    assert client.user.memberships.get().created_by == owner.user
    assert not Invitation.objects.exists()


def test_the_case_of_the_address_does_not_matter(owner, invite):
    token, client = invite(owner, "Ada@Example.COM"), someone("ADA@example.com")
    assert client.post(ACCEPT, {"token": token}).status_code == 200


@pytest.mark.asvs("6.6.2")
@pytest.mark.parametrize(("email", "verified"), [("other@example.com", True), (ADDRESS, False)])
def test_only_the_verified_address_counts(owner, invite, email, verified):
    token, client = invite(owner), someone(email, verified=verified)
    response = client.post(ACCEPT, {"token": token})
    assert (response.status_code, response.json()["code"]) == (403, "other_address")
    assert not client.user.memberships.exists()


def test_accepting_needs_a_sign_in(owner, invite):
    assert APIClient().post(ACCEPT, {"token": invite(owner)}).status_code == 401


def test_who_is_a_member_already_keeps_their_role(owner, workspace, invite):
    token, client = invite(owner, role="viewer"), someone(ADDRESS)
    MembershipFactory(user=client.user, workspace=workspace, role=Role.ADMIN)
    assert client.post(ACCEPT, {"token": token}).json()["role"] == "admin"


@pytest.mark.asvs("6.6.2")
def test_a_token_opens_no_other_invitation(owner, invite, other_workspace):
    token, client = invite(owner), someone(ADDRESS)
    InvitationFactory(workspace=other_workspace, email=ADDRESS)
    client.post(ACCEPT, {"token": token})
    assert not client.user.memberships.filter(workspace=other_workspace).exists()


# Signing up by it


def test_signing_up_by_an_invitation(owner, workspace, invite):
    body = {"token": invite(owner, role="viewer"), "password": "a long good password"}
    response = APIClient().post(REGISTER, {**body, "full_name": "Ada Diaz"})
    assert response.status_code == 201, response.content
    assert response.json()["active_workspace"]["id"] == str(workspace.pk)
    user = CustomUser.objects.get(email=ADDRESS)
    assert (user.full_name, user.memberships.get().role) == ("Ada Diaz", Role.VIEWER)
    assert EmailAddress.objects.get(user=user).verified
    assert user.check_password("a long good password")
    assert APIClient().post(REGISTER, body).status_code == 404


@pytest.mark.parametrize("password", ["short", ADDRESS])
def test_a_bad_password_does_not_use_the_invitation_up(owner, invite, password):
    token = invite(owner)
    response = APIClient().post(REGISTER, {"token": token, "password": password})
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["password"]
    assert APIClient().post(PREVIEW, {"token": token}).status_code == 200


def test_who_has_an_account_signs_in(owner, invite):
    someone(ADDRESS)
    response = APIClient().post(REGISTER, {"token": invite(owner), "password": PASSWORD})
    assert (response.status_code, response.json()["code"]) == (409, "account_exists")
