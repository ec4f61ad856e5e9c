"""What is done to users and workspaces. Views ask for it, these functions do it."""

from uuid import UUID

from django.db import transaction
from django.http import Http404

from apps.users.models import CustomUser, Membership, Workspace
from apps.users.roles import Role


@transaction.atomic
def user_register(
    *, email: str, password: str, full_name: str = "", workspace_name: str
) -> CustomUser:
    """Create a user together with a workspace that they own and that is active for them."""
    user = CustomUser.objects.create_user(email, password, full_name=full_name)
    workspace_create(name=workspace_name, owner=user)
    return user


@transaction.atomic
def workspace_create(*, name: str, owner: CustomUser) -> Workspace:
    """Create a workspace with its owner, and make it the one that is active for them."""
    workspace = Workspace.objects.create(name=name)
    Membership.objects.create(workspace=workspace, user=owner, role=Role.OWNER, created_by=owner)
    _activate(owner, workspace)
    return workspace


def workspace_switch(*, user: CustomUser, workspace_id: UUID) -> None:
    """Make a workspace the active one. One that the user is no member of does not exist."""
    membership = user.memberships.filter(workspace=workspace_id).first()
    if membership is None:
        raise Http404
    _activate(user, membership.workspace)


def workspace_ensure_active(*, user: CustomUser) -> None:
    """See to it that a user who is a member of any workspace has an active one."""
    if user.active_membership is None:
        membership = user.memberships.order_by("created_at").first()
        if membership is not None:
            _activate(user, membership.workspace)


def _activate(user: CustomUser, workspace: Workspace) -> None:
    user.active_workspace = workspace
    user.save(update_fields=["active_workspace", "updated_at"])
    user.__dict__.pop("active_membership", None)
