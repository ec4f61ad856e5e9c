"""How often somebody may ask: by scope, for each member, or for each address before sign-in.

The rates are in the settings. Counters live in the cache, under the workspace and the user.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from rest_framework.throttling import SimpleRateThrottle

if TYPE_CHECKING:  # the views are made with these classes
    from rest_framework.request import Request
    from rest_framework.views import APIView

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class Throttle(SimpleRateThrottle):
    """Counts the requests of a scope in windows of its period.

    The framework reads a list of times and writes it back, so that requests at the same time
    would count as one; a counter is increased in one step.
    """

    num_requests: int
    duration: int

    def allow_request(self, request: Request, view: APIView) -> bool:
        who = self.get_cache_key(request, view) if self.rate else None
        if who is None:
            return True
        now = time.time()
        window = int(now // self.duration)
        self._seconds_left = (window + 1) * self.duration - now
        return self._count(f"throttle:{self.scope}:{who}:{window}") <= self.num_requests

    def wait(self) -> float:
        return self._seconds_left

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        """Return who is counted, or None for a request that this throttle is not about."""
        raise NotImplementedError

    def _count(self, key: str) -> int:
        cache.add(key, 0, self.duration)
        try:
            return int(cache.incr(key))
        except ValueError:  # it went out of the cache just now
            cache.add(key, 1, self.duration)
            return 1


class AddressThrottle(Throttle):
    """By the address that requests come from."""

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        return f"address:{self.get_ident(request)}"


class AnonymousThrottle(AddressThrottle):
    """Whatever is asked without signing in."""

    scope = "anonymous"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        return None if _is_signed_in(request) else super().get_cache_key(request, view)


class AuthThrottle(AddressThrottle):
    """Attempts to sign in or up."""

    scope = "auth"


class MemberThrottle(Throttle):
    """Whatever a signed-in user asks, in each of their workspaces."""

    scope = "member"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        if not _is_signed_in(request):
            return None
        user: Any = request.user
        membership = user.active_membership
        return f"{membership.workspace_id if membership else 'none'}:{request.user.pk}"


class WriteThrottle(MemberThrottle):
    """What may change something."""

    scope = "writes"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        return None if request.method in SAFE_METHODS else super().get_cache_key(request, view)


class UploadThrottle(WriteThrottle):
    """Bodies with files."""

    scope = "uploads"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        is_upload = (request.content_type or "").startswith("multipart/")
        return super().get_cache_key(request, view) if is_upload else None


class ExportThrottle(MemberThrottle):
    """Whole lists as one file."""

    scope = "exports"


class InvitationThrottle(WriteThrottle):
    """Invitations, which make us send e-mail to strangers."""

    scope = "invitations"


def _is_signed_in(request: Request) -> bool:
    return bool(request.user and request.user.is_authenticated)
