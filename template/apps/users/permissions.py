"""Permissions by membership and role."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.core.permissions import IsWorkspaceMember, active_membership
from apps.users.roles import Role

__all__ = ["IsAdmin", "IsWorkspaceMember"]


class IsAdmin(BasePermission):
    """The user runs the active workspace: as its owner or as an admin."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        membership = active_membership(request.user)
        return membership is not None and membership.role in {Role.OWNER, Role.ADMIN}
