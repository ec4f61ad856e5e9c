"""What every table has: an id that cannot be guessed, timestamps, an author and a workspace."""

from uuid import uuid4

from django.core.exceptions import SuspiciousFileOperation
from django.db import models
from django.utils.text import get_valid_filename

FILE_NAME_LENGTH = 100


class TimestampedModel(models.Model):
    """A record with a UUID and the times of its first and its last change."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ["-created_at"]


class BaseModel(TimestampedModel):
    """A record that knows who made it."""

    created_by = models.ForeignKey(
        "users.CustomUser",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta(TimestampedModel.Meta):
        abstract = True


class WorkspaceModel(BaseModel):
    """A record that belongs to one workspace, and that no other workspace ever sees."""

    workspace = models.ForeignKey(
        "users.Workspace",
        on_delete=models.CASCADE,
        editable=False,
        related_name="+",
    )

    class Meta(BaseModel.Meta):
        abstract = True


class GlobalModel(BaseModel):
    """A record that all workspaces share and only platform staff change."""

    class Meta(BaseModel.Meta):
        abstract = True


class IdempotencyKey(WorkspaceModel):
    """A key that a user has sent with a create, so that sending it again creates nothing.

    No part of the request is kept, only what tells whether another one is the same.
    """

    user = models.ForeignKey("users.CustomUser", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    record_id = models.UUIDField(null=True)

    class Meta(WorkspaceModel.Meta):
        indexes = [models.Index(fields=["created_at"], name="idempotencykey_created_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "user", "key"], name="idempotencykey_key_unique"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


def upload_path(instance: models.Model, filename: str) -> str:
    """Return where an upload is stored: `<workspace or global>/<model>/<random>/<safe name>`."""
    owner = getattr(instance, "workspace_id", None) or "global"
    return f"{owner}/{instance._meta.model_name}/{uuid4()}/{_safe_name(filename)}"


def _safe_name(filename: str) -> str:
    try:
        name = get_valid_filename(filename)
    except SuspiciousFileOperation:
        return "file"
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) >= FILE_NAME_LENGTH // 2:
        return name[:FILE_NAME_LENGTH]
    return f"{stem[: FILE_NAME_LENGTH - len(extension) - 1]}{dot}{extension}"
