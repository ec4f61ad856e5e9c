"""What this project's own fields and sign-in look like in the OpenAPI schema."""

from typing import Any

from drf_spectacular.extensions import (
    OpenApiAuthenticationExtension,
    OpenApiSerializerFieldExtension,
)
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

Schema = dict[str, Any]

REFERENCE: Schema = {
    "id": {"type": "string", "format": "uuid"},
    "label": {
        "type": ["string", "null"],
        "description": "Null if your role may not open the record.",
    },
}
STORED_FILE: Schema = {
    "name": {"type": "string"},
    "url": {"type": ["string", "null"], "description": "The address of its download."},
}


class ReferenceExtension(OpenApiSerializerFieldExtension):
    """References: an object in responses, a bare id in requests."""

    target_class = "apps.core.references.ReferenceField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> Schema:
        if direction == "request":
            return {"type": "string", "format": "uuid"}
        return _component(auto_schema, "RecordReference", REFERENCE)


class ActorExtension(OpenApiSerializerFieldExtension):
    """Who caused an event of the audit trail."""

    target_class = "apps.audit.serializers.ActorField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> Schema:
        return _component(auto_schema, "RecordReference", REFERENCE)


class UploadExtension(OpenApiSerializerFieldExtension):
    """Files: name and address in responses, bytes in requests."""

    target_class = "apps.core.fields.UploadField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> Schema:
        if direction == "request":
            return {"type": "string", "format": "binary"}
        return _component(auto_schema, "StoredFile", STORED_FILE)


class CookieExtension(OpenApiAuthenticationExtension):
    """The access token: in its cookie or in the Authorization header."""

    target_class = "apps.users.authentication.CookieJWTAuthentication"
    name = ["cookie", "bearer"]

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[dict[str, list[Any]]]:
        return [{name: []} for name in self.name]

    def get_security_definition(self, auto_schema: AutoSchema) -> list[Schema]:
        return [
            {"type": "apiKey", "in": "cookie", "name": "__Host-access"},
            {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        ]


def _component(auto_schema: AutoSchema, name: str, properties: Schema) -> Schema:
    """Return a reference to a component, which is registered on first use."""
    component = ResolvedComponent(
        name=name,
        type=ResolvedComponent.SCHEMA,
        schema={"type": "object", "properties": properties, "required": list(properties)},
        object=name,
    )
    auto_schema.registry.register_on_missing(component)
    return component.ref
