"""Headers and parameters, in the OpenAPI schema, of viewsets that offer more than the usual.

The schema is loaded before views are: their mixins are known here by what they say of themselves.
"""

from typing import Any

from rest_framework.permissions import SAFE_METHODS

from apps.core import offers

Schema = dict[str, Any]

READING = {"list", "retrieve", "export", "summary"}

IF_MATCH: Schema = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of the version that is changed, or `*` for whichever is there.",
    "schema": {"type": "string"},
}
IDEMPOTENCY_KEY: Schema = {
    "name": offers.IDEMPOTENCY_HEADER,
    "in": "header",
    "required": False,
    "description": "A value of your own, such as a UUID: sent again, nothing new is created.",
    "schema": {"type": "string", "pattern": offers.IDEMPOTENCY_PATTERN},
}
DELETED: Schema = {
    "name": offers.DELETED_PARAMETER,
    "in": "query",
    "required": False,
    "description": "Deleted records instead of the others; for those who may delete.",
    "schema": {"type": "boolean", "default": False},
}
SUMMARY: Schema = {
    "name": offers.SUMMARY_PARAMETER,
    "in": "query",
    "required": True,
    "description": "The field whose values are counted.",
}
ETAG: Schema = {
    "description": "The version of the record.",
    "schema": {"type": "string"},
}
REPLAY: Schema = {
    "description": "`true` if the record had been created by an earlier request.",
    "schema": {"type": "string", "const": "true"},
}


def needs_version(view: Any, method: str) -> bool:
    """Whether an operation is refused without the version of the record that it changes."""
    is_about_one = getattr(view, "detail", False)
    return getattr(view, "is_versioned", False) and is_about_one and method not in SAFE_METHODS


def parameters(view: Any, method: str) -> list[Schema]:
    """Return the parameters that an operation takes beside those of its address."""
    action = getattr(view, "action", None)
    found = []
    if needs_version(view, method):
        found.append(IF_MATCH)
    if getattr(view, "is_idempotent", False) and action == "create":
        found.append(IDEMPOTENCY_KEY)
    if getattr(view, "keeps_deleted", False) and action in READING:
        found.append(DELETED)
    if action == "summary":
        found.append({**SUMMARY, "schema": {"type": "string", "enum": view.summary_fields}})
    return found


def add_response_headers(view: Any, responses: Schema) -> None:
    """Declare the headers of an operation's answers, where they are not errors."""
    action = getattr(view, "action", None)
    headers: Schema = {}
    is_about_one = getattr(view, "detail", False) or action == "create"
    if getattr(view, "is_versioned", False) and is_about_one:
        headers["ETag"] = ETAG
    if getattr(view, "is_idempotent", False) and action == "create":
        headers[offers.REPLAY_HEADER] = REPLAY
    for status, response in responses.items():
        is_file = "application/octet-stream" in response.get("content", {})
        if headers and status.startswith("2") and not is_file:
            response["headers"] = headers
