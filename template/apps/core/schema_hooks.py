"""What is put right in the finished OpenAPI schema."""

import re
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

INTERNAL = "x-spec-enum-id"
TIME_OF_DAY = r"^[0-2]\d:[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$"

ERRORS = {
    "400": ("BadRequest", "The request cannot be read."),
    "401": ("Unauthorized", "Nobody is signed in."),
    "403": ("Forbidden", "The role does not allow this."),
    "404": ("NotFound", "There is no such record."),
    "406": ("NotAcceptable", "The answer is JSON, and the client does not accept it."),
    "409": ("Conflict", "Other records stand against this."),
    "412": ("PreconditionFailed", "The record has been changed meanwhile."),
    "413": ("PayloadTooLarge", "The body is too large."),
    "415": ("UnsupportedMediaType", "The body is of the wrong type."),
    "422": ("Unprocessable", "The input does not validate."),
    "428": ("PreconditionRequired", "`If-Match` is missing."),
    "429": ("TooManyRequests", "Wait a moment, then try again."),
    "500": ("ServerError", "A fault of the server."),
}

ERROR: Schema = {
    "type": "object",
    "properties": {
        "errors": {
            "type": "object",
            "additionalProperties": {},
            "description": "Nested like the input; `non_field_errors` for the rest.",
        },
        "code": {"type": "string"},
    },
    "required": ["errors", "code"],
}


def hoist_enums(result: Schema, **kwargs: Any) -> Schema:
    """Move the choices of each field to a component of their own, `<Component><Field>`."""
    for operation in _operations(result):
        for parameter in operation.get("parameters", []):
            parameter["schema"].pop(INTERNAL, None)
            parameter["schema"].get("items", {}).pop(INTERNAL, None)
    schemas = result["components"]["schemas"]
    hoisted: Schema = {}
    for component, schema in schemas.items():
        owner = re.sub(r"^Patched(?=.+Input$)|Input$", "", component)
        for name, field in schema.get("properties", {}).items():
            target = f"{owner}{_pascal(name)}"
            _hoist(field, f"{target}Enum" if target in schemas else target, hoisted)
    result["components"]["schemas"] = dict(sorted({**schemas, **hoisted}.items()))
    return result


def name_times(result: Schema, **kwargs: Any) -> Schema:
    """Describe times of day by a pattern: the format `time` would ask for a time zone."""
    waiting: list[Any] = [result]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if item.get("format") == "time":
                del item["format"]
                item["pattern"] = TIME_OF_DAY
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return result


def declare_errors(result: Schema, **kwargs: Any) -> Schema:
    """Add the error responses that the operations refer to."""
    components = result["components"]
    used = {
        response.get("$ref", "").rpartition("/")[2]
        for operation in _operations(result)
        for response in operation["responses"].values()
    }
    components["schemas"] = dict(sorted({**components["schemas"], "ApiError": ERROR}.items()))
    components["responses"] = {
        name: {
            "description": description,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ApiError"}}},
        }
        for name, description in ERRORS.values()
        if name in used
    }
    return result


def _operations(result: Schema) -> Iterator[Schema]:
    for methods in result["paths"].values():
        yield from methods.values()


def _hoist(field: Schema, name: str, hoisted: Schema) -> None:
    """Replace the choices in a field's schema; null and the empty text stay beside them."""
    field.pop(INTERNAL, None)
    if "items" in field:
        _hoist(field["items"], name, hoisted)
    if "enum" not in field:
        return
    values = field.pop("enum")
    kinds = field.pop("type", "string")
    choices = [value for value in values if value not in ("", None)]
    kind = next((kind for kind in _listed(kinds) if kind != "null"), "string")
    hoisted[name] = {"type": kind, "enum": choices}
    variants: list[Schema] = [{"$ref": f"#/components/schemas/{name}"}]
    if "" in values:
        variants.append({"type": "string", "const": ""})
    if None in values or "null" in _listed(kinds):
        variants.append({"type": "null"})
    if len(variants) > 1:
        field["oneOf"] = variants
    else:
        field.update(variants[0])


def _listed(kinds: str | list[str]) -> list[str]:
    return [kinds] if isinstance(kinds, str) else kinds


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
