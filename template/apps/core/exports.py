"""Lists as files: the rows that a list shows, all pages of it.

The file is finished before the answer begins: rows are read and written in chunks, inside the
transaction of the request, where row-level security holds and a failure is still answered as
one. No connection to the database waits for a client that reads slowly.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db import models
from django.http import FileResponse
from django.utils import timezone
from django_filters import rest_framework as django_filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.viewsets import GenericViewSet

from apps.audit.events import record_export, record_reads
from apps.core.offers import DELETED_PARAMETER
from apps.core.permissions import RolePermission
from apps.core.spreadsheets import written
from apps.core.throttles import ExportThrottle

CHUNK = 200
TOO_MANY = "These are more than {limit:,} records. Narrow them by filters."


class CsvRenderer(BaseRenderer):
    """Lets clients ask for the format; files need no renderer, and errors have theirs."""

    media_type = "text/csv"
    format = "csv"


class ExportMixin(GenericViewSet[Any]):
    """For viewsets with a list: the same list as one file."""

    request: Any

    @extend_schema(
        filters=True,
        responses={
            (200, CsvRenderer.media_type): OpenApiResponse(
                OpenApiTypes.STR, "UTF-8 with a byte order mark; times are in UTC."
            )
        },
    )
    @action(detail=False, pagination_class=None, renderer_classes=[JSONRenderer, CsvRenderer])
    def export(self, request: Any, *args: Any, **kwargs: Any) -> FileResponse:
        """All records of the list as CSV, with labels for people. Too many are refused."""
        queryset = self.filter_queryset(self.get_queryset())
        limit = settings.EXPORT_MAX_ROWS
        count = queryset.order_by()[: limit + 1].count()
        if count > limit:
            raise ValidationError(TOO_MANY.format(limit=limit))
        record_export(request, queryset.model, count, self._told(queryset.model))
        name = PurePosixPath(request.path).parent.name
        return FileResponse(
            written(self.get_serializer(), self._read(queryset)),
            as_attachment=True,
            filename=f"{name}-{timezone.now():%Y-%m-%d}.csv",
            content_type=f"{CsvRenderer.media_type}; charset=utf-8",
        )

    # The permission class asks for this operation.
    export.operation = "list"  # type: ignore[attr-defined]

    def get_throttles(self) -> list[Any]:
        throttles = super().get_throttles()
        return [*throttles, ExportThrottle()] if self.action == "export" else throttles

    def handle_exception(self, exc: Exception) -> Response:
        """Answer errors in JSON, also to those who asked for another format."""
        if self.action == "export":
            self.request.accepted_renderer = JSONRenderer()
            self.request.accepted_media_type = JSONRenderer.media_type
        return super().handle_exception(exc)

    def _read(self, queryset: models.QuerySet[Any]) -> Iterator[Any]:
        records = queryset.iterator(chunk_size=CHUNK)
        while chunk := list(islice(records, CHUNK)):
            record_reads(self.request, chunk)
            yield from chunk

    def _told(self, model: type[models.Model]) -> dict[str, str | None]:
        """Return the parameters that chose the rows, as the audit trail may keep them.

        It is not told which texts were looked for, nor values that only some roles may read.
        """
        filterset: Any = getattr(self, "filterset_class", None)
        filters = filterset.base_filters if filterset else {}
        permission = RolePermission.for_model(model)
        restricted = permission.readable_by if permission else {}
        shown = {api_settings.ORDERING_PARAM, DELETED_PARAMETER} | {
            name
            for name, item in filters.items()
            if not isinstance(item, django_filters.CharFilter)
            and item.field_name.split("__")[0] not in restricted
        }
        known = {*filters, *shown, api_settings.SEARCH_PARAM}
        return {
            name: value if name in shown else None
            for name, value in sorted(self.request.query_params.items())
            if name in known and value
        }
