"""The API of the active workspace's members."""

from typing import Any

from django.db.models import CharField, F, Func, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from rest_framework import mixins
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import IsAuthenticated
from rest_framework.serializers import BaseSerializer

from apps.core.views import WorkspaceViewSet
from apps.users.members import services
from apps.users.members.serializers import WorkspaceMemberSerializer
from apps.users.models import Membership
from apps.users.permissions import IsWorkspaceMember, MembershipPermission

# What colleagues are called everywhere else: see `CustomUser.__str__`.
LABEL = Coalesce(
    NullIf("user__full_name", Value("")),
    Func(F("user__email"), Value("@"), Value(1), function="split_part"),
    output_field=CharField(),
)


class MemberViewSet(
    WorkspaceViewSet,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
):
    """Members of the active workspace. New ones come by invitation."""

    serializer_class = WorkspaceMemberSerializer
    permission_classes = [IsAuthenticated, IsWorkspaceMember, MembershipPermission]
    http_method_names = ["get", "patch", "delete", "head", "options"]
    search_fields = ["label"]
    ordering_fields = ["label", "role", "created_at"]

    def get_queryset(self) -> QuerySet[Membership]:
        return (
            Membership.objects.filter(workspace=self.request.user.active_workspace)
            .select_related("user", "workspace")
            .order_by("created_at", "id")
        )

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return super().filter_queryset(queryset.annotate(label=LABEL))

    def get_object(self) -> Membership:
        """Return the member without a lock: the services lock the workspace before any row."""
        membership: Membership = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        self.check_object_permissions(self.request, membership)
        return membership

    def perform_update(self, serializer: BaseSerializer[Any]) -> None:
        membership: Any = serializer.instance
        role = serializer.validated_data.get("role", membership.role)
        services.member_change_role(membership=membership, role=role, by=self.request.user)

    def perform_destroy(self, instance: Any) -> None:
        services.member_remove(membership=instance, by=self.request.user)
