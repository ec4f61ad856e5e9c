"""Who a request comes from: a token in the Authorization header or in a cookie."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.tokens import Token

from apps.users import cookies
from apps.users.tokens import session_of


class CookieJWTAuthentication(JWTAuthentication):
    """Bearer tokens for API clients, cookies for browsers.

    A bad header is refused. A bad cookie is only not a sign-in: browsers send stale ones
    unasked, and public views must stay open to them. With a cookie, unsafe methods need the
    CSRF token, because browsers attach cookies to requests that other sites cause.
    """

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        if self.get_header(request) is not None:
            return super().authenticate(request)
        raw_token = cookies.read_access(request)
        if raw_token is None:
            return None
        try:
            token = self.get_validated_token(raw_token.encode())
            user = self.get_user(token)
        except AuthenticationFailed:
            return None
        enforce_csrf(request)
        return user, token

    def get_user(self, validated_token: Token) -> Any:
        """Return the user of the token's session, as the database has both now."""
        session = session_of(validated_token)
        if session is None:
            raise AuthenticationFailed("This session has ended.", code="session_ended")
        return session.user


def enforce_csrf(request: Request) -> None:
    """Refuse an unsafe request without a valid CSRF token."""
    check = _CsrfCheck(_no_response)
    check.process_request(request._request)
    if check.process_view(request._request, _no_response, (), {}):
        raise PermissionDenied("CSRF check failed.", code="csrf_failed")


class _CsrfCheck(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def _no_response(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
