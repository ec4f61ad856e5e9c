"""The audit trail: who did what to which record, when, and from where."""

from uuid import uuid4

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils import timezone

from apps.audit.fields import ExactJSONField

NAME_LENGTH = 200


class AuditEvent(models.Model):
    """One thing that happened. The app's role may add events; it can change and delete none.

    That is why nothing here has to change when something else goes: workspace and actor are kept
    as bare ids, without constraints. Names of people are looked up when the trail is read, and
    not stored in it, where they could never be corrected or erased.
    """

    class Action(models.TextChoices):
        CREATE = "create", "Create"
        UPDATE = "update", "Update"
        DELETE = "delete", "Delete"
        RESTORE = "restore", "Restore"
        READ = "read", "Read"
        EXPORT = "export", "Export"
        SIGN_IN = "sign_in", "Sign in"
        SIGN_IN_FAILED = "sign_in_failed", "Sign-in failed"
        SIGN_OUT = "sign_out", "Sign out"
        SIGN_UP = "sign_up", "Sign up"
        SESSION_ENDED = "session_ended", "Session ended"
        PASSWORD_CHANGED = "password_changed", "Password changed"
        PASSWORD_RESET = "password_reset", "Password reset"
        EMAIL_CONFIRMED = "email_confirmed", "E-mail address confirmed"
        EMAIL_CHANGED = "email_changed", "E-mail address changed"
        SECOND_FACTOR_ADDED = "second_factor_added", "Second factor added"
        SECOND_FACTOR_REMOVED = "second_factor_removed", "Second factor removed"
        SECOND_FACTOR_FAILED = "second_factor_failed", "Second factor failed"
        SECOND_FACTOR_RESET = "second_factor_reset", "Recovery codes made anew"
        SOCIAL_ACCOUNT_ADDED = "social_account_added", "Social account added"
        SOCIAL_ACCOUNT_REMOVED = "social_account_removed", "Social account removed"
        PURGE = "purge", "Purge"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    # None where no workspace is concerned: a failed sign-in, a user's own row.
    workspace = models.ForeignKey(
        "users.Workspace",
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    # None if nobody was signed in: a command, somebody at the database's own prompt.
    actor = models.ForeignKey(
        "users.CustomUser",
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    action = models.CharField(max_length=40, choices=Action)
    target = models.CharField(
        max_length=NAME_LENGTH, help_text="App and model as they were called then."
    )
    record_id = models.UUIDField(null=True)
    changes = ExactJSONField(
        default=dict,
        help_text="Column to [before, after]; to null if the values are not kept.",
    )
    details = ExactJSONField(null=True, help_text="What else is to be told of the event.")
    address = models.CharField(max_length=64, help_text="The client's address.")
    request_id = models.CharField(max_length=64)
    login_hash = models.CharField(
        max_length=64, help_text="Keyed hash of what was typed as a login that failed."
    )

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["workspace", "-created_at"], name="auditevent_newest"),
            models.Index(fields=["record_id", "-created_at"], name="auditevent_record"),
            # Rows come in the order of time and stay as they are: a few pages find the old ones.
            BrinIndex(fields=["created_at"], name="auditevent_age"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target} {self.record_id or ''}".strip()
