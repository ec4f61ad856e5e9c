"""Roles that work with a second factor only, by the setting REQUIRE_SECOND_FACTOR_ROLES."""

from typing import Literal

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from apps.users.models import CustomUser

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]

State = Literal["enabled", "required", "off"]


class HasSecondFactor(BasePermission):
    """The user has a second factor, or a role that does not need one."""

    def has_permission(self, request: Request, view: object) -> bool:
        user = request.user
        if isinstance(user, CustomUser) and _needs_one(user) and not is_mfa_enabled(user, FACTORS):
            raise PermissionDenied(
                "Your role needs a second factor. Set one up first.",
                code="second_factor_setup_required",
            )
        return True


def second_factor_state(user: CustomUser) -> State:
    """Say whether a user has a second factor, or has to set one up."""
    if is_mfa_enabled(user, FACTORS):
        return "enabled"
    return "required" if _needs_one(user) else "off"


def _needs_one(user: CustomUser) -> bool:
    membership = user.active_membership
    return membership is not None and membership.role in settings.REQUIRE_SECOND_FACTOR_ROLES
