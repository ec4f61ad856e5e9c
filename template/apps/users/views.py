"""Sign-up, sign-in and who is signed in."""

from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.models import update_last_login
from django.db.models import prefetch_related_objects
from django.middleware.csrf import get_token, rotate_token
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView
from rest_framework_simplejwt.exceptions import InvalidToken
from rest_framework_simplejwt.settings import api_settings

from apps.core.errors import body
from apps.core.requests import AuthenticatedRequest
from apps.users import cookies, serializers, services
from apps.users.authentication import CookieJWTAuthentication, enforce_csrf
from apps.users.models import CustomUser
from apps.users.tokens import TokenPair, tokens_issue, tokens_revoke, tokens_rotate


class AuthView(APIView):
    """What the endpoints of sign-in have in common."""

    def finalize_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(*args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class PublicAuthView(AuthView):
    """For those who are not signed in yet."""

    authentication_classes = []
    permission_classes = [AllowAny]

    def get_authenticate_header(self, request: Request) -> str:
        """Say 401 where the framework, seeing no authentication class, would say 403."""
        return CookieJWTAuthentication().authenticate_header(request)


class RegisterView(PublicAuthView):
    """Sign up: a user and a workspace that they own."""

    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "auth"

    @extend_schema(
        request=serializers.AuthRegistrationSerializer,
        responses={201: serializers.CurrentUserSerializer},
    )
    def post(self, request: Request) -> Response:
        data = _validated(serializers.AuthRegistrationSerializer, request)
        user = services.user_register(**data)
        return Response(_me(user), status=status.HTTP_201_CREATED)


class TokenView(PublicAuthView):
    """Sign in with e-mail address and password."""

    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "auth"

    @extend_schema(
        request=serializers.AuthCredentialsSerializer, responses=serializers.AuthTokensSerializer
    )
    def post(self, request: Request) -> Response:
        data = _validated(serializers.AuthCredentialsSerializer, request)
        user = authenticate(request, username=data["email"], password=data["password"])
        if not isinstance(user, CustomUser):
            raise AuthenticationFailed("The e-mail address or the password is wrong.")
        services.workspace_ensure_active(user=user)
        update_last_login(CustomUser, user)
        tokens = tokens_issue(user=user)
        if data["delivery"] == "body":
            return _in_body(tokens)
        rotate_token(request)
        return _in_cookies(tokens)


class TokenRefreshView(PublicAuthView):
    """Exchange the refresh token for new tokens; a token works once."""

    @extend_schema(
        request=serializers.AuthRefreshSerializer, responses=serializers.AuthTokensSerializer
    )
    def post(self, request: Request) -> Response:
        data = _validated(serializers.AuthRefreshSerializer, request)
        if "refresh" in data:
            return _in_body(tokens_rotate(refresh=data["refresh"]))
        cookie = cookies.read_refresh(request)
        if cookie is None:
            raise InvalidToken
        enforce_csrf(request)
        try:
            return _in_cookies(tokens_rotate(refresh=cookie))
        except InvalidToken as error:
            response = Response(body(error), status=error.status_code)
            response["WWW-Authenticate"] = self.get_authenticate_header(request)
            cookies.delete_cookies(response)
            return response


class LogoutView(PublicAuthView):
    """Sign out: the refresh token is worthless from now on."""

    @extend_schema(
        request=serializers.AuthRefreshSerializer,
        responses={204: OpenApiResponse(None, "Signed out.")},
    )
    def post(self, request: Request) -> Response:
        data = _validated(serializers.AuthRefreshSerializer, request)
        response = Response(status=status.HTTP_204_NO_CONTENT)
        if "refresh" in data:
            tokens_revoke(refresh=data["refresh"])
            return response
        if cookie := cookies.read_refresh(request):
            enforce_csrf(request)
            tokens_revoke(refresh=cookie)
        cookies.delete_cookies(response)
        return response


class CsrfView(PublicAuthView):
    """The token that unsafe requests with cookies must carry, and the cookie it belongs to."""

    @extend_schema(responses=serializers.CsrfTokenSerializer)
    def get(self, request: Request) -> Response:
        return Response({"csrf_token": get_token(request)})


class MeView(AuthView):
    """The signed-in user."""

    permission_classes = [IsAuthenticated]

    @extend_schema(responses=serializers.CurrentUserSerializer)
    def get(self, request: AuthenticatedRequest) -> Response:
        return Response(_me(request.user))


class WorkspaceSwitchView(AuthView):
    """Which of their workspaces a user works in."""

    may_find_nothing = True
    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=serializers.WorkspaceSwitchSerializer, responses=serializers.CurrentUserSerializer
    )
    def post(self, request: AuthenticatedRequest) -> Response:
        data = _validated(serializers.WorkspaceSwitchSerializer, request)
        services.workspace_switch(user=request.user, workspace_id=data["workspace"])
        return Response(_me(request.user))


def _validated(serializer_class: type[Any], request: Request) -> dict[str, Any]:
    serializer = serializer_class(data=request.data)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


def _me(user: CustomUser) -> dict[str, Any]:
    prefetch_related_objects([user], "memberships__workspace")
    return serializers.CurrentUserSerializer(user).data


def _expires_in() -> dict[str, Any]:
    return {"expires_in": int(api_settings.ACCESS_TOKEN_LIFETIME.total_seconds())}


def _in_body(tokens: TokenPair) -> Response:
    return Response({**_expires_in(), "access": tokens.access, "refresh": tokens.refresh})


def _in_cookies(tokens: TokenPair) -> Response:
    response = Response(_expires_in())
    cookies.set_cookies(response, tokens)
    return response
