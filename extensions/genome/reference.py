"""The genome's reference for people, made from the same model that checks genomes.

`python -m extensions.genome.reference` prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .base import Part
from .entities import Check, Entity, Retention, Transition, Workflow
from .fields import FIELD_TYPES, Choice, Field
from .jsonschema import json_schema
from .schema import BUILT_IN_ROLES, Genome, Plan, Role
from .stories import Criterion, Screen, UserStory, Widget

INTRODUCTION = """\
# The genome

A genome says what a product is: its capabilities, roles, entities, stories and screens. It is one
YAML file. This page names every key; it is made from the model that checks genomes, by
`python -m extensions.genome.reference`. Three complete genomes stand in `examples/`.

The first line of a genome lets an editor complete and check it:

```yaml
# yaml-language-server: $schema=docs/genome.schema.json
```

The smallest genome that works:

```yaml
project_name: library
entities:
  - name: Book
    fields:
      - {name: title, type: string}
```

The file must be YAML with a mapping at the top: with anything else, Copier stops with an error of
its own, before the genome is looked at.

Keys that are not listed here are refused, at every depth, and so are values of another type: `"5"`
is no number, and `yes` is no text unless it stands in quotes. Every problem is reported at once,
with its path:

```
genome: 3 problems
  complaince                   unknown key; did you mean 'compliance'?
  entities[1].fields[0].type   'strng' is not a field type; did you mean 'string'?
  entities[2].fields[3].to     no entity 'Custmer'; did you mean 'Customer'?
```

In the tables, **required** keys have no default.
"""
TYPES = {
    "string": ("a line of text", "up to 255 letters, or `max_length`"),
    "text": ("text of any length", ""),
    "slug": ("letters, digits, hyphens and underscores", "up to 50 letters, or `max_length`"),
    "email": ("an e-mail address", ""),
    "url": ("a web address", ""),
    "phone": ("a phone number", ""),
    "integer": ("a whole number", "up to about two billion"),
    "big_integer": ("a whole number", "up to about nine quintillion"),
    "decimal": ("an exact number, such as money", "12 `digits`, 2 of them `places`"),
    "float": ("a measured number", "not exact: no money"),
    "boolean": ("true or false", "false unless said otherwise"),
    "date": ("a day", ""),
    "datetime": ("a moment", "a default without a time zone is in UTC"),
    "time": ("a time of day", 'in quotes: `"17:30"`'),
    "duration": ("a span of time", '`"P3D"`, `"PT1H30M"` or `"01:30:00"`'),
    "uuid": ("a UUID", ""),
    "json": ("anything that JSON holds", ""),
    "enum": ("one of `choices`", ""),
    "array": ("a list of values", "of the type that `of` names"),
    "file": ("an uploaded file", ""),
    "image": ("an uploaded image", ""),
    "reference": ("one record of another entity", "many may refer to one"),
    "one_to_one": ("one record of another entity", "at most one refers to it"),
    "references": ("any number of records of another entity", ""),
}
SECTIONS: list[tuple[str, str, list[tuple[str, type[Part]]]]] = [
    ("Project and capabilities", "The keys at the top of the file.", [("", Genome)]),
    (
        "Roles and plans",
        "Every workspace has the roles {roles}; a genome adds its own. Plans need `billing`.",
        [("One of `roles`", Role), ("One of `plans`", Plan)],
    ),
    (
        "Entities",
        "Every record has `id`, `workspace`, `created_at`, `updated_at` and `created_by` by "
        "itself. An entity becomes a Django app of its own, unless `app` groups several.",
        [
            ("One of `entities`", Entity),
            ("One of `checks`", Check),
            ("`workflow`", Workflow),
            ("One of `transitions`", Transition),
            ("`retention`", Retention),
        ],
    ),
    (
        "Fields",
        "Where no field of an entity says `list`, `search`, `filter` or `sort`, sensible fields "
        "are chosen.",
        [("One of `fields`", Field), ("One of `choices`", Choice)],
    ),
    (
        "Stories and screens",
        "A criterion is either `given`, `when` and `then`, or a plain `text`.",
        [
            ("One of `user_stories`", UserStory),
            ("One of `acceptance_criteria`", Criterion),
            ("One of `screens`", Screen),
            ("One of `widgets`", Widget),
        ],
    ),
]
EXPRESSIONS = """\
## Expressions

`computed` and `check` are written as in Python, over the entity's own fields:

| | |
|---|---|
| values | fields, numbers, texts in quotes, `True`, `False` |
| dates | a date is compared with a text, such as `"2024-02-29"` |
| arithmetic | `+ - * / %`; `+` joins texts; one date minus another is a duration |
| comparisons | `== != < <= > >=`, `in ["a", "b"]`, `is None`, `is not None` |
| joined by | `and`, `or`, `not`, brackets |
| functions of numbers | `abs(x)`, `round(x, places)` |
| functions of texts | `lower(x)`, `upper(x)`, `length(x)`, `concat(x, y)` |
| function of anything | `coalesce(x, y)`: the first that is not empty |

Relations, files, lists, JSON, encrypted and computed fields cannot stand in an expression.
"""


def reference() -> str:
    """Return the text of the reference page."""
    definitions = json_schema()
    lines = [INTRODUCTION]
    for title, text, tables in SECTIONS:
        roles = ", ".join(role.name for role in BUILT_IN_ROLES)
        lines += [f"## {title}\n", f"{text.replace('{roles}', roles)}\n"]
        for heading, part in tables:
            if heading:
                lines.append(f"### {heading}\n")
            lines += [*_table(part, definitions), ""]
        if title == "Fields":
            lines += ["### Types\n", *_types(), ""]
    return "\n".join([*lines, EXPRESSIONS])


def _table(part: type[Part], definitions: dict[str, Any]) -> Iterator[str]:
    schema = definitions if part is Genome else definitions["$defs"][part.__name__]
    yield "| key | value | default | meaning |"
    yield "|---|---|---|---|"
    for name, field in part.model_fields.items():
        key = field.alias or name
        value = _value(schema["properties"][key])
        default = "**required**" if field.is_required() else _default(field.default)
        yield f"| `{key}` | {value} | {default} | {_escaped(field.description or '')} |"


def _types() -> Iterator[str]:
    yield "| type | holds | |"
    yield "|---|---|---|"
    for name in FIELD_TYPES:
        holds, note = TYPES[name]
        yield f"| `{name}` | {holds} | {note} |"


def _value(schema: dict[str, Any]) -> str:
    """Say in a few words what a key's value is."""
    if "$ref" in schema:
        return "mapping"
    if "enum" in schema:
        words = [word for word in schema["enum"] if isinstance(word, str)]
        return ", ".join(f"`{word}`" for word in words) if len(words) < 8 else "see below"
    if "anyOf" in schema:
        return " or ".join(_value(option) for option in schema["anyOf"])
    if schema.get("type") == "array":
        return _list(schema["items"])
    if schema.get("type") == "object":
        values = _value(schema["additionalProperties"])
        return f"mapping to {values}"
    names = {"boolean": "true, false", "integer": "whole number", "string": "text"}
    kind = str(schema.get("type", "a value of the field's type"))
    if kind == "string" and "pattern" in schema:
        return "PascalCase" if schema["pattern"].startswith("^[A-Z]") else "snake_case"
    return names.get(kind, kind)


def _list(items: dict[str, Any]) -> str:
    inner = _value(items)
    if items.get("type") == "array":
        return inner.replace("list of", "list of lists of")
    return f"list of {inner.replace('text', 'texts').replace('mapping', 'mappings')}"


def _default(value: Any) -> str:
    if value in (None, "", (), {}):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "all" if len(value) > 3 else ", ".join(f"`{item}`" for item in value)
    return f"`{value}`"


def _escaped(text: str) -> str:
    return re.sub(r"([|<>])", r"\\\1", text)


if __name__ == "__main__":
    print(reference(), end="")
