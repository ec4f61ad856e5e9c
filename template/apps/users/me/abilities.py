"""What somebody may do in their active workspace, asked of the permission classes themselves.

Clients learn here which buttons and fields to show. The same tables decide when a request comes,
so the two cannot differ.
"""

from types import SimpleNamespace
from typing import Any

from apps.core.permissions import OPERATION_OF_ACTION, RolePermission, active_membership
from apps.core.routes import Route, entity_routes
from apps.users.models import CustomUser
from apps.users.permissions import (
    ADMINISTRATORS,
    InvitationPermission,
    MembershipPermission,
    may_grant,
)
from apps.users.roles import Role

OPERATIONS = ("list", "retrieve", "create", "update", "delete")


def entity_abilities(user: CustomUser) -> dict[str, dict[str, list[str]]]:
    """Return what a user may do with each entity, by the name of its routes."""
    routes: dict[str, list[Route]] = {}
    for route in entity_routes():
        routes.setdefault(route.basename, []).append(route)
    return {basename: _abilities(user, items) for basename, items in routes.items()}


def workspace_abilities(user: CustomUser) -> dict[str, Any]:
    """Return what a user may do about the active workspace itself and the people in it."""
    membership = active_membership(user)
    role = membership.role if membership else ""
    return {
        "members": _operations(user, MembershipPermission),
        "invitations": _operations(user, InvitationPermission),
        "grantable_roles": [each.value for each in Role if may_grant(role, each)],
        "rename": role in ADMINISTRATORS,
        "transfer": role == Role.OWNER,
        "delete": role == Role.OWNER,
    }


def _abilities(user: CustomUser, routes: list[Route]) -> dict[str, list[str]]:
    viewset: Any = routes[0].viewset()
    request: Any = SimpleNamespace(user=user, method="POST")
    serializer: Any = viewset.get_serializer_class()(context={"request": request})
    permission = serializer.permission
    actions = [action for route in routes for action in route.actions.values()]
    offered = {OPERATION_OF_ACTION.get(action) for action in actions}
    operations = [item for item in _operations(user, permission) if item in offered]
    return {
        "operations": operations,
        "readable": _readable(serializer) if {"list", "retrieve"} & {*operations} else [],
        "writable": _writable(serializer) if {"create", "update"} & {*operations} else [],
        "transitions": [
            action
            for action in actions
            if hasattr(getattr(viewset, action), "transition")
            and permission().has_permission(request, _at(viewset, action))
        ],
    }


def _operations(user: CustomUser, permission: type[RolePermission]) -> list[str]:
    return [operation for operation in OPERATIONS if permission.allows(user, operation)]


def _readable(serializer: Any) -> list[str]:
    return [name for name, field in serializer.fields.items() if not field.write_only]


def _writable(serializer: Any) -> list[str]:
    """Return the fields that the role may set; a workflow's own changes by transitions only."""
    moved = getattr(serializer.Meta, "workflow_field", None)
    return [
        name
        for name, field in serializer.fields.items()
        if not field.read_only and name != moved and serializer.may_write(name)
    ]


def _at(viewset: Any, action: str) -> Any:
    """Return the viewset as it is while an action of it is asked for."""
    viewset.action = action
    return viewset
