"""A genome with something of everything, and the forms that its fields may take later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.builders import Answers
from tests.builders import entity as an_entity
from tests.builders import field as a_field
from tests.update.rows import Value

START: Answers = {
    "project_name": "warehouse",
    "frontend": False,
    "docker": False,
    "cache": "none",
    "roles": [{"name": "packer", "description": "Packs what is sent"}],
    "entities": [
        an_entity("Shelf", a_field("name", unique=True), a_field("room", required=False)),
        an_entity("Tag", a_field("label"), a_field("weight", "decimal", digits=8, required=False)),
        an_entity(
            "Item",
            a_field("title"),
            a_field("code", max_length=20, required=False),
            a_field("note", "text", required=False),
            a_field("count", "integer", min=0),
            a_field("places", "integer", required=False),
            a_field("price", "decimal", digits=8, places=2, default=0),
            a_field("born", "date", required=False),
            a_field("seen", "datetime"),
            a_field("state", "enum", choices=["OPEN", "12", "CLOSED"]),
            a_field("flag", "boolean"),
            a_field("data", "json", required=False),
            a_field("secret", encrypted=True, required=False),
            a_field("words", "array", of="string", required=False),
            a_field("shelf", "reference", to="Shelf", required=False),
            a_field("parent", "reference", to="Item", required=False, related_name="parts"),
            a_field("keeper", "reference", to="User", related_name="kept_items"),
            a_field("tags", "references", to="Tag"),
            a_field("twice", "integer", computed="count * 2"),
            app="stock",
            ordering=["-count", "title"],
            indexes=[["code", "born"]],
            unique=[["title", "seen", "count", "code", "price", "born"]],
            checks=[{"name": "item_count", "check": "count >= 0"}],
        ),
        an_entity("Move", a_field("reason"), a_field("item", "reference", to="Item"), app="stock"),
    ],
}


@dataclass(frozen=True)
class Shape:
    """A form that a field may take. `key` acknowledges values that do not fit, if some may not."""

    keys: Answers
    key: str = ""


STRING, LONG = ({"type": "string", "max_length": length} for length in (20, 60))
RETYPED: dict[str, list[Shape]] = {
    "string": [
        Shape({"type": "text"}),
        Shape({"type": "string", "max_length": 5}, "max_length"),
        Shape({"type": "integer"}, "type"),
        Shape({"type": "decimal", "digits": 8, "places": 2}, "type"),
        Shape({"type": "date"}, "type"),
        Shape({"type": "enum", "choices": ["OPEN", "12", "abc"]}, "type"),
    ],
    "text": [Shape({"type": "string", "max_length": 15}, "type")],
    "integer": [
        Shape({"type": "big_integer"}),
        Shape({"type": "decimal", "digits": 14, "places": 2}),
        Shape(STRING),
        Shape({"type": "decimal", "digits": 5, "places": 2}, "type"),
    ],
    "big_integer": [Shape({"type": "integer"}, "type"), Shape(STRING)],
    "decimal": [
        Shape({"type": "integer"}, "type"),
        Shape({"type": "decimal", "digits": 16, "places": 3}),
        Shape({"type": "decimal", "digits": 16, "places": 1}, "places"),
        Shape({"type": "decimal", "digits": 4, "places": 2}, "digits"),
        Shape(LONG),
    ],
    "boolean": [Shape(STRING)],
    "date": [Shape({"type": "datetime"}), Shape(STRING)],
    "datetime": [Shape({"type": "date"}, "type")],
    "enum": [
        Shape({"type": "enum", "choices": ["OPEN", "12", "CLOSED", "abc", "NEW"]}),
        Shape({"type": "enum", "choices": ["OPEN", "NEW"]}, "choices"),
        Shape(LONG),
        Shape({"type": "integer"}, "type"),
    ],
}
# What a field of a type may be filled with, in genomes and as PostgreSQL writes it.
FILLINGS: dict[str, tuple[Any, str]] = {
    "string": ("7", "7"),
    "text": ("said later", "said later"),
    "integer": (3, "3"),
    "big_integer": (3, "3"),
    "decimal": (1.5, "1.50"),
    "date": ("2020-02-29", "2020-02-29"),
    "datetime": ("2020-02-29T12:00:00Z", "2020-02-29 12:00:00+00"),
    "enum": ("OPEN", "OPEN"),
}
# What rows have in a new field in which nobody has put anything.
OPTIONAL: dict[str, Value] = {
    **dict.fromkeys(("integer", "date", "reference")),
    **dict.fromkeys(("string", "text", "references"), ""),
    "boolean": "false",
}
TYPED = ("type", "max_length", "digits", "places", "choices", "min", "max", "default", "backfill")
