"""Files of records: uploaded as multipart, downloaded by those who may read the record."""

from typing import IO, Any

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import parsers
from rest_framework.decorators import action
from rest_framework.request import Request

from apps.core.fields import UploadField
from apps.core.parsers import PayloadTooLarge, StrictJSONParser
from apps.core.views import RecordViewSet


class UploadParser(parsers.MultiPartParser):
    """Multipart bodies of at most MAX_UPLOAD_BYTES, all files of the request together."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Any = None,
    ) -> parsers.DataAndFiles:
        length = parser_context["request"].META.get("CONTENT_LENGTH") or 0
        if int(length) > settings.MAX_UPLOAD_BYTES:
            raise PayloadTooLarge
        return super().parse(stream, media_type, parser_context)


class FilesMixin(RecordViewSet):
    """For viewsets of records with files: takes multipart, and serves the files."""

    parser_classes = [StrictJSONParser, UploadParser]

    @extend_schema(
        parameters=[OpenApiParameter("field", OpenApiTypes.STR, OpenApiParameter.PATH)],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @action(detail=True, url_path="files/(?P<field>[a-z][a-z0-9_]*)", url_name="file")
    def download_file(
        self, request: Request, *args: Any, field: str, **kwargs: Any
    ) -> FileResponse:
        """A file of the record, under the name it was uploaded with."""
        record = self.get_object()
        serializer: Any = self.get_serializer()
        shown = serializer.fields.get(field)
        if not isinstance(shown, UploadField) or shown.write_only:
            raise Http404
        stored = getattr(record, field)
        try:
            content = stored.open("rb")
        except (ValueError, FileNotFoundError) as error:
            raise Http404 from error
        return FileResponse(content, as_attachment=True, filename=file_name(stored))

    def file_url(self, stored: FieldFile) -> str:
        """Return the address of a stored file's download: without host, as proxies differ."""
        kwargs = {"pk": stored.instance.pk, "field": stored.field.name}
        origin = self.request.build_absolute_uri("/").rstrip("/")
        return self.reverse_action("file", kwargs=kwargs).removeprefix(origin)


def file_name(stored: FieldFile) -> str:
    """Return the name a stored file was uploaded with."""
    return (stored.name or "").rpartition("/")[2]
