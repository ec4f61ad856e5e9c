"""What the endpoints of sign-in and of workspaces have in common."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.tenancy.views import TenantView
from apps.core.throttles import AnonymousThrottle, AuthThrottle
from apps.users.serializers import AuthAddressSerializer

DONE = OpenApiResponse(None, "Done.")
SENT = OpenApiResponse(AuthAddressSerializer, "If there is something to send, it is on its way.")


class AuthView(TenantView):
    """An endpoint about people: nobody may keep what it answers."""

    def finalize_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(*args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class PublicAuthView(AuthView):
    """For those who are not signed in yet."""

    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_classes = [AnonymousThrottle, AuthThrottle]


def sent(email: str) -> Response:
    """Answer that an e-mail may be on its way: the same, whether or not there was one to send."""
    return Response({"email": email.lower()}, status=status.HTTP_202_ACCEPTED)


def validated(serializer_class: type[Any], request: Request) -> dict[str, Any]:
    """Return what a request says, or refuse it with 422."""
    serializer = serializer_class(data=request.data)
    serializer.is_valid(raise_exception=True)
    data: dict[str, Any] = serializer.validated_data
    return data
