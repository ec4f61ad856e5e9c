"""Idempotency keys: a create that is sent twice, because an answer got lost, happens once.

The key and a fingerprint of the request are kept with the id of the record, not with the answer:
a repeated request shows the record as it is now, to the role that the user has now.
"""

import json
import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.utils import timezone
from django.utils.crypto import salted_hmac
from rest_framework import mixins
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.core.models import IdempotencyKey
from apps.core.offers import IDEMPOTENCY_HEADER, IDEMPOTENCY_PATTERN, REPLAY_HEADER


class KeyReused(APIException):
    """A key comes with another request than the one it was made for."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_detail = "This Idempotency-Key was sent with another request. Make a new one."
    default_code = "idempotency_key_reused"


class KeySpent(APIException):
    """What a key has created is not there any more, or not for this user."""

    status_code = HTTPStatus.CONFLICT
    default_detail = "What was created with this Idempotency-Key is gone. Make a new one."
    default_code = "idempotency_key_spent"


class IdempotentCreateMixin(mixins.CreateModelMixin, GenericViewSet[Any]):
    """Creates a record; with an `Idempotency-Key`, once for all requests that carry it.

    The key is a row that is written first, in the transaction of the record. A duplicate waits at
    its unique index: for the commit, and then it replays, or for the failure, and then it is the
    first. So a request that failed leaves no key.
    """

    is_idempotent = True
    record: Any

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        sent = request.headers.get(IDEMPOTENCY_HEADER)
        if sent is None:
            return super().create(request, *args, **kwargs)
        key, is_new = _claim(request, sent)
        if not is_new:
            return self._replay(key)
        response = super().create(request, *args, **kwargs)
        key.record_id = self.record.pk
        key.save(update_fields=["record_id", "updated_at"])
        return response

    def _replay(self, key: IdempotencyKey) -> Response:
        self.record = self.get_queryset().filter(pk=key.record_id).first()
        if self.record is None:
            raise KeySpent
        data = self.get_serializer(self.record).data
        headers = {**self.get_success_headers(data), REPLAY_HEADER: "true"}
        return Response(data, status=HTTPStatus.CREATED, headers=headers)


def expired() -> Any:
    """Return the keys, of what can be seen, that are too old to be replayed."""
    oldest = timezone.now() - timedelta(hours=settings.IDEMPOTENCY_KEY_HOURS)
    return IdempotencyKey.objects.filter(created_at__lt=oldest)


def _claim(request: Request, sent: str) -> tuple[IdempotencyKey, bool]:
    """Return the row of a key, and whether this request is the first that carries it."""
    if not re.match(IDEMPOTENCY_PATTERN, sent):
        raise ValidationError({IDEMPOTENCY_HEADER: ["Must be 1 to 255 visible ASCII characters."]})
    user: Any = request.user
    of_user = {"workspace": user.active_workspace, "user": user}
    expired().filter(**of_user).delete()
    fingerprint = _fingerprint(request)
    key, is_new = IdempotencyKey.objects.get_or_create(
        **of_user, key=sent, defaults={"fingerprint": fingerprint, "created_by": user}
    )
    if key.fingerprint != fingerprint:
        raise KeyReused
    return key, is_new


def _fingerprint(request: Request) -> str:
    """Return what tells a request from another one, and nobody what was in it."""
    parts = [request.path]
    data: Any = request.data
    if hasattr(data, "lists"):  # multipart
        for name, values in sorted(data.lists()):
            parts += [name, *(part for value in values for part in _content(value))]
    else:
        parts.append(json.dumps(data, sort_keys=True))
    return salted_hmac(IDEMPOTENCY_HEADER, json.dumps(parts), algorithm="sha256").hexdigest()


def _content(value: Any) -> list[str]:
    if not isinstance(value, File):
        return [value]
    content = salted_hmac(IDEMPOTENCY_HEADER, value.read(), algorithm="sha256").hexdigest()
    value.seek(0)
    return [value.name or "", content]
