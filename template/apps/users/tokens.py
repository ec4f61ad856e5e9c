"""Tokens: they belong to a session, and are worth nothing once it has ended.

Access and refresh tokens carry the id of the session (`sid`). Every request looks it up, so a
session that is ended is over at once, on every device and however long its tokens would last.
"""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from importlib import import_module
from typing import Any, Protocol

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from rest_framework.exceptions import APIException
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken
from rest_framework_simplejwt.tokens import RefreshToken
from rest_framework_simplejwt.utils import get_md5_hash_password

SESSION_CLAIM = "sid"

# Two tabs of a browser may refresh at the same moment: the slower one is no thief.
SIMULTANEOUS = timedelta(seconds=10)


@dataclass(frozen=True)
class TokenPair:
    """What a signed-in client holds."""

    access: str
    refresh: str


class Claims(Protocol):
    """A token whose signature and age have been checked."""

    def get(self, key: str, default: Any = None) -> Any: ...


class RefreshedElsewhere(APIException):
    """Another request of the same client has just used up this refresh token."""

    status_code = HTTPStatus.CONFLICT
    default_detail = "Another request has just refreshed these tokens. Use what it got."
    default_code = "refreshed_elsewhere"


class SessionRefreshToken(RefreshToken):
    """A refresh token that can still be read when it was used before."""

    def check_blacklist(self) -> None:
        """Let `tokens_rotate` notice the second use: it means that somebody has a copy."""


def tokens_issue(*, session: UserSession) -> TokenPair:
    """Return new tokens of a session. The database keeps the id of the refresh token only."""
    refresh = SessionRefreshToken.for_user(session.user)
    refresh[SESSION_CLAIM] = session.pk
    OutstandingToken.objects.filter(jti=refresh[api_settings.JTI_CLAIM]).update(token="")
    return TokenPair(access=str(refresh.access_token), refresh=str(refresh))


def tokens_rotate(*, refresh: str) -> tuple[TokenPair, UserSession]:
    """Return new tokens for a refresh token, which is used up by it.

    Refused with InvalidToken: a token that is forged, expired or of a session that has ended. One
    that was used before ends its session, since either the client or a thief has a copy of it.
    """
    token = _read(refresh)
    session = session_of(token)
    if session is None:
        raise InvalidToken
    used, is_first_use = token.blacklist()
    if not is_first_use:
        if timezone.now() - used.blacklisted_at < SIMULTANEOUS:
            raise RefreshedElsewhere
        get_adapter().end_sessions([session])
        raise InvalidToken
    if not _keep_alive(session):
        session.end()
        raise InvalidToken
    return tokens_issue(session=session), session


def session_of(token: Claims) -> UserSession | None:
    """Return the session that a token belongs to, with its user, in one query.

    None when it has ended, when its user is gone or locked, and after a change of password.
    """
    session_id = token.get(SESSION_CLAIM)
    if not isinstance(session_id, int):
        return None
    session = (
        UserSession.objects.select_related("user")
        .filter(
            pk=session_id,
            user=token.get(api_settings.USER_ID_CLAIM),
            user__is_active=True,
            created_at__gt=timezone.now() - settings.SESSION_MAX_AGE,
        )
        .first()
    )
    if session is None:
        return None
    password_then = token.get(api_settings.REVOKE_TOKEN_CLAIM, "")
    is_same = constant_time_compare(password_then, get_md5_hash_password(session.user.password))
    return session if is_same else None


def session_of_refresh(refresh: str) -> UserSession | None:
    """Return the session of a refresh token, whether or not the token was used before."""
    try:
        return session_of(_read(refresh))
    except InvalidToken:
        return None


def session_store(session_key: str | None = None) -> SessionBase:
    """Return where Django keeps a session."""
    store: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    return store


def _read(refresh: str) -> Any:
    try:
        return SessionRefreshToken(refresh)  # type: ignore[arg-type]
    except TokenError as error:
        raise InvalidToken from error


def _keep_alive(session: UserSession) -> bool:
    """Prolong Django's side of a session; False if it is not there any more."""
    store = session_store(session.session_key)
    if SESSION_KEY not in store:
        return False
    store.save()
    return True
