"""Believable users and workspaces, for the tests and for `manage.py seed`."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone
from factory import Faker, LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from apps.users.models import CustomUser, Invitation, Membership, Workspace
from apps.users.roles import Role

PASSWORD = "correct horse battery staple"


class UserFactory(DjangoModelFactory[CustomUser]):
    """A user who has verified their address; their password is PASSWORD."""

    class Meta:
        model = CustomUser
        skip_postgeneration_save = True

    email = Sequence(lambda n: f"user-{n + 1}@example.com")
    full_name = Faker("name")

    @classmethod
    def _create(cls, model_class: type[CustomUser], *args: Any, **kwargs: Any) -> CustomUser:
        is_verified = kwargs.pop("is_verified", True)
        user = model_class.objects.create_user(password=kwargs.pop("password", PASSWORD), **kwargs)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=is_verified)
        return user


class WorkspaceFactory(DjangoModelFactory[Workspace]):
    """A workspace without members."""

    class Meta:
        model = Workspace

    name = Faker("company")


class MembershipFactory(DjangoModelFactory[Membership]):
    """A member, for whom the workspace is the active one."""

    class Meta:
        model = Membership

    workspace = SubFactory(WorkspaceFactory)
    user = LazyAttribute(lambda record: UserFactory(active_workspace=record.workspace))
    role = Role.MEMBER


class InvitationFactory(DjangoModelFactory[Invitation]):
    """An open invitation whose secret nobody knows."""

    class Meta:
        model = Invitation

    workspace = SubFactory(WorkspaceFactory)
    email = Sequence(lambda n: f"invited-{n + 1}@example.com")
    role = Role.MEMBER
    secret_hash = "0" * 64
    expires_at = LazyFunction(lambda: timezone.now() + timedelta(days=1))


def create_member(workspace: Workspace, role: str = Role.MEMBER) -> CustomUser:
    """Return a new user who is a member of a workspace."""
    return MembershipFactory(workspace=workspace, role=role).user
