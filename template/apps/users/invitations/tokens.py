"""The token in the link of an invitation: signed, and worth something to one address only.

It names the workspace, because row-level security shows an invitation to no one before that is
known. Its secret is kept as a hash: a copy of the database accepts no invitation.
"""

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare

from apps.users.models import Invitation

SALT = "apps.users.invitations"


@dataclass(frozen=True)
class InvitationToken:
    """What a token says."""

    workspace_id: UUID
    invitation_id: UUID
    secret: str

    def __str__(self) -> str:
        parts = [self.workspace_id.hex, self.invitation_id.hex, self.secret]
        return Signer(salt=SALT).sign_object(parts)

    def opens(self, invitation: Invitation) -> bool:
        """Whether this is the latest token of an invitation."""
        return constant_time_compare(_hash(self.secret), invitation.secret_hash)


def issue(invitation: Invitation) -> str:
    """Return a new token for an invitation, not saved yet; former tokens are worth nothing."""
    secret = token_urlsafe(32)
    invitation.secret_hash = _hash(secret)
    return str(InvitationToken(invitation.workspace_id, invitation.pk, secret))


def read(text: str) -> InvitationToken | None:
    """Return what a token says, if it is one of ours."""
    try:
        workspace, invitation, secret = Signer(salt=SALT).unsign_object(text)
    except (BadSignature, ValueError):
        return None
    return InvitationToken(UUID(workspace), UUID(invitation), secret)


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
