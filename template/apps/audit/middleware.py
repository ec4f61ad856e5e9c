"""What the audit trail needs around every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from apps.audit.events import after_the_transaction


class AuditMiddleware:
    """Writes what must outlive the rollback of a refused request, such as a failed sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with after_the_transaction():
            return self.get_response(request)
