"""The OpenAPI schema: what drf-spectacular cannot know by itself.

Imported by the app's configuration, so that the extensions below are registered.
"""

import re
from typing import Any

from drf_spectacular import openapi
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerFieldExtension
from drf_spectacular.plumbing import ResolvedComponent, build_mock_request
from rest_framework.request import Request

from apps.core.serializers import RecordSerializer
from apps.users.models import CustomUser

Schema = dict[str, Any]

ERRORS = {
    "400": ("BadRequest", "The request cannot be read."),
    "401": ("Unauthorized", "Nobody is signed in."),
    "403": ("Forbidden", "The role does not allow this."),
    "404": ("NotFound", "There is no such record."),
    "406": ("NotAcceptable", "The answer is JSON, and the client does not accept it."),
    "409": ("Conflict", "Other records stand against this."),
    "413": ("PayloadTooLarge", "The body is too large."),
    "415": ("UnsupportedMediaType", "The body is of the wrong type."),
    "422": ("Unprocessable", "The input does not validate."),
    "429": ("TooManyRequests", "Wait a moment, then try again."),
    "500": ("ServerError", "A fault of the server."),
}

ERROR_SCHEMA: Schema = {
    "type": "object",
    "description": "What is wrong, nested like the input; `non_field_errors` for the rest.",
    "properties": {
        "errors": {"type": "object", "additionalProperties": {}},
        "code": {"type": "string"},
    },
    "required": ["errors", "code"],
}


class AutoSchema(openapi.AutoSchema):
    """Names request bodies `TicketInput`, and declares the errors of every operation."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Schema | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            for status in self._error_statuses(operation):
                reference = {"$ref": f"#/components/responses/{ERRORS[status][0]}"}
                operation["responses"].setdefault(status, reference)
        return operation

    def get_operation_id(self) -> str:
        """Return `tickets_solve` where drf-spectacular would say `tickets_solve_create`."""
        handler = getattr(self.view, getattr(self.view, "action", None) or "", None)
        if hasattr(handler, "transition"):
            return super().get_operation_id().removesuffix("_create")
        return super().get_operation_id()

    def _get_serializer_name(
        self, serializer: Any, direction: str, bypass_extensions: bool = False
    ) -> str:
        name = super()._get_serializer_name(serializer, direction, bypass_extensions)
        return f"{name.removesuffix('Request')}Input" if direction == "request" else name

    def _postprocess_serializer_schema(
        self, schema: Schema, serializer: Any, direction: str
    ) -> Schema:
        """A response has all its keys, but for those that only some roles may read."""
        schema = super()._postprocess_serializer_schema(schema, serializer, direction)
        if direction == "response" and isinstance(serializer, RecordSerializer):
            restricted = serializer.restricted_fields
            schema["required"] = [name for name in schema["properties"] if name not in restricted]
        return schema

    def _error_statuses(self, operation: Schema) -> list[str]:
        statuses = ["406", "500"]
        if self.view.permission_classes and self.get_auth():
            statuses += ["401", "403"]
        if "{" in self.path:
            statuses.append("404")
        if self.method == "DELETE":
            statuses.append("409")
        if "requestBody" in operation:
            statuses += ["400", "413", "415"]
        if "requestBody" in operation or self.method == "POST" or self._is_list_view():
            statuses.append("422")
        if getattr(self.view, "throttle_scope", None):
            statuses.append("429")
        return sorted(statuses)


class ReferenceExtension(OpenApiSerializerFieldExtension):
    """References: an object in responses, a bare id in requests."""

    target_class = "apps.core.references.ReferenceField"

    def map_serializer_field(self, auto_schema: openapi.AutoSchema, direction: str) -> Schema:
        if direction == "request":
            return {"type": "string", "format": "uuid"}
        return _component(
            auto_schema,
            "Reference",
            {
                "id": {"type": "string", "format": "uuid"},
                "label": {"type": ["string", "null"]},
            },
        )


class UploadExtension(OpenApiSerializerFieldExtension):
    """Files: name and address in responses, bytes in requests."""

    target_class = "apps.core.fields.UploadField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: openapi.AutoSchema, direction: str) -> Schema:
        if direction == "request":
            return {"type": "string", "format": "binary"}
        return _component(
            auto_schema,
            "StoredFile",
            {
                "name": {"type": "string"},
                "url": {"type": ["string", "null"], "format": "uri-reference"},
            },
        )


class CookieExtension(OpenApiAuthenticationExtension):
    """The access token: in its cookie or in the header."""

    target_class = "apps.users.authentication.CookieJWTAuthentication"
    name = ["cookie", "bearer"]

    def get_security_definition(self, auto_schema: openapi.AutoSchema) -> list[Schema]:
        return [
            {"type": "apiKey", "in": "cookie", "name": "__Host-access"},
            {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        ]


def schema_request(
    method: str, path: str, view: Any, original_request: Request | None, **kwargs: Any
) -> Request:
    """Return the request that views see while the schema is made: of a user without workspace."""
    request = build_mock_request(method, path, view, original_request)
    request.user = CustomUser()
    return request


def hoist_enums(result: Schema, **kwargs: Any) -> Schema:
    """Move each field's choices to a component of their own, `<Component><Field>`."""
    schemas = result.get("components", {}).get("schemas", {})
    enums: dict[str, Schema] = {}
    for component, schema in schemas.items():
        owner = re.sub(r"^Patched|Input$", "", component)
        for name, field in schema.get("properties", {}).items():
            holder = field.get("items", field)
            if "enum" in holder:
                _hoist(holder, f"{owner}{_pascal(name)}", schemas, enums)
    schemas.update(enums)
    result["components"]["schemas"] = dict(sorted(schemas.items()))
    return result


def declare_errors(result: Schema, **kwargs: Any) -> Schema:
    """Add the error responses that the operations refer to."""
    components = result["components"]
    components["schemas"]["Error"] = ERROR_SCHEMA
    components["schemas"] = dict(sorted(components["schemas"].items()))
    components["responses"] = {
        name: {
            "description": description,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        }
        for name, description in ERRORS.values()
    }
    return result


def _hoist(field: Schema, name: str, schemas: Schema, enums: dict[str, Schema]) -> None:
    """Replace the choices in `field` by a reference; null and the empty text stay beside it."""
    if name in schemas:
        name += "Enum"
    choices = [value for value in field.pop("enum") if value not in ("", None)]
    kinds = field.pop("type", "string")
    kind = next(item for item in [kinds, *kinds] if item != "null" and isinstance(item, str))
    description = field.pop("x-spec-enum-id", None)
    enums[name] = {"type": kind, "enum": choices}
    del description
