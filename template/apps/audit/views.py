"""The API of the audit trail."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.audit.filters import AuditEventFilter
from apps.audit.models import AuditEvent
from apps.audit.names import targets_of
from apps.audit.serializers import AuditEventSerializer, RecordChangeSerializer
from apps.audit.trail import visible_targets
from apps.core.filters import FilterBackend
from apps.core.views import RecordViewSet
from apps.users.permissions import IsAdmin, IsWorkspaceMember

NEWEST_FIRST = ("-created_at", "-id")
# Not joined: the database does not promise that an actor is still there.
NAMES = "actor"


class AuditEventViewSet(RecordViewSet, mixins.ListModelMixin, mixins.RetrieveModelMixin):
    """What happened in the active workspace, for those who run it."""

    serializer_class = AuditEventSerializer
    filter_backends = [FilterBackend]
    filterset_class = AuditEventFilter
    permission_classes = [IsAuthenticated, IsWorkspaceMember, IsAdmin]

    def get_queryset(self) -> QuerySet[AuditEvent]:
        user = self.request.user
        return (
            AuditEvent.objects.filter(
                workspace=self.request.user.active_workspace, target__in=visible_targets(user)
            )
            .prefetch_related(NAMES)
            .order_by(*NEWEST_FIRST)
        )


class HistoryMixin(RecordViewSet):
    """For viewsets of audited records: what happened to one of them, for those who may read it."""

    @extend_schema(responses=RecordChangeSerializer(many=True), filters=False)
    @action(detail=True)
    def history(self, request: Request, *args: object, **kwargs: object) -> Response:
        """The changes of the record, the newest first. Who has read it is in the audit trail."""
        record = self.get_object()
        events = (
            AuditEvent.objects.filter(
                workspace=self.request.user.active_workspace,
                record_id=record.pk,
                target__in=targets_of(type(record)),
            )
            .exclude(action=AuditEvent.Action.READ)
            .prefetch_related(NAMES)
            .order_by(*NEWEST_FIRST)
        )
        page = self.paginate_queryset(events)
        context = self.get_serializer_context()
        return self.get_paginated_response(
            RecordChangeSerializer(page, many=True, context=context).data
        )
