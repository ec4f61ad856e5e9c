"""The e-mail that invites somebody to a workspace: `templates/users/email/invitation_*`."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings

from apps.users.models import Invitation

PAGE = "/accept-invitation"
TEMPLATES = "users/email/invitation"


def send_invitation(invitation: Invitation, token: str) -> None:
    """Send the link that accepts an invitation, once the invitation is in the database.

    A mail server that is down spoils no request: the invitation is there, to be sent again.
    """
    context = {
        "workspace": invitation.workspace.name,
        "role": invitation.get_role_display(),
        "inviter": str(invitation.created_by),
        "expires_at": invitation.expires_at,
        "url": f"{settings.FRONTEND_URL}{PAGE}#{urlencode({'token': token})}",
    }
    get_adapter().send_mail(TEMPLATES, invitation.email, context)
