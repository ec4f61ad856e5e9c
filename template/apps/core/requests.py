"""The request as the views of this project see it."""

from uuid import uuid4

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.settings import api_settings

from apps.users.models import CustomUser


class AuthenticatedRequest(Request):
    """A request whose user is signed in: the permission classes have seen to it."""

    user: CustomUser


def client_address(request: HttpRequest) -> str:
    """Return the address that a request comes from.

    NUM_PROXIES says how many entries of X-Forwarded-For our own proxies have written; what stands
    before them, a client may have made up.
    """
    remote: str = request.META.get("REMOTE_ADDR", "")
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = api_settings.NUM_PROXIES or 0
    if not proxies or not forwarded[0]:
        return remote
    return forwarded[-min(proxies, len(forwarded))]


def request_id(request: HttpRequest) -> str:
    """Return the id by which the logs and the audit trail know a request."""
    known = getattr(request, "request_id", None)
    if known is None:
        known = str(uuid4())
        request.request_id = known  # type: ignore[attr-defined]
    return str(known)
