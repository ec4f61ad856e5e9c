"""An API over memberships, for the tests of the core: it needs no entity of the project.

Memberships have what it takes: a workspace, a reference to a user, a choice and a constraint.
"""

from django.db import models
from django.urls import include, path
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from apps.core.filters import WorkspaceFilterSet
from apps.core.permissions import IsWorkspaceMember, RolePermission
from apps.core.serializers import WorkspaceModelSerializer
from apps.core.versions import VersionedMixin
from apps.core.views import WorkspaceModelViewSet
from apps.core.workflow import transition
from apps.users import permissions
from apps.users.models import Membership
from apps.users.roles import Role

ALL = {"list", "retrieve", "create", "update", "delete"}


class MembershipPermission(RolePermission):
    model = Membership
    operations = {
        Role.OWNER: ALL,
        Role.ADMIN: ALL,
        Role.MEMBER: {"list", "retrieve", "create", "update"},
    }
    readable_by = {**permissions.MembershipPermission.readable_by, "created_by": {Role.OWNER}}
    writable_by = {"role": {Role.OWNER, Role.ADMIN}}


class MembershipSerializer(WorkspaceModelSerializer):
    class Meta:
        model = Membership
        fields = ["id", "user", "role", "created_at", "updated_at", "created_by"]
        write_once_fields = ["user"]
        workflow_field = "role"


class MembershipFilter(WorkspaceFilterSet):
    class Meta:
        model = Membership
        fields = {
            "user": ["exact"],
            "role": ["exact", "in"],
            "created_by": ["exact"],
            "created_at": ["gte", "lte"],
        }


class MembershipViewSet(WorkspaceModelViewSet):
    """Memberships of the active workspace."""

    serializer_class = MembershipSerializer
    filterset_class = MembershipFilter
    permission_classes = [IsAuthenticated, IsWorkspaceMember, MembershipPermission]
    search_fields = ["user__full_name"]
    ordering_fields = ["role", "created_at", "created_by"]
    workflow_field = "role"

    def get_queryset(self) -> models.QuerySet[Membership]:
        return Membership.objects.filter(
            workspace=self.request.user.active_workspace,
        ).select_related("user", "created_by")

    @action(detail=True)
    def initials(self, request: Request, pk: str) -> Response:
        """Show an action as the framework's documentation writes it."""
        return Response(self.get_object().user.full_name[:1])

    @transition(Role.ADMIN, source=[Role.MEMBER], roles=[Role.OWNER])
    def promote(self, membership: Membership) -> None:
        """Member to Admin."""
        membership.user.full_name = "Promoted"
        membership.user.save()

    @transition(Role.VIEWER, source=[Role.MEMBER, Role.ADMIN], url_path="step-down")
    def step_down(self, membership: Membership) -> None:
        """Member or Admin to Viewer."""


class VersionedMembershipViewSet(VersionedMixin, MembershipViewSet):
    """The same, with versions."""


router = SimpleRouter()
router.register("memberships", MembershipViewSet, basename="membership")
router.register("versions", VersionedMembershipViewSet, basename="version")

urlpatterns = [
    path("api/v1/", include(router.urls), kwargs={"version": "v1"}),
    path("", include("config.urls")),
]

handler400 = "apps.core.errors.bad_request"
handler403 = "apps.core.errors.permission_denied"
handler404 = "apps.core.errors.not_found"
handler500 = "apps.core.errors.server_error"
