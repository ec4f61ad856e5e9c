"""The cookies that carry the tokens: out of reach of scripts, and only where they are needed.

Over https they are `__Host-access` and `__Secure-refresh`, names that browsers accept from a
secure origin only; over plain http in development they are `access` and `refresh`.
"""

from django.conf import settings
from django.http import HttpRequest
from rest_framework.response import Response
from rest_framework_simplejwt.settings import api_settings

from apps.users.tokens import TokenPair

REFRESH_PATH = "/api/auth/"


def access_name() -> str:
    """Return the name of the cookie with the access token."""
    return "__Host-access" if settings.AUTH_COOKIE_SECURE else "access"


def refresh_name() -> str:
    """Return the name of the cookie with the refresh token."""
    return "__Secure-refresh" if settings.AUTH_COOKIE_SECURE else "refresh"


def read_access(request: HttpRequest) -> str | None:
    """Return the access token that a request's cookies hold."""
    return request.COOKIES.get(access_name())


def read_refresh(request: HttpRequest) -> str | None:
    """Return the refresh token that a request's cookies hold."""
    return request.COOKIES.get(refresh_name())


def set_cookies(response: Response, tokens: TokenPair) -> None:
    """Hand the tokens to the browser."""
    response.set_cookie(
        access_name(),
        tokens.access,
        max_age=api_settings.ACCESS_TOKEN_LIFETIME,
        path="/",
        secure=settings.AUTH_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    response.set_cookie(
        refresh_name(),
        tokens.refresh,
        max_age=api_settings.REFRESH_TOKEN_LIFETIME,
        path=REFRESH_PATH,
        secure=settings.AUTH_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def delete_cookies(response: Response) -> None:
    """Take the tokens back from the browser."""
    response.delete_cookie(access_name(), path="/", samesite="Lax")
    response.delete_cookie(refresh_name(), path=REFRESH_PATH, samesite="Lax")
