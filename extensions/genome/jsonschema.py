"""The genome as a JSON Schema, with which an editor completes and checks a genome file.

`python -m extensions.genome.jsonschema` prints it.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from .schema import Genome


class _Generator(GenerateJsonSchema):
    """Leaves out what editors would show for nothing: titles, nulls that YAML files never need."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        shown = super().default_schema(schema)
        if shown.get("default") in (None, "", [], {}):
            shown.pop("default", None)
        return shown

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def json_schema() -> dict[str, Any]:
    """Return the schema of a genome file."""
    schema = Genome.model_json_schema(by_alias=True, schema_generator=_Generator)
    for definition in (schema, *schema["$defs"].values()):
        definition.pop("title", None)
    choice = {"$ref": "#/$defs/Choice"}
    field = schema["$defs"]["Field"]["properties"]
    field["choices"]["items"] = {"anyOf": [{"type": "string"}, choice]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Genome",
        **schema,
    }


def json_schema_text() -> str:
    """Return the schema as the text of a file."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(json_schema_text(), end="")
