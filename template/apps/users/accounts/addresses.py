"""The e-mail address of a user, and its change."""

from allauth.headless.account.views import ManageEmailView
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.requests import AuthenticatedRequest
from apps.users import serializers
from apps.users.accounts import replies
from apps.users.accounts.headless import ask_signed_in
from apps.users.views import SENT, AuthView, sent, validated


class OwnAddressView(AuthView):
    """The user's e-mail address, and the one that waits to be verified."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="auth_email", responses=serializers.AuthOwnAddressSerializer)
    def get(self, request: AuthenticatedRequest) -> Response:
        answer = ask_signed_in(request, ManageEmailView, method="GET")
        if not answer.is_fine:
            return replies.refused(request, answer)
        waiting = (each["email"] for each in answer.data if not each["verified"])
        return Response({"email": request.user.email, "pending": next(waiting, None)})


class ChangeAddressView(AuthView):
    """Ask for another e-mail address. It is the user's own once its link was followed.

    Wants the password again before, by `reauthenticate/`.
    """

    permission_classes = [IsAuthenticated]

    @extend_schema(request=serializers.AuthAddressSerializer, responses={202: SENT})
    def post(self, request: Request) -> Response:
        data = validated(serializers.AuthAddressSerializer, request)
        answer = ask_signed_in(request, ManageEmailView, data)
        if answer.is_fine:
            return sent(data["email"])
        return replies.refused(request, answer)
