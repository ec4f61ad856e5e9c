"""The OpenAPI schema: how operations and components are named, and which errors they declare."""

from typing import Any

from drf_spectacular import openapi
from drf_spectacular.plumbing import build_mock_request
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from apps.core import (
    schema_extensions,  # noqa: F401 - imported for what it registers
    schema_headers,
)
from apps.core.permissions import RolePermission
from apps.core.schema_hooks import ERRORS
from apps.core.serializers import RecordSerializer
from apps.users.models import CustomUser

Schema = dict[str, Any]


class AutoSchema(openapi.AutoSchema):
    """Names request bodies `TicketInput`, and declares the errors of every operation."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Schema | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            if extra := schema_headers.parameters(self.view, self.method):
                operation["parameters"] = [*operation.get("parameters", []), *extra]
            for status in self._error_statuses(operation):
                reference = {"$ref": f"#/components/responses/{ERRORS[status][0]}"}
                operation["responses"].setdefault(status, reference)
            if self._is_hidden_from_some():
                answer = {"description": "Done. Your role may not read the record."}
                operation["responses"].setdefault("204", answer)
            schema_headers.add_response_headers(self.view, operation["responses"])
        return operation

    def get_operation_id(self) -> str:
        """Return `tickets_solve` where drf-spectacular would say `tickets_solve_create`."""
        action = getattr(self.view, "action", None) or ""
        name = super().get_operation_id()
        handler = getattr(self.view, action, None)
        # A transition called `update_` would be taken for the operation of that name.
        is_own = hasattr(handler, "transition") or hasattr(handler, "operation")
        if not is_own or action[-1] == "_":
            return name
        return name.removesuffix("_create").removesuffix("_retrieve")

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
        if not isinstance(serializer, RecordSerializer):
            return schema
        if not type(serializer).__doc__:
            schema.pop("description", None)  # the base class's, which is about Python
        if direction == "response":
            restricted = serializer.permission.readable_by
            schema["required"] = [name for name in schema["properties"] if name not in restricted]
        return schema

    def _is_hidden_from_some(self) -> bool:
        """Whether a role may make this change, but not read what comes of it."""
        if self.method == "GET":
            return False
        action = getattr(self.view, "action", None) or ""
        handler = getattr(self.view, action, None)
        move = getattr(handler, "transition", None)
        operation = getattr(handler, "operation", "update")
        if move is None and operation == "update" and action not in {"update", "partial_update"}:
            return False
        view: Any = self.view
        permission = RolePermission.for_model(view.get_serializer_class().Meta.model)
        if permission is None:
            return False
        roles = (move and move.roles) or permission.roles_for(operation)
        return not set(roles) <= set(permission.roles_for("retrieve"))

    def _error_statuses(self, operation: Schema) -> list[str]:
        statuses = ["406", "500", *getattr(self.view, "further_statuses", [])]
        if self.view.authentication_classes:
            statuses += ["401", "403"]
        if (
            "{" in self.path
            or self._is_list_view()
            or getattr(self.view, "may_find_nothing", False)
        ):
            statuses.append("404")
        if self.method != "GET" and isinstance(self.view, GenericViewSet):
            statuses.append("409")
        if schema_headers.needs_version(self.view, self.method):
            statuses += ["412", "428"]
        if "requestBody" in operation:
            statuses += ["400", "413", "415"]
        places = {parameter["in"] for parameter in operation.get("parameters", [])}
        if self.method in {"POST", "PUT", "PATCH"} or "query" in places or self._is_list_view():
            statuses.append("422")
        if self.view.throttle_classes:
            statuses.append("429")
        return sorted(statuses)


def schema_request(
    method: str, path: str, view: Any, original_request: Request | None, **kwargs: Any
) -> Request:
    """Return the request that views see while the schema is made: of a user without workspace."""
    request = build_mock_request(method, path, view, original_request)
    request.user = CustomUser()
    return request
