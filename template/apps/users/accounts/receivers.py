"""What follows when somebody signs in or out, or gets a new password."""

from typing import Any

from allauth.account.signals import (
    password_changed,
    password_reset,
    password_set,
    user_logged_in,
)
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from apps.users.models import CustomUser


@receiver(user_logged_in)
def end_forgotten_sessions(user: CustomUser, **kwargs: Any) -> None:
    """End what was seen least recently: programs sign in often, and each sign-in looks at all."""
    sessions = UserSession.objects.filter(user=user)
    kept = sessions.order_by("-last_seen_at").values("pk")[: settings.MAX_SESSIONS]
    get_adapter().end_sessions(sessions.exclude(pk__in=kept))


@receiver(user_logged_out)
def forget_session(request: HttpRequest, **kwargs: Any) -> None:
    """End the session that tokens belong to together with Django's, in the admin as well."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()


@receiver([password_changed, password_set])
def end_other_sessions(request: HttpRequest, user: CustomUser, **kwargs: Any) -> None:
    """Whoever knew the former password is signed out."""
    sessions = UserSession.objects.filter(user=user)
    get_adapter().end_sessions(sessions.exclude(session_key=request.session.session_key))


@receiver(password_reset)
def end_all_sessions(user: CustomUser, **kwargs: Any) -> None:
    """Whoever had a reason to reset the password wants others out."""
    get_adapter().end_sessions(UserSession.objects.filter(user=user))
