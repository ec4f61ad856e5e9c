"""Users, workspaces, and who is a member of which in what role."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from apps.audit.registry import audited
from apps.core.models import TimestampedModel, WorkspaceModel
from apps.users.fields import LowercaseEmailField
from apps.users.roles import Role


class CustomUserManager(BaseUserManager["CustomUser"]):
    """Makes users. People sign up by allauth, see `apps.users.accounts`."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "CustomUser":
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "CustomUser":
        """Make a user who runs the platform, and whose address is known to be theirs."""
        from allauth.account.models import EmailAddress  # its models refer to this one

        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        return user


# Names and addresses stay out of the trail, where nobody could correct or erase them.
@audited(
    hidden=("email", "full_name", "password"),
    ignored=("active_workspace", "last_login"),
)
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
        """Return the name, which colleagues see; the whole address is for those who may know it."""
        return self.full_name or self.email.partition("@")[0]

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


@audited
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


@audited
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


@audited(hidden=("secret_hash",))
class Invitation(WorkspaceModel):
    """A place in a workspace, offered to an e-mail address. It goes when somebody takes it.

    The link in the e-mail holds a secret, of which only the hash is kept. `created_by` is who
    vouches for it: the invitation is worth no more than their role is when it is accepted.
    """

    email = LowercaseEmailField()
    role = models.CharField(max_length=50, choices=Role, default=Role.MEMBER)
    secret_hash = models.CharField(max_length=64, editable=False)
    expires_at = models.DateTimeField(editable=False)

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "email"], name="invitation_unique_email"),
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.workspace}"

    @property
    def is_expired(self) -> bool:
        """Whether the time to accept it is over."""
        return self.expires_at <= timezone.now()
