"""Users, workspaces, and who is a member of which in what role."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.functional import cached_property

from apps.core.models import TimestampedModel, WorkspaceModel
from apps.users.fields import LowercaseEmailField
from apps.users.roles import Role


class CustomUserManager(BaseUserManager["CustomUser"]):
    """Makes users. Sign-up goes through `services.user_register`."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "CustomUser":
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "CustomUser":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class CustomUser(AbstractBaseUser, PermissionsMixin, TimestampedModel):
    """A person who signs in with an e-mail address, in whatever case they type it."""

    email = LowercaseEmailField(
        unique=True,
        error_messages={"unique": "A user with this e-mail address already exists."},
    )
    full_name = models.CharField(max_length=255, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="Works for the platform itself.")
    active_workspace = models.ForeignKey(
        "users.Workspace",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[CustomUserManager] = CustomUserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta(TimestampedModel.Meta):
        verbose_name = "user"

    def __str__(self) -> str:
        return self.full_name or self.email

    @cached_property
    def active_membership(self) -> "Membership | None":
        """The membership of the active workspace, as the database has it in this request.

        None without one: a workspace that somebody was removed from is active for them no more.
        """
        if self.active_workspace_id is None:
            return None
        membership = (
            self.memberships.filter(workspace=self.active_workspace_id)
            .select_related("workspace")
            .first()
        )
        if membership is not None:
            self.active_workspace = membership.workspace
        return membership


class Workspace(TimestampedModel):
    """The space of one customer: what is in it, no other workspace sees."""

    name = models.CharField(max_length=255)
    members = models.ManyToManyField(
        CustomUser,
        through="Membership",
        through_fields=("workspace", "user"),
        related_name="workspaces",
    )

    def __str__(self) -> str:
        return self.name


class Membership(WorkspaceModel):
    """A user's place in a workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(CustomUser, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=50, choices=Role, default=Role.MEMBER)

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="membership_unique_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.workspace}"
