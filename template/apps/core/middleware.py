"""What every request passes through, and every response leaves with."""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

from apps.core.errors import https_required
from apps.core.requests import request_id


class ResponseHeaders:
    """Adds RESPONSE_HEADERS where a response does not say otherwise, and the request's id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in settings.RESPONSE_HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-ID"] = request_id(request)
        return response


class HttpsOnlyApi:
    """Refuses the API over plain http, where pages for people are redirected to https.

    A client that was redirected would go on sending its token in the open, unnoticed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_open = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        if is_open and request.path.startswith("/api/"):
            return https_required(request)
        return self.get_response(request)


class RequestLog(RequestMiddleware):
    """Logs the outcome of every request, and gives its id to all that is logged on the way.

    Who asks is added where it is known: see `apps.core.tenancy`.
    """

    def prepare(self, request: HttpRequest) -> None:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id(request))

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Return method and path; a query string may say whom somebody looked for."""
        return f"{request.method} {request.path}"
