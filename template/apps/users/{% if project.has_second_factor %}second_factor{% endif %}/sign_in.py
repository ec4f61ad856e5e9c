"""The second step of a sign-in: by code, by security key or passkey.

The first step, `token/`, has answered 401 `second_factor_required`, and said which factors will do.
"""

from typing import Any

from allauth.headless.mfa import views as allauth
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.users.accounts import pending
from apps.users.accounts.headless import ask
from apps.users.second_factor import serializers
from apps.users.serializers import AuthTokensSerializer
from apps.users.views import PublicAuthView, validated

RESPONSES = {200: AuthTokensSerializer, 401: pending.SCHEMA}


class SecondStepView(PublicAuthView):
    """An endpoint for a sign-in that waits for its second step."""

    further_statuses = ["401", "403", "409"]

    def sign_in(self, request: Request, view: Any, data: dict[str, Any]) -> Response:
        """Ask allauth to complete the sign-in, and answer the tokens."""
        key, delivery = pending.session_of(request)
        answer = ask(request, view, data, session_key=key)
        if answer.is_fine:
            return pending.signed_in(request, answer, delivery=delivery)
        return pending.refused(request, answer, delivery=delivery)


class SignInWithCodeView(SecondStepView):
    """Complete a sign-in with a code of the app, or with a recovery code."""

    @extend_schema(request=serializers.AuthCodeSerializer, responses=RESPONSES)
    def post(self, request: Request) -> Response:
        data = validated(serializers.AuthCodeSerializer, request)
        return self.sign_in(request, allauth.AuthenticateView, data)


class SignInWithKeyOptionsView(SecondStepView):
    """Begin to complete a sign-in with a security key: what the browser has to be asked."""

    @extend_schema(
        request=None, responses={200: serializers.AuthKeyOptionsSerializer, 401: pending.SCHEMA}
    )
    def post(self, request: Request) -> Response:
        key, delivery = pending.session_of(request)
        view = allauth.AuthenticateWebAuthnView
        answer = ask(request, view, method="GET", session_key=key)
        if not answer.is_fine:
            return pending.refused(request, answer, delivery=delivery)
        return Response({"options": answer.data["request_options"]})


class SignInWithKeyView(SecondStepView):
    """Complete a sign-in with a security key or passkey."""

    @extend_schema(request=serializers.AuthCredentialSerializer, responses=RESPONSES)
    def post(self, request: Request) -> Response:
        data = validated(serializers.AuthCredentialSerializer, request)
        return self.sign_in(request, allauth.AuthenticateWebAuthnView, data)
