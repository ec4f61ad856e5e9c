"""One shape for every error: `{"errors": {"field": ["message"]}, "code": "validation_error"}`.

`errors` is nested like the input; what belongs to no field stands under `non_field_errors`.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from psycopg import errors as postgres
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import set_rollback

from apps.core.constraints import integrity_errors
from apps.core.parsers import PayloadTooLarge


class Conflict(exceptions.APIException):
    """The request contradicts the state of other records."""

    status_code = HTTPStatus.CONFLICT
    default_detail = "This conflicts with other records."
    default_code = "conflict"


class Unprocessable(exceptions.ValidationError):
    """The input does not validate: 422, where the framework would say 400."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "validation_error"


RETRYABLE = (postgres.DeadlockDetected, postgres.SerializationFailure, postgres.LockNotAvailable)


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an exception of a view in the common shape; None leaves it to `server_error`."""
    is_deletion = getattr(context["view"], "action", None) == "bulk_delete"
    method = "DELETE" if is_deletion else context["request"].method
    problem = as_api_exception(error, method=method)
    if problem is None:
        return None
    set_rollback()
    return Response(
        body(problem), status=problem.status_code, headers=_headers(problem), exception=True
    )


def as_api_exception(error: Exception, *, method: str | None) -> exceptions.APIException | None:
    """Return what an exception means to a client, or None if it is a fault of the server."""
    match error:
        case Http404():
            return exceptions.NotFound()
        case PermissionDenied():
            return exceptions.PermissionDenied()
        case RequestDataTooBig():
            return PayloadTooLarge()
        case SuspiciousOperation():
            return exceptions.ParseError("The request cannot be read.")
        case ProtectedError() | RestrictedError():
            return Conflict("Other records still refer to this one.")
        case IntegrityError():
            return _from_integrity_error(error, method=method)
        case OperationalError() if isinstance(error.__cause__, RETRYABLE):
            return Conflict("Another request changed this at the same time. Try again.")
        case DataError():
            return Unprocessable("A value cannot be stored.")
        case exceptions.ValidationError():
            return Unprocessable(error.detail)
        case exceptions.APIException():
            return error
    return None


def body(error: exceptions.APIException) -> dict[str, Any]:
    """Return the response body of an exception."""
    if isinstance(error, Unprocessable):
        return {"errors": _by_field(error.detail), "code": Unprocessable.default_code}
    detail: Any = error.detail
    if isinstance(detail, dict):
        # simplejwt adds technical remarks beside `detail`; the first is for people.
        detail = detail.get("detail", error.default_detail)
    code = getattr(detail, "code", None) or error.default_code
    return {"errors": _by_field(detail), "code": code}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django refuses before any view, such as a forged Host header."""
    return _json(exceptions.ParseError("The request cannot be read."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a refusal outside of the API's views."""
    if _wants_page(request):
        return defaults.permission_denied(request, exception)
    return _json(exceptions.PermissionDenied())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that no route knows."""
    if _wants_page(request):
        return defaults.page_not_found(request, exception)
    return _json(exceptions.NotFound())


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours; what went wrong is in the log only."""
    if _wants_page(request):
        return defaults.server_error(request)
    return _json(exceptions.APIException())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its CSRF token."""
    return _json(exceptions.PermissionDenied("CSRF check failed.", code="csrf_failed"))


def https_required(request: HttpRequest) -> HttpResponse:
    """Answer a request to the API over plain http."""
    return _json(exceptions.PermissionDenied("Use https.", code="https_required"))


def _json(error: exceptions.APIException) -> JsonResponse:
    return JsonResponse(body(error), status=error.status_code)


def _wants_page(request: HttpRequest) -> bool:
    """Whether a person looks at this in a browser, such as in the admin."""
    return "text/html" in request.headers.get("Accept", "") and not request.path.startswith("/api/")


def _from_integrity_error(error: IntegrityError, *, method: str | None) -> exceptions.APIException:
    cause = error.__cause__
    if isinstance(cause, postgres.ForeignKeyViolation) and method == "DELETE":
        return Conflict("Other records still refer to this one.")
    messages = integrity_errors(cause.diag) if isinstance(cause, postgres.Error) else None
    return Unprocessable(messages) if messages else Conflict()


def _by_field(detail: Any) -> dict[str, Any]:
    if isinstance(detail, Mapping):
        return dict(detail)
    messages = detail if isinstance(detail, list) else [detail]
    return {api_settings.NON_FIELD_ERRORS_KEY: messages}


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(wait)
    return headers
