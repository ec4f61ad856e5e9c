"""What is done to members. A workspace always keeps an owner, whatever happens at once.

Every change first locks the workspace, then reads the memberships: two owners who leave at the
same moment go one after the other, and the second one sees that nobody else is left.
"""

from django.db import transaction
from django.http import Http404
from rest_framework.exceptions import PermissionDenied, ValidationError

from apps.core.errors import Conflict
from apps.users.models import CustomUser, Membership, Workspace
from apps.users.permissions import may_grant
from apps.users.roles import Role

ABOVE = "Only an owner may do this."
LAST_OWNER = "A workspace needs an owner. Make another member the owner first."
YOURSELF = "You are the owner already."


def workspace_lock(workspace: Workspace) -> None:
    """Let nobody else change the memberships of a workspace before this transaction ends."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)


@transaction.atomic
def member_change_role(*, membership: Membership, role: str, by: CustomUser) -> None:
    """Give a member another role."""
    _lock(membership)
    _require_above(by, membership.workspace, membership.role, role)
    _change_role(membership, role)


@transaction.atomic
def member_remove(*, membership: Membership, by: CustomUser) -> None:
    """Take a member out of a workspace, from their next request on."""
    _lock(membership)
    if membership.user_id != by.pk:
        _require_above(by, membership.workspace, membership.role)
    remove(membership)


@transaction.atomic
def ownership_transfer(*, membership: Membership, by: CustomUser) -> None:
    """Make another member the owner in place of the one who asks; that one becomes an admin."""
    _lock(membership)
    workspace = membership.workspace
    own = workspace.memberships.get(user=by)
    _require_above(by, workspace, Role.OWNER)
    if membership == own:
        raise ValidationError({"member": [YOURSELF]})
    _change_role(membership, Role.OWNER)
    _change_role(own, Role.ADMIN)


def remove(membership: Membership) -> None:
    """Delete a membership of a locked workspace, and let the user work there no more."""
    _require_other_owner(membership)
    user = CustomUser.objects.filter(pk=membership.user_id)
    user.filter(active_workspace=membership.workspace_id).update(active_workspace=None)
    membership.delete()


def _lock(membership: Membership) -> None:
    """Lock the workspace of a membership, and see what others have made of it meanwhile."""
    workspace_lock(membership.workspace)
    try:
        membership.refresh_from_db()
    except Membership.DoesNotExist as error:
        raise Http404 from error


def _change_role(membership: Membership, role: str) -> None:
    if role != Role.OWNER:
        _require_other_owner(membership)
    membership.role = role
    membership.save(update_fields=["role", "updated_at"])


def _require_above(by: CustomUser, workspace: Workspace, *roles: str) -> None:
    """Refuse to whoever may not give or take one of these roles, as the database has it now."""
    own = workspace.memberships.filter(user=by).first()
    if own is None or not all(may_grant(own.role, role) for role in roles):
        raise PermissionDenied(ABOVE)


def _require_other_owner(membership: Membership) -> None:
    owners = Membership.objects.filter(workspace=membership.workspace_id, role=Role.OWNER)
    if list(owners.values_list("pk", flat=True)) == [membership.pk]:
        raise Conflict(LAST_OWNER, code="last_owner")
