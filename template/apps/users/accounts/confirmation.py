"""Sensitive actions of our own: like those of allauth, they want the password again before.

What counts as recent is ACCOUNT_REAUTHENTICATION_TIMEOUT; `reauthenticate/` is where it is entered.
"""

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.headless.base.response import AuthenticationResponse
from allauth.headless.base.views import AuthenticatedAPIView
from django.http import HttpRequest, HttpResponseBase
from rest_framework.request import Request

from apps.users.accounts.headless import Answer, ask_signed_in


class Confirmation(AuthenticatedAPIView):
    """Is fine with those who have entered their password, or second factor, a moment ago."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        raise_if_reauthentication_required(request, app="allauth.account")
        return AuthenticationResponse(request)


def confirmation(request: Request) -> Answer:
    """Say whether the user may go on; if not, `replies.refused` tells them what to do."""
    return ask_signed_in(request, Confirmation)
