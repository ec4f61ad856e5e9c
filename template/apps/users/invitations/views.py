"""The API of invitations: for those who invite, and for those who are invited."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from apps.core.requests import AuthenticatedRequest
from apps.core.throttles import InvitationThrottle
from apps.core.views import WorkspaceViewSet
from apps.users.invitations import services
from apps.users.invitations.serializers import (
    InvitationPreviewSerializer,
    InvitationRegistrationSerializer,
    InvitationSerializer,
    InvitationTokenSerializer,
)
from apps.users.me.serializers import CurrentUserSerializer, current_user
from apps.users.models import Invitation
from apps.users.permissions import InvitationPermission, IsWorkspaceMember
from apps.users.views import AuthView, PublicAuthView, validated

SENDING = {"create", "resend"}


class InvitationViewSet(
    WorkspaceViewSet,
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.DestroyModelMixin,
):
    """Open invitations to the active workspace. To delete one is to revoke it."""

    serializer_class = InvitationSerializer
    permission_classes = [IsAuthenticated, IsWorkspaceMember, InvitationPermission]
    search_fields = ["email"]
    ordering_fields = ["email", "expires_at", "created_at"]

    def get_throttles(self) -> list[Any]:
        throttles = super().get_throttles()
        return [*throttles, InvitationThrottle()] if self.action in SENDING else throttles

    def get_queryset(self) -> QuerySet[Invitation]:
        return (
            Invitation.objects.filter(workspace=self.request.user.active_workspace)
            .select_related("workspace", "created_by")
            .order_by("-created_at", "id")
        )

    def perform_create(self, serializer: BaseSerializer[Any]) -> None:
        user = self.request.user
        workspace: Any = user.active_workspace
        serializer.instance = services.invitation_send(
            workspace=workspace, by=user, **serializer.validated_data
        )

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def resend(self, request: AuthenticatedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send the e-mail again, with a new link; the former one ends."""
        invitation = services.invitation_resend(invitation=self.get_object(), by=request.user)
        return Response(self.get_serializer(invitation).data)


class InvitationPreviewView(PublicAuthView):
    """What a link invites to; for everybody who has the link."""

    may_find_nothing = True

    @extend_schema(request=InvitationTokenSerializer, responses=InvitationPreviewSerializer)
    def post(self, request: Request) -> Response:
        invitation = services.invitation_read(**validated(InvitationTokenSerializer, request))
        return Response(InvitationPreviewSerializer(invitation).data)


class InvitationAcceptView(AuthView):
    """Become a member, as the signed-in user whose verified address was invited."""

    may_find_nothing = True
    permission_classes = [IsAuthenticated]

    @extend_schema(request=InvitationTokenSerializer, responses=CurrentUserSerializer)
    def post(self, request: AuthenticatedRequest) -> Response:
        data = validated(InvitationTokenSerializer, request)
        services.invitation_accept(user=request.user, **data)
        return Response(current_user(request.user))


class InvitationRegisterView(PublicAuthView):
    """Sign up by an invitation: the address counts as verified, the workspace is there."""

    may_conflict = True
    may_find_nothing = True

    @extend_schema(request=InvitationRegistrationSerializer, responses={201: CurrentUserSerializer})
    def post(self, request: Request) -> Response:
        user = services.invitation_register(**validated(InvitationRegistrationSerializer, request))
        return Response(current_user(user), status=status.HTTP_201_CREATED)
