"""What is done to users and workspaces. Views ask for it, these functions do it."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import connection, models, transaction
from django.http import Http404

from apps.core.tenancy.context import enter, inside
from apps.core.tenancy.policies import is_tenant
from apps.users.members import services as members
from apps.users.models import CustomUser, Membership, Workspace
from apps.users.roles import Role
from apps.users.workspaces.deletion import delete_contents, delete_rows


@transaction.atomic
def user_register(
    *, email: str, password: str, full_name: str = "", workspace_name: str
) -> CustomUser:
    """Create a user together with a workspace that they own and that is active for them.

    For commands: whoever calls this vouches for the address. People sign up by allauth.
    """
    user = CustomUser.objects.create_user(email, password, full_name=full_name)
    user_vouch(user=user)
    workspace_create(name=workspace_name, owner=user)
    return user


def user_vouch(*, user: CustomUser) -> None:
    """Take a user's e-mail address for verified."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": True}
    )


@transaction.atomic
def workspace_create(*, name: str, owner: CustomUser) -> Workspace:
    """Create a workspace with its owner, and make it the one that is active for them."""
    workspace = Workspace(name=name)
    with inside(workspace, owner):
        workspace.save()
        Membership.objects.create(
            workspace=workspace, user=owner, role=Role.OWNER, created_by=owner
        )
    activate(owner, workspace)
    return workspace


def workspace_switch(*, user: CustomUser, workspace_id: UUID) -> None:
    """Make a workspace the active one. One that the user is no member of does not exist."""
    membership = user.memberships.filter(workspace=workspace_id).first()
    if membership is None:
        raise Http404
    activate(user, membership.workspace)


def workspace_ensure_active(*, user: CustomUser) -> None:
    """See to it that a user who is a member of any workspace has an active one."""
    enter(user)
    if user.active_membership is None:
        membership = user.memberships.order_by("created_at").first()
        if membership is not None:
            activate(user, membership.workspace)


def workspace_rename(*, workspace: Workspace, name: str) -> None:
    """Give a workspace another name."""
    workspace.name = name
    workspace.save(update_fields=["name", "updated_at"])


@transaction.atomic
def workspace_leave(*, user: CustomUser, workspace: Workspace) -> None:
    """End a user's own membership. The last owner has to stay."""
    with inside(workspace, user):
        members.workspace_lock(workspace)
        membership = workspace.memberships.get(user=user)
        members.remove(membership)
    workspace_ensure_active(user=user)


@transaction.atomic
def workspace_delete(*, user: CustomUser, workspace: Workspace) -> None:
    """Delete a workspace with all that is in it; its members fall back to another of theirs."""
    with inside(workspace, user):
        members.workspace_lock(workspace)
        delete_contents(workspace)
        CustomUser.objects.filter(active_workspace=workspace).update(active_workspace=None)
        delete_rows(Workspace._base_manager.filter(pk=workspace.pk))
        # Deferred keys are checked while the rows that they are about can still be seen.
        connection.check_constraints()
    user.active_workspace = None
    workspace_ensure_active(user=user)


@transaction.atomic
def account_delete(*, user: CustomUser) -> None:
    """End a user's memberships, sessions and all that signs them in, and forget who they were.

    The row stays, without a name or an address: records in workspaces point to it. Refused while
    a workspace would be left without an owner.
    """
    for workspace in Workspace.objects.filter(memberships__user=user).order_by("pk"):
        workspace_leave(user=user, workspace=workspace)
    for relation in CustomUser._meta.related_objects:
        if relation.on_delete is models.CASCADE and not is_tenant(relation.related_model):
            relation.related_model._base_manager.filter(**{relation.field.name: user}).delete()
    user.email = f"{user.pk}@deleted.invalid"
    user.full_name = ""
    user.is_active = False
    user.set_unusable_password()
    user.save()


def activate(user: CustomUser, workspace: Workspace) -> None:
    """Make a workspace that somebody is a member of the one that they work in."""
    user.active_workspace = workspace
    user.save(update_fields=["active_workspace", "updated_at"])
    enter(user)
