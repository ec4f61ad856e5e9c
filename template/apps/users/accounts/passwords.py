"""Passwords: forgotten, reset, changed."""

from http import HTTPStatus

from allauth.headless.account.views import RequestPasswordResetView
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.users import serializers
from apps.users.accounts import flows, replies
from apps.users.accounts.headless import ask, ask_signed_in
from apps.users.views import DONE, SENT, AuthView, PublicAuthView, sent, validated


class ForgotPasswordView(PublicAuthView):
    """Send a link that sets a new password. The answer tells nothing about the address."""

    @extend_schema(request=serializers.AuthAddressSerializer, responses={202: SENT})
    def post(self, request: Request) -> Response:
        data = validated(serializers.AuthAddressSerializer, request)
        answer = ask(request, RequestPasswordResetView, data)
        if answer.is_fine:
            return sent(data["email"])
        return replies.refused(request, answer)


class ResetPasswordView(PublicAuthView):
    """Set a new password with the key of the link. All sessions of the user end."""

    @extend_schema(request=serializers.AuthPasswordResetSerializer, responses={204: DONE})
    def post(self, request: Request) -> Response:
        data = validated(serializers.AuthPasswordResetSerializer, request)
        answer = ask(request, flows.PasswordReset, data)
        # allauth says 401 when all went well: nobody is signed in by this.
        if answer.is_fine or answer.status == HTTPStatus.UNAUTHORIZED:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return replies.refused(request, answer)


class ChangePasswordView(AuthView):
    """Change the password. Other sessions end; this one goes on with new tokens."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=serializers.AuthPasswordChangeSerializer, responses=serializers.AuthTokensSerializer
    )
    def post(self, request: Request) -> Response:
        data = validated(serializers.AuthPasswordChangeSerializer, request)
        answer = ask_signed_in(request, flows.PasswordChange, data)
        if answer.is_fine:
            delivery = replies.delivery_of(request)
            return replies.signed_in(request, answer, delivery=delivery)
        return replies.refused(request, answer)
