"""Believable users and workspaces, for the tests and for `manage.py seed`."""

from typing import Any

from factory import Faker, LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from apps.users.models import CustomUser, Membership, Workspace
from apps.users.roles import Role

PASSWORD = "correct horse battery staple"


class UserFactory(DjangoModelFactory[CustomUser]):
    """A user; their password is PASSWORD."""

    class Meta:
        model = CustomUser
        skip_postgeneration_save = True

    email = Sequence(lambda n: f"user-{n + 1}@example.com")
    full_name = Faker("name")

    @classmethod
    def _create(cls, model_class: type[CustomUser], *args: Any, **kwargs: Any) -> CustomUser:
        return model_class.objects.create_user(password=kwargs.pop("password", PASSWORD), **kwargs)


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


def create_member(workspace: Workspace, role: str = Role.MEMBER) -> CustomUser:
    """Return a new user who is a member of a workspace."""
    return MembershipFactory(workspace=workspace, role=role).user
