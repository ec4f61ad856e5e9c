"""Where a user is signed in, and how they end that."""

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.requests import AuthenticatedRequest
from apps.users import serializers
from apps.users.accounts import flows, replies
from apps.users.accounts.headless import Answer, ask_signed_in, current_session
from apps.users.views import DONE, AuthView


class SessionListView(AuthView):
    """The places where the user is signed in."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="auth_sessions_list", responses=serializers.AuthSessionSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        answer = ask_signed_in(request, flows.Sessions, method="GET")
        if not answer.is_fine:
            return replies.refused(request, answer)
        return Response(serializers.AuthSessionSerializer(answer.data, many=True).data)


class SessionView(AuthView):
    """End one session. Wants the password again before, unless it is this one."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="auth_sessions_end", responses={204: DONE})
    def delete(self, request: AuthenticatedRequest, pk: int) -> Response:
        session = UserSession.objects.filter(pk=pk, user=request.user).first()
        if session is None:
            raise Http404
        is_current = session == current_session(request)
        answer = _end(request, [session])
        # Nobody is signed in after this one was ended, which allauth says with 401.
        if not answer.is_fine and not is_current:
            return replies.refused(request, answer)
        return replies.signed_out() if is_current else Response(status=status.HTTP_204_NO_CONTENT)


class OtherSessionsView(AuthView):
    """End all sessions but this one. Wants the password again before, by `reauthenticate/`."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="auth_sessions_end_others", request=None, responses={204: DONE})
    def post(self, request: AuthenticatedRequest) -> Response:
        current = current_session(request)
        others = UserSession.objects.filter(user=request.user).exclude(pk=current.pk)
        answer = _end(request, list(others))
        if not answer.is_fine:
            return replies.refused(request, answer)
        return Response(status=status.HTTP_204_NO_CONTENT)


def note_visit(request: Request, session: UserSession) -> None:
    """Keep when and from where a session was last seen: at every renewal of its tokens."""
    session.last_seen_at = timezone.now()
    session.ip = get_adapter().get_client_ip(request._request)
    agent = request.headers.get("User-Agent", "")
    session.user_agent = agent[: UserSession._meta.get_field("user_agent").max_length]
    session.save(update_fields=["last_seen_at", "ip", "user_agent"])


def _end(request: Request, sessions: list[UserSession]) -> Answer:
    if not sessions:
        return Answer(status=status.HTTP_200_OK)
    ids = [session.pk for session in sessions]
    return ask_signed_in(request, flows.Sessions, {"sessions": ids}, method="DELETE")
