"""Where allauth asks the project: how to send e-mail, and where a request comes from."""

from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.signup import send_unknown_account_mail
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest

from apps.core.requests import client_address
from apps.users.accounts.mail import send_on_commit
from apps.users.accounts.signals import session_ended
from apps.users.models import CustomUser

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing listens here


class AccountAdapter(DefaultAccountAdapter):
    """allauth's account flows as this project wants them."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address of the client; NUM_PROXIES says how many proxies stand before us.

        Behind a Unix socket and without NUM_PROXIES there is none: all clients then share limits.
        """
        try:
            return str(ip_address(client_address(request)))
        except ValueError:
            return UNKNOWN_ADDRESS

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count the failures of an account, whatever name of this host a client asks for."""
        return str(credentials.get("email", "")).lower()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send an e-mail of `templates/`, once what it is about is in the database."""
        known = {"email": email, "site_name": settings.SITE_NAME}
        send_on_commit(self.render_mail(template_prefix, email, {**known, **context}))

    def send_password_reset_mail(
        self, user: CustomUser, email: str, context: dict[str, Any]
    ) -> None:
        """Send the link to the user's own address only.

        An address that they want to change to is not theirs before it is verified: a typing error
        must not hand the account to whoever owns what was typed.
        """
        if email.lower() == user.email:
            super().send_password_reset_mail(user, email, context)
        else:
            send_unknown_account_mail(self.request, email)


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Sessions that are ended from elsewhere, which the audit trail wants to know."""

    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        for session in sessions:
            session.end()
            session_ended.send(
                UserSession, request=self.request, user=session.user, session=session
            )
