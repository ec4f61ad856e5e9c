"""The bin: deleted records are listed, and come back, for those who may delete."""

from http import HTTPStatus
from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core import deletion
from apps.core.bulk import BulkMixin, RecordIdsSerializer
from apps.core.offers import DELETED_PARAMETER
from apps.core.parsers import StrictJSONParser
from apps.core.permissions import RolePermission
from apps.core.views import RecordViewSet

BOOLEANS = {"true": True, "false": False}
RESTORING = {"restore", "bulk_restore"}
SHOWING = {"list", "retrieve", "export", "summary"}


class SoftDeleteMixin(RecordViewSet, BulkMixin):
    """For viewsets of records that are kept when they are deleted.

    `get_queryset()` holds either live records or, with `?deleted=true`, deleted ones.
    """

    keeps_deleted = True

    @property
    def shows_deleted(self) -> bool:
        """Whether the request is about deleted records."""
        if self.action in RESTORING:
            return True
        if self.request.method not in SAFE_METHODS or self.action not in SHOWING:
            return False
        wish = self.request.query_params.get(DELETED_PARAMETER, "false")
        if wish not in BOOLEANS:
            raise ValidationError({DELETED_PARAMETER: ["Must be true or false."]})
        return BOOLEANS[wish]

    def check_permissions(self, request: Request) -> None:
        """The bin is for those who may delete."""
        super().check_permissions(request)
        serializer: Any = self.get_serializer_class()
        permission = RolePermission.for_model(serializer.Meta.model)
        if self.shows_deleted and not (permission and permission.allows(request.user, "delete")):
            self.permission_denied(request)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Bring back a deleted record, with what was deleted along with it."""
        record = self.get_object()
        deletion.restore(record)
        self.settle()
        return Response(self.get_serializer(record).data)

    @extend_schema(
        request=RecordIdsSerializer,
        responses={204: OpenApiResponse(None, "All of them are back.")},
    )
    @action(
        detail=False,
        methods=["post"],
        url_path="bulk-restore",
        parser_classes=[StrictJSONParser],
    )
    def bulk_restore(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Bring back deleted records, all of them or none."""
        self.change_all(deletion.restore, waits_for=(ValidationError,))
        self.settle()
        return Response(status=HTTPStatus.NO_CONTENT)

    # The permission class asks for this operation.
    restore.operation = "delete"  # type: ignore[attr-defined]
    bulk_restore.operation = "delete"  # type: ignore[attr-defined]
