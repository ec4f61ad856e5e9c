"""JSON in, and only JSON that a serializer and a database can hold."""

import json
import math
import re
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer
from rest_framework.settings import api_settings

MAX_DEPTH = 32

# PostgreSQL stores no NUL, and a surrogate without its partner is no text in any encoding.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class PayloadTooLarge(APIException):
    """The body is longer than DATA_UPLOAD_MAX_MEMORY_SIZE."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The request body is too large."
    default_code = "payload_too_large"


class StrictJSONParser(BaseParser):
    """Reads one JSON object in UTF-8.

    What is no JSON is answered with 400; what is JSON but no object, or holds values that
    cannot be stored, with 422 like everything else that does not validate.
    """

    media_type = "application/json"
    renderer_class = JSONRenderer

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        data = loads(_read(stream))
        if not isinstance(data, dict):
            raise _invalid(api_settings.NON_FIELD_ERRORS_KEY, "The body must be a JSON object.")
        for key, value in data.items():
            if UNSTORABLE.search(key):
                raise _invalid(api_settings.NON_FIELD_ERRORS_KEY, "A key cannot be stored as text.")
            if message := problem(value):
                raise _invalid(key, message)
        return data


def loads(text: bytes | str) -> Any:
    """Return the JSON value in `text`; NaN, infinite and absurd numbers are no JSON."""
    try:
        return json.loads(
            text.decode() if isinstance(text, bytes) else text,
            parse_constant=_finite,
            parse_float=_finite,
        )
    except RecursionError as error:
        raise ParseError("The JSON is nested too deeply.") from error
    except ValueError as error:
        raise ParseError("The JSON cannot be read.") from error


def problem(value: Any) -> str | None:
    """Return what keeps a JSON value from being stored, or None."""
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        if any(UNSTORABLE.search(item) for item in level if isinstance(item, str)):
            return "This text has characters that cannot be stored."
        level = [part for item in level for part in _parts(item)]
        if not level:
            return None
    return f"This is nested more than {MAX_DEPTH} levels deep."


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def _read(stream: IO[bytes]) -> bytes:
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    body = stream.read() if limit is None else stream.read(limit + 1)
    if limit is not None and len(body) > limit:
        raise PayloadTooLarge
    return body


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no finite number")
    return number


def _invalid(key: str, message: str) -> ValidationError:
    return ValidationError({key: [message]})
