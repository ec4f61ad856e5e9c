"""Who is signed in, and in which workspace they work."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from apps.core.requests import AuthenticatedRequest
from apps.users import services
from apps.users.accounts import replies
from apps.users.accounts.confirmation import confirmation
from apps.users.me.serializers import (
    CurrentUserSerializer,
    WorkspaceSwitchSerializer,
    current_user,
)
from apps.users.views import AuthView, validated


class MeView(AuthView):
    """The signed-in user."""

    further_statuses = ["409"]
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=CurrentUserSerializer)
    def get(self, request: AuthenticatedRequest) -> Response:
        if request.user.active_membership is None:
            services.workspace_ensure_active(user=request.user)
        return Response(current_user(request.user))

    @extend_schema(request=CurrentUserSerializer, responses=CurrentUserSerializer)
    def patch(self, request: AuthenticatedRequest) -> Response:
        serializer = CurrentUserSerializer(request.user, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(current_user(request.user))

    @extend_schema(responses={204: OpenApiResponse(None, "The account is gone.")})
    def delete(self, request: AuthenticatedRequest) -> Response:
        """Delete the own account. Wants the password again; a last owner hands over first."""
        answer = confirmation(request)
        if not answer.is_fine:
            return replies.refused(request, answer)
        services.account_delete(user=request.user)
        return replies.signed_out()


class WorkspaceSwitchView(AuthView):
    """Which of their workspaces a user works in."""

    may_find_nothing = True
    permission_classes = [IsAuthenticated]

    @extend_schema(request=WorkspaceSwitchSerializer, responses=CurrentUserSerializer)
    def post(self, request: AuthenticatedRequest) -> Response:
        data = validated(WorkspaceSwitchSerializer, request)
        services.workspace_switch(user=request.user, workspace_id=data["workspace"])
        return Response(current_user(request.user))
