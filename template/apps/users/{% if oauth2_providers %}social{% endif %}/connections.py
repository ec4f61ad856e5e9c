"""The accounts at other providers that a user can sign in by."""

from typing import Any

from allauth.headless.socialaccount.views import ManageProvidersView
from allauth.socialaccount.models import SocialAccount
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.requests import AuthenticatedRequest
from apps.users.accounts import replies
from apps.users.accounts.confirmation import confirmation
from apps.users.accounts.headless import ask_signed_in
from apps.users.social import flows, serializers
from apps.users.views import DONE, AuthView, validated


class ConnectionListView(AuthView):
    """The accounts that are connected."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="auth_connections_list",
        responses=serializers.AuthConnectionSerializer(many=True),
    )
    def get(self, request: AuthenticatedRequest) -> Response:
        accounts = SocialAccount.objects.filter(user=request.user).order_by("pk")
        return Response(serializers.AuthConnectionSerializer(accounts, many=True).data)


class ConnectionView(AuthView):
    """One account that is connected."""

    permission_classes = [IsAuthenticated]

    @extend_schema(responses={204: DONE})
    def delete(self, request: AuthenticatedRequest, pk: int) -> Response:
        """Disconnect it. Wants the password again; the last way to sign in stays."""
        account = SocialAccount.objects.filter(user=request.user, pk=pk).first()
        if account is None:
            raise Http404
        data = {"provider": account.provider, "account": account.uid}
        answer = ask_signed_in(request, ManageProvidersView, data, method="DELETE")
        return _done(request, answer)


class ConnectBeginView(AuthView):
    """Begin to connect an account: where to send people. Wants the password again before."""

    may_find_nothing = True
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses=serializers.AuthProviderAddressSerializer)
    def post(self, request: Request, provider: str) -> Response:
        answer = confirmation(request)
        if answer.is_fine:
            data = {"process": "connect"}
            answer = ask_signed_in(request, flows.Begin, data, provider_id=provider)
        if not answer.is_fine:
            return replies.refused(request, answer)
        return Response({"url": answer.data["url"]})


class ConnectFinishView(AuthView):
    """Connect the account with what the provider sent people back with."""

    may_find_nothing = True
    permission_classes = [IsAuthenticated]

    @extend_schema(request=serializers.AuthProviderAnswerSerializer, responses={204: DONE})
    def post(self, request: Request, provider: str) -> Response:
        data = validated(serializers.AuthProviderAnswerSerializer, request)
        answer = ask_signed_in(request, flows.Finish, data, provider_id=provider)
        return _done(request, answer)


def _done(request: Request, answer: Any) -> Response:
    if answer.is_fine:
        return Response(status=status.HTTP_204_NO_CONTENT)
    return replies.refused(request, answer)
