"""Who may do what: one table of roles, operations and fields per entity, and who reads it."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.db import models
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.users.models import CustomUser, Membership

OPERATION_OF_ACTION = {
    "list": "list",
    "retrieve": "retrieve",
    "create": "create",
    "update": "update",
    "partial_update": "update",
    "destroy": "delete",
}
OPERATION_OF_METHOD = {
    "GET": "retrieve",
    "HEAD": "retrieve",
    "OPTIONS": "retrieve",
    "DELETE": "delete",
}

RoleTable = Mapping[str, Collection[str]]


def active_membership(user: object) -> Membership | None:
    """Return a user's membership of the active workspace, as the database has it now."""
    return user.active_membership if isinstance(user, CustomUser) else None


class IsWorkspaceMember(BasePermission):
    """The user is a member of the workspace that is active for them."""

    message = "You are not a member of an active workspace."

    def has_permission(self, request: Request, view: APIView) -> bool:
        return _is_member(request.user)


class RolePermission(BasePermission):
    """What the roles may do with the records of one model.

    A subclass names its `model` and its `operations`: a mapping from role to the operations
    list, retrieve, create, update and delete. A role that is not there may do nothing.
    `readable_by` and `writable_by` narrow single fields to some roles.
    """

    model: ClassVar[type[models.Model]]
    operations: ClassVar[RoleTable] = {}
    readable_by: ClassVar[RoleTable] = {}
    writable_by: ClassVar[RoleTable] = {}

    _of_model: ClassVar[dict[type[models.Model], type["RolePermission"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "model" in cls.__dict__:
            RolePermission._of_model[cls.model] = cls

    @classmethod
    def for_model(cls, model: type[models.Model]) -> type["RolePermission"] | None:
        """Return the permission class that speaks for a model."""
        return RolePermission._of_model.get(model)

    @classmethod
    def models(cls) -> list[type[models.Model]]:
        """Return the models that a permission class speaks for."""
        return list(RolePermission._of_model)

    def has_permission(self, request: Request, view: APIView) -> bool:
        membership = active_membership(request.user)
        if membership is None:
            return False
        move = getattr(_handler(view), "transition", None)
        if move is not None and move.roles:
            return membership.role in move.roles
        return self.allows(request.user, operation_of(request, view))

    @classmethod
    def allows(cls, user: object, operation: str) -> bool:
        """Whether the user's role in the active workspace may do the operation."""
        membership = active_membership(user)
        return membership is not None and operation in cls.operations.get(membership.role, ())

    @classmethod
    def may_read(cls, user: object, field: str) -> bool:
        """Whether the user's role may see the field; what it does not see has no key at all."""
        return _is_listed(user, cls.readable_by, field)

    @classmethod
    def may_write(cls, user: object, field: str) -> bool:
        """Whether the user's role may set the field."""
        return _is_listed(user, cls.writable_by, field)

    @classmethod
    def roles_for(cls, operation: str) -> list[str]:
        """Return the roles that may do an operation."""
        return [role for role, operations in cls.operations.items() if operation in operations]


class IsPlatformStaffOrReadOnly(RolePermission):
    """For records that all workspaces share: members read, platform staff write.

    `operations` may narrow which roles read.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        return self.allows(request.user, operation_of(request, view))

    @classmethod
    def allows(cls, user: object, operation: str) -> bool:
        if isinstance(user, CustomUser) and user.is_staff:
            return True
        if operation not in {"list", "retrieve"}:
            return False
        return super().allows(user, operation) if cls.operations else _is_member(user)


def operation_of(request: Request, view: APIView) -> str:
    """Return which of the five operations a request is; an action of our own counts as one."""
    action = getattr(view, "action", None)
    if hasattr(_handler(view), "operation"):
        return str(_handler(view).operation)
    if action in OPERATION_OF_ACTION:
        return OPERATION_OF_ACTION[action]
    return OPERATION_OF_METHOD.get(request.method or "", "update")


def _is_member(user: object) -> bool:
    return active_membership(user) is not None


def _handler(view: APIView) -> Any:
    return getattr(view, getattr(view, "action", None) or "", None)


def _is_listed(user: object, table: RoleTable, field: str) -> bool:
    if field not in table:
        return True
    membership = active_membership(user)
    return membership is not None and membership.role in table[field]
