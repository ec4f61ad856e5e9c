"""What is done with invitations: sent, looked at, accepted once."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as PasswordProblem
from django.db import transaction
from django.utils import timezone
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError

from apps.core.errors import Conflict
from apps.core.tenancy.context import inside
from apps.users.invitations import tokens
from apps.users.invitations.emails import send_invitation
from apps.users.invitations.tokens import InvitationToken
from apps.users.members.services import workspace_lock
from apps.users.models import CustomUser, Invitation, Membership, Workspace
from apps.users.permissions import may_grant
from apps.users.services import activate

NOT_VALID = "This invitation is not valid, or not any more. Ask for a new one."
ABOVE = "Your role may not invite to this role."
OTHER_ADDRESS = "This invitation was sent to an e-mail address that is not, or not yet, yours."
HAS_ACCOUNT = "There is an account with this e-mail address. Sign in to accept the invitation."
IS_MEMBER = "This is the address of a member."


@transaction.atomic
def invitation_send(*, workspace: Workspace, email: str, role: str, by: CustomUser) -> Invitation:
    """Invite an address to a workspace, in place of a former invitation to it.

    Whether there is an account with the address makes no difference, so nobody learns of it.
    """
    workspace_lock(workspace)
    _require_grantable(workspace, role, by)
    if workspace.memberships.filter(user__email=email).exists():
        raise Conflict(IS_MEMBER, code="is_member")
    Invitation.objects.filter(workspace=workspace, email=email).delete()
    return _send(Invitation(workspace=workspace, email=email, role=role), by)


@transaction.atomic
def invitation_resend(*, invitation: Invitation, by: CustomUser) -> Invitation:
    """Send an invitation again: a new link and new time; the former link is worth nothing."""
    _require_grantable(invitation.workspace, invitation.role, by)
    return _send(invitation, by)


@transaction.atomic
def invitation_read(*, token: str) -> Invitation:
    """Return the open invitation of a token. Unknown, used, revoked and expired are all alike."""
    said = tokens.read(token)
    if said is None:
        raise _not_valid()
    with inside(Workspace(pk=said.workspace_id)):
        return _open_invitation(said)


@transaction.atomic
def invitation_accept(*, token: str, user: CustomUser) -> Workspace:
    """Make a user who has the invited address, verified, a member of the workspace."""
    said = tokens.read(token)
    if said is None:
        raise _not_valid()
    with inside(Workspace(pk=said.workspace_id), user):
        invitation = _open_invitation(said)
        if not _owns_address(user, invitation.email):
            raise PermissionDenied(OTHER_ADDRESS, code="other_address")
        _join(invitation, user)
    activate(user, invitation.workspace)
    return invitation.workspace


@transaction.atomic
def invitation_register(*, token: str, password: str, full_name: str) -> CustomUser:
    """Create the user whom an invitation is for. Who has the token has read the address's mail."""
    said = tokens.read(token)
    if said is None:
        raise _not_valid()
    with inside(Workspace(pk=said.workspace_id)):
        invitation = _open_invitation(said)
        if _has_account(invitation.email):
            raise Conflict(HAS_ACCOUNT, code="account_exists")
        _require_good(password, CustomUser(email=invitation.email, full_name=full_name))
        user = CustomUser.objects.create_user(invitation.email, password, full_name=full_name)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        _join(invitation, user)
    activate(user, invitation.workspace)
    return user


def _send(invitation: Invitation, by: CustomUser) -> Invitation:
    token = tokens.issue(invitation)
    invitation.created_by = by
    invitation.expires_at = timezone.now() + timedelta(days=settings.INVITATION_DAYS)
    invitation.save()
    send_invitation(invitation, token)
    return invitation


def _open_invitation(said: InvitationToken) -> Invitation:
    """Return the invitation of a token, locked so that it is accepted once."""
    invitation = (
        Invitation.objects.filter(workspace=said.workspace_id, pk=said.invitation_id)
        .select_related("workspace", "created_by")
        .select_for_update(of=("self",))
        .first()
    )
    if (
        invitation is None
        or not said.opens(invitation)
        or invitation.is_expired
        or not _is_vouched_for(invitation)
    ):
        raise _not_valid()
    return invitation


def _is_vouched_for(invitation: Invitation) -> bool:
    """Whether the inviter could still give the role; they may have been removed or demoted."""
    inviter = invitation.workspace.memberships.filter(user=invitation.created_by_id).first()
    return inviter is not None and may_grant(inviter.role, invitation.role)


def _join(invitation: Invitation, user: CustomUser) -> None:
    """Use an invitation up. Who is a member already keeps the role that they have."""
    Membership.objects.get_or_create(
        workspace=invitation.workspace,
        user=user,
        defaults={"role": invitation.role, "created_by": invitation.created_by},
    )
    invitation.delete()


def _require_grantable(workspace: Workspace, role: str, by: CustomUser) -> None:
    membership = workspace.memberships.filter(user=by).first()
    if membership is None or not may_grant(membership.role, role):
        raise PermissionDenied(ABOVE)


def _require_good(password: str, candidate: CustomUser) -> None:
    try:
        validate_password(password, candidate)
    except PasswordProblem as problem:
        raise ValidationError({"password": problem.messages}) from problem


def _owns_address(user: CustomUser, email: str) -> bool:
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


def _has_account(email: str) -> bool:
    return (
        CustomUser.objects.filter(email=email).exists()
        or EmailAddress.objects.filter(email__iexact=email, verified=True).exists()
    )


def _not_valid() -> NotFound:
    return NotFound(NOT_VALID, code="invitation_not_valid")
