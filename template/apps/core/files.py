"""Files of records: uploaded as multipart, downloaded by those who may read the record."""

from typing import IO, Any

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponseRedirect
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import parsers
from rest_framework.decorators import action

from apps.core.downloads import link
from apps.core.fields import UploadField
from apps.core.parsers import PayloadTooLarge, StrictJSONParser
from apps.core.requests import AuthenticatedRequest
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
        responses={302: OpenApiResponse(None, "To a link that is good for some minutes.")},
    )
    @action(detail=True, url_path="files/(?P<field>[a-z][a-z0-9_]*)", url_name="file")
    def download_file(
        self, request: AuthenticatedRequest, *args: Any, field: str, **kwargs: Any
    ) -> HttpResponseRedirect:
        """A file of the record: the answer leads to it, under the name it was uploaded with."""
        record = self.get_object()
        serializer: Any = self.get_serializer()
        shown = serializer.fields.get(field)
        if not isinstance(shown, UploadField) or shown.write_only:
            raise Http404
        stored = getattr(record, field)
        if not stored or not stored.storage.exists(stored.name):
            raise Http404
        return HttpResponseRedirect(link(stored, request.user))

    def file_url(self, stored: FieldFile) -> str:
        """Return the address of a stored file's download: without host, as proxies differ."""
        kwargs = {"pk": stored.instance.pk, "field": stored.field.name}
        origin = self.request.build_absolute_uri("/").rstrip("/")
        return self.reverse_action("file", kwargs=kwargs).removeprefix(origin)
