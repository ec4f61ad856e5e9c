"""Asking allauth: its headless views, called in process by their documented HTTP contract.

allauth does the work of sign-in: credentials, pending steps, e-mail addresses, sessions, rate
limits. This API has one shape for answers and errors, one kind of tokens and one schema, so each
of its views asks a view of allauth and says in its own words what came of it.
"""

import copy
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

from allauth.core.context import request_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.base.views import APIView
from allauth.headless.constants import Client
from allauth.headless.internal.decorators import mark_request_as_headless
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from apps.users.tokens import session_of, session_store


@dataclass(frozen=True)
class Answer:
    """What allauth said."""

    status: int
    data: Any = None
    errors: list[dict[str, Any]] = field(default_factory=list)
    meta: dict[str, Any] = field(default_factory=dict)
    is_authenticated: bool = False
    session_key: str | None = None
    """The session to go on with, if it is another one than the question came with."""

    @property
    def is_fine(self) -> bool:
        """Whether allauth did what it was asked for."""
        return self.status < HTTPStatus.BAD_REQUEST

    @property
    def pending_step(self) -> dict[str, Any] | None:
        """The step that a sign-in waits for: its `id`, and what else a client has to know."""
        flows = self.data.get("flows", []) if isinstance(self.data, dict) else []
        return next((flow for flow in flows if flow.get("is_pending")), None)

    def waits_for(self, step: str) -> bool:
        """Whether a sign-in waits for this step."""
        return bool(self.pending_step and self.pending_step["id"] == step)

    def has_error(self, *codes: str) -> bool:
        """Whether allauth gave one of these codes as a reason."""
        return any(error.get("code") in codes for error in self.errors)


def ask(
    request: Request,
    view: type[APIView],
    data: Mapping[str, Any] | None = None,
    *,
    method: str = "POST",
    session_key: str | None = None,
    **options: Any,
) -> Answer:
    """Ask a view of allauth, in the session of that key or as somebody who has none yet."""
    with asking(request, data, method=method, session_key=session_key) as question:
        try:
            response = view.as_api_view(client=Client.APP, **options)(question)
        except ImmediateHttpResponse as error:
            response = error.response
    content = json.loads(response.content or b"{}")
    meta = content.get("meta") or {}
    return Answer(
        status=response.status_code,
        data=content.get("data"),
        errors=content.get("errors", []),
        meta=meta,
        is_authenticated=bool(meta.get("is_authenticated")),
        session_key=meta.get("session_token"),
    )


def ask_signed_in(
    request: Request,
    view: type[APIView],
    data: Mapping[str, Any] | None = None,
    *,
    method: str = "POST",
    **options: Any,
) -> Answer:
    """Ask a view of allauth on behalf of the user who is signed in, in their session."""
    session_key = current_session(request).session_key
    return ask(request, view, data, method=method, session_key=session_key, **options)


def current_session(request: Request) -> UserSession:
    """Return the session that a request's access token belongs to."""
    token: Any = request.auth
    session = session_of(token) if token is not None else None
    if session is None:
        raise NotAuthenticated
    return session


@contextmanager
def asking(
    request: Request,
    data: Mapping[str, Any] | None = None,
    *,
    method: str = "POST",
    session_key: str | None = None,
) -> Iterator[HttpRequest]:
    """Give a block the request that allauth sees, for what has no view of its own there."""
    question = _question(request._request, data, method=method, session_key=session_key)
    mark_request_as_headless(question, Client.APP)
    with request_context(question):
        yield question


def _question(
    request: HttpRequest, data: Mapping[str, Any] | None, *, method: str, session_key: str | None
) -> HttpRequest:
    """Return a request to allauth: from the same client, but with a body and a session of its own.

    allauth takes the session from the header X-Session-Token; what the client sent there, if
    anything, is not passed on unseen.
    """
    question = copy.copy(request)
    question.__dict__.pop("headers", None)
    question.META = {**request.META, "CONTENT_TYPE": "application/json"}
    question.META.pop("HTTP_X_SESSION_TOKEN", None)
    if session_key is not None:
        question.META["HTTP_X_SESSION_TOKEN"] = session_key
    question.method = method
    question._body = json.dumps(dict(data or {})).encode()
    question.user = AnonymousUser()
    question.session = session_store()
    question.allauth = SimpleNamespace()  # type: ignore[attr-defined]
    return question
