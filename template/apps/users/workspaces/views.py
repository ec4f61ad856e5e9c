"""The API of the workspaces that a user is a member of, whichever of them is active."""

from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from apps.core.requests import AuthenticatedRequest
from apps.core.tenancy.context import inside
from apps.users import services
from apps.users.accounts import replies
from apps.users.accounts.confirmation import confirmation
from apps.users.members.services import ABOVE, ownership_transfer
from apps.users.models import Workspace
from apps.users.permissions import ADMINISTRATORS
from apps.users.roles import Role
from apps.users.views import AuthView, validated
from apps.users.workspaces.serializers import OwnershipTransferSerializer, OwnWorkspaceSerializer

CONFIRM = "confirm"
WRONG_NAME = "Type the name of the workspace to delete it."


class OwnWorkspaceViewSet(
    AuthView,
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    GenericViewSet[Workspace],
):
    """Workspaces that the user is a member of; all others are answered with 404."""

    request: AuthenticatedRequest
    serializer_class = OwnWorkspaceSerializer
    permission_classes = [IsAuthenticated]
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    search_fields = ["name"]
    ordering_fields = ["name", "created_at"]

    def get_queryset(self) -> QuerySet[Workspace]:
        return (
            Workspace.objects.filter(memberships__user=self.request.user)
            .annotate(role=F("memberships__role"))
            .order_by("name", "id")
        )

    def perform_create(self, serializer: BaseSerializer[Any]) -> None:
        name = serializer.validated_data["name"]
        workspace = services.workspace_create(name=name, owner=self.request.user)
        serializer.instance = self.get_queryset().get(pk=workspace.pk)

    def perform_update(self, serializer: BaseSerializer[Any]) -> None:
        workspace: Any = serializer.instance
        _require(workspace, ADMINISTRATORS)
        name = serializer.validated_data.get("name", workspace.name)
        with inside(workspace, self.request.user):
            services.workspace_rename(workspace=workspace, name=name)

    @extend_schema(
        parameters=[
            OpenApiParameter(CONFIRM, str, required=True, description="The workspace's name.")
        ],
    )
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Delete the workspace with all that is in it. For owners; wants the password again."""
        workspace: Any = self.get_object()
        _require(workspace, {Role.OWNER})
        if request.query_params.get(CONFIRM) != workspace.name:
            raise ValidationError({CONFIRM: [WRONG_NAME]})
        answer = confirmation(request)
        if not answer.is_fine:
            return replies.refused(request, answer)
        services.workspace_delete(user=self.request.user, workspace=workspace)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={204: OpenApiResponse(None, "You have left.")})
    @action(detail=True, methods=["post"])
    def leave(self, request: AuthenticatedRequest, *args: Any, **kwargs: Any) -> Response:
        """Leave the workspace. The last owner has to make another member the owner first."""
        services.workspace_leave(user=request.user, workspace=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=OwnershipTransferSerializer, responses=OwnWorkspaceSerializer)
    @action(detail=True, methods=["post"])
    def transfer(self, request: AuthenticatedRequest, *args: Any, **kwargs: Any) -> Response:
        """Make another member the owner, and become an admin; wants the password again before."""
        workspace: Any = self.get_object()
        data = validated(OwnershipTransferSerializer, request)
        _require(workspace, {Role.OWNER})
        answer = confirmation(request)
        if not answer.is_fine:
            return replies.refused(request, answer)
        with inside(workspace, request.user):
            member = workspace.memberships.filter(pk=data["member"]).first()
            if member is None:
                raise Http404
            ownership_transfer(membership=member, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)


def _require(workspace: Any, roles: Any) -> None:
    if workspace.role not in roles:
        raise PermissionDenied(ABOVE)
