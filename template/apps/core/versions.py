"""Optimistic locking: a change names the version of the record that it is about.

Answers carry the version as `ETag`; `If-Match` sends it back. Who has not seen the latest version
is refused, instead of overwriting what somebody else has written meanwhile.
"""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.utils.http import parse_etags
from rest_framework.exceptions import APIException
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.models import TimestampedModel
from apps.core.views import RecordViewSet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ANY = "*"


class PreconditionRequired(APIException):
    """A change of a record that has versions does not say which one it is about."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_detail = "Send the version that you change: its ETag, as If-Match."
    default_code = "precondition_required"


class PreconditionFailed(APIException):
    """The record has been changed since the client has seen it."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_detail = "This has been changed meanwhile. Load it anew, then try again."
    default_code = "precondition_failed"


def version_of(record: TimestampedModel) -> str:
    """Return the ETag of a record as it is now."""
    # The time of the last change tells versions apart without a counter beside it: who changes a
    # record holds its row lock from reading it to the commit, so changes follow one another and
    # no two of them are made in the same microsecond.
    return f'"{(record.updated_at - EPOCH) // timedelta(microseconds=1):x}"'


class VersionedMixin(RecordViewSet):
    """For viewsets of records that nobody may change without having seen their latest version.

    `If-Match: *` says that the client means to change whatever is there.
    """

    is_versioned = True

    def get_object(self) -> Any:
        """Return the record; if it is about to change, it is locked and of the version named."""
        record = super().get_object()
        if self.request.method not in SAFE_METHODS:
            self._check_version(record)
        return record

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Send the version along; a record that is gone has none, and a file is no record."""
        response = super().finalize_response(request, response, *args, **kwargs)
        is_answer = isinstance(response, Response) and not response.exception
        if is_answer and self.record is not None and self.record.pk:
            response.headers["ETag"] = version_of(self.record)
        return response

    def _check_version(self, record: TimestampedModel) -> None:
        sent = self.request.headers.get("If-Match")
        if sent is None:
            raise PreconditionRequired
        if not {ANY, version_of(record)} & set(parse_etags(sent)):
            raise PreconditionFailed
