"""The step between sign-in and permissions: PostgreSQL learns who asks."""

from rest_framework.request import Request
from rest_framework.views import APIView

from apps.core.tenancy.context import enter


class TenantView(APIView):
    """A view whose transaction sees what its user may see, and no more."""

    def perform_authentication(self, request: Request) -> None:
        super().perform_authentication(request)
        enter(request.user, request._request)
