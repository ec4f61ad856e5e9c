"""Permissions by membership and role."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.core.permissions import IsWorkspaceMember, RolePermission, active_membership
from apps.users.models import Invitation, Membership
from apps.users.roles import Role

__all__ = [
    "ADMINISTRATORS",
    "InvitationPermission",
    "IsAdmin",
    "IsWorkspaceMember",
    "MembershipPermission",
    "may_grant",
]

ADMINISTRATORS = frozenset({Role.OWNER, Role.ADMIN})


class IsAdmin(BasePermission):
    """The user runs the active workspace: as its owner or as an admin."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        membership = active_membership(request.user)
        return membership is not None and membership.role in ADMINISTRATORS


class MembershipPermission(RolePermission):
    """All members see each other; who runs the workspace changes roles and removes members."""

    model = Membership
    operations = {
        role: {"list", "retrieve", "update", "delete"}
        if role in ADMINISTRATORS
        else {"list", "retrieve"}
        for role in Role
    }
    readable_by = {"email": ADMINISTRATORS}
    writable_by = {"role": ADMINISTRATORS}


class InvitationPermission(RolePermission):
    """Who runs the workspace invites. To update an invitation is to send it again."""

    model = Invitation
    operations = {
        role: {"list", "retrieve", "create", "update", "delete"} for role in ADMINISTRATORS
    }


def may_grant(role_of_granter: str, role: str) -> bool:
    """Whether a member may give a role to somebody, or take it from them.

    Admins may not touch owners; all other roles are below admins.
    """
    if role == Role.OWNER:
        return role_of_granter == Role.OWNER
    return role_of_granter in ADMINISTRATORS
