"""What clients are told: tokens after a sign-in, and the common error shape for the rest."""

from http import HTTPStatus
from typing import Any

from allauth.usersessions.models import UserSession
from django.middleware.csrf import rotate_token
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework_simplejwt.settings import api_settings as jwt_settings

from apps.core.errors import Conflict, Unprocessable, body
from apps.core.tenancy.context import enter
from apps.users import cookies, services
from apps.users.accounts.headless import Answer
from apps.users.authentication import CookieJWTAuthentication
from apps.users.tokens import TokenPair, tokens_issue

EMAIL_STEP = "verify_email"
# Message and code.
VERIFY = (
    "Follow the link in the e-mail that we have sent to you, then sign in.",
    "email_verification_required",
)
REAUTHENTICATE = "Enter your password again.", "reauthentication_required"

MEANINGS: dict[int, type[exceptions.APIException]] = {
    HTTPStatus.FORBIDDEN: exceptions.PermissionDenied,
    HTTPStatus.NOT_FOUND: exceptions.NotFound,
    HTTPStatus.CONFLICT: Conflict,
    HTTPStatus.TOO_MANY_REQUESTS: exceptions.Throttled,
}
RENAMED = {"password1": "password", "__all__": api_settings.NON_FIELD_ERRORS_KEY}


def delivery_of(request: Request) -> str:
    """Return how a client that is signed in got its tokens: in the body or in cookies."""
    return "body" if "Authorization" in request.headers else "cookie"


def signed_in(request: Request, answer: Answer, *, delivery: str) -> Response:
    """Hand out the tokens of the session that a sign-in, or what renewed it, has begun."""
    session = UserSession.objects.select_related("user").get(session_key=answer.session_key)
    enter(session.user, request._request)
    services.workspace_ensure_active(user=session.user)
    response = tokens_response(tokens_issue(session=session), delivery=delivery)
    if delivery == "cookie":
        rotate_token(request._request)
    return response


def tokens_response(tokens: TokenPair, *, delivery: str) -> Response:
    """Answer tokens: in HttpOnly cookies, or in the body for clients that keep them themselves."""
    expires_in = int(jwt_settings.ACCESS_TOKEN_LIFETIME.total_seconds())
    if delivery == "body":
        return Response(
            {"expires_in": expires_in, "access": tokens.access, "refresh": tokens.refresh}
        )
    response = Response({"expires_in": expires_in})
    cookies.set_cookies(response, tokens)
    return response


def signed_out() -> Response:
    """Take everything back from the browser: the tokens, and what it kept of the answers."""
    response = Response(status=status.HTTP_204_NO_CONTENT)
    response["Clear-Site-Data"] = '"cache", "storage"'
    cookies.delete_cookies(response)
    return response


def refused(request: Request, answer: Answer) -> Response:
    """Answer what allauth refused, or what it wants first.

    This is a response and no exception: what allauth has kept, such as a pending sign-in, and what
    the audit trail says of an attempt that failed, stays in the database.
    """
    return problem(request, _meaning(answer))


def problem(request: Request, error: exceptions.APIException) -> Response:
    """Answer an error in the common shape, and let the transaction go on."""
    response = Response(body(error), status=error.status_code, exception=True)
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = challenge(request)
    return response


def challenge(request: Request) -> str:
    """Return how clients can sign in, for the header of a 401."""
    return CookieJWTAuthentication().authenticate_header(request)


def _meaning(answer: Answer) -> exceptions.APIException:
    """Return what an answer means to the clients of this API."""
    if answer.has_error("too_many_login_attempts"):
        return exceptions.Throttled()
    match answer.status:
        case HTTPStatus.BAD_REQUEST:
            return Unprocessable(_by_field(answer.errors))
        case HTTPStatus.UNAUTHORIZED if answer.waits_for(EMAIL_STEP):
            return exceptions.NotAuthenticated(*VERIFY)
        case HTTPStatus.UNAUTHORIZED if answer.is_authenticated:
            return exceptions.NotAuthenticated(*REAUTHENTICATE)
    return MEANINGS.get(answer.status, exceptions.NotAuthenticated)()


def _by_field(errors: list[dict[str, Any]]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for error in errors:
        name = error.get("param", "__all__")
        fields.setdefault(RENAMED.get(name, name), []).append(error["message"])
    return fields
