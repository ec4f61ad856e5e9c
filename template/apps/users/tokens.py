"""Tokens: issued at sign-in, exchanged at every refresh, worthless after a sign-out."""

from dataclasses import dataclass
from typing import Any

from django.utils.crypto import constant_time_compare
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken
from rest_framework_simplejwt.tokens import RefreshToken
from rest_framework_simplejwt.utils import get_md5_hash_password

from apps.users.models import CustomUser


@dataclass(frozen=True)
class TokenPair:
    """What a signed-in client holds."""

    access: str
    refresh: str


def tokens_issue(*, user: CustomUser) -> TokenPair:
    """Return new tokens for a user. The database keeps the id of the refresh token, not itself."""
    refresh = RefreshToken.for_user(user)
    OutstandingToken.objects.filter(jti=refresh[api_settings.JTI_CLAIM]).update(token="")
    return TokenPair(access=str(refresh.access_token), refresh=str(refresh))


def tokens_rotate(*, refresh: str) -> TokenPair:
    """Return new tokens for a refresh token, which is used up by it.

    Refused with InvalidToken: a token that is forged, expired, used before or signed out; one
    of a user who is gone or locked; one from before the user's last change of password.
    """
    token = _read(refresh)
    user = _user_of(token)
    _, is_first_use = token.blacklist()
    if user is None or not is_first_use:
        raise InvalidToken
    return tokens_issue(user=user)


def tokens_revoke(*, refresh: str) -> None:
    """Make a refresh token worthless; one that is so already stays so."""
    try:
        _read(refresh).blacklist()
    except InvalidToken:
        return


def _read(refresh: str) -> Any:
    try:
        return RefreshToken(refresh)  # type: ignore[arg-type]
    except TokenError as error:
        raise InvalidToken from error


def _user_of(token: Any) -> CustomUser | None:
    user = CustomUser.objects.filter(
        pk=token.get(api_settings.USER_ID_CLAIM), is_active=True
    ).first()
    if user is None:
        return None
    password_then = token.get(api_settings.REVOKE_TOKEN_CLAIM, "")
    return (
        user if constant_time_compare(password_then, get_md5_hash_password(user.password)) else None
    )
