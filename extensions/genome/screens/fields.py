"""Fields as a definition describes them to the screens."""

import re
from collections.abc import Iterator

from .. import tscode
from ..schema import Entity, Field
from ..tscode import Code
from . import values

KINDS = {
    "string": "text",
    "text": "long_text",
    "enum": "choice",
    "one_to_one": "reference",
}
# Columns that every record has, and that screens may show.
BUILT_IN = {
    "id": ("uuid", "ID"),
    "created_at": ("datetime", "Created at"),
    "updated_at": ("datetime", "Updated at"),
    "created_by": ("reference", "Created by"),
}
USER_KEY = "user"
# What JavaScript does not know in a regular expression, or takes for something else.
_PYTHON_ONLY = re.compile(r"\(\?(?![:=!])|\\[AZzGN]|[*+?}]\+")


def kind(type_name: str) -> str:
    """Return the kind of control and of cell that a type of field has."""
    return KINDS.get(type_name, type_name)


def field_source(entity: Entity, field: Field, targets: dict[str, str]) -> Code:
    """Return what a definition says of a field; targets: registry keys of entities, by name."""
    return tscode.mapping(_entries(entity, field, targets))


def built_in_source(name: str) -> Code:
    """Return what a definition says of a column that every record has."""
    shown, label = BUILT_IN[name]
    entries: list[tuple[str, Code]] = [("kind", tscode.string(shown))]
    entries.append(("label", tscode.string(label)))
    if shown == "reference":
        entries.append(("to", tscode.string(USER_KEY)))
    return tscode.mapping([*entries, ("isReadOnly", "true")])


def is_asked_for(entity: Entity, field: Field) -> bool:
    """Tell whether forms ask for the field: neither the server nor a workflow fills it in."""
    moved = entity.workflow.field if entity.workflow else None
    return not (field.read_only or field.is_computed or field.name == moved)


def choices_source(field: Field) -> Code:
    return tscode.mapping((choice.value, tscode.string(choice.text)) for choice in field.choices)


def _entries(entity: Entity, field: Field, targets: dict[str, str]) -> Iterator[tuple[str, Code]]:
    yield "kind", tscode.string(kind(field.type))
    yield "label", tscode.string(field.names.label)
    for name in ("help", "placeholder"):
        if getattr(field, name):
            yield name, tscode.string(getattr(field, name))
    asked = is_asked_for(entity, field)
    flags = {
        "isRequired": field.required and asked,
        "isReadOnly": not asked,
        "isWriteOnce": field.write_once,
    }
    for name, is_set in flags.items():
        if is_set:
            yield name, "true"
    yield from _limits(field)
    if field.default is not None:
        yield "default", values.default(field)
    if field.of:
        yield "of", tscode.string(kind(field.of))
    if field.choices:
        yield "choices", choices_source(field)
    if field.to:
        yield "to", tscode.string(targets.get(field.to, USER_KEY))


def _limits(field: Field) -> Iterator[tuple[str, Code]]:
    if field.is_text:
        lengths = {"minLength": field.min_length, "maxLength": field.max_length}
        for name, length in lengths.items():
            if length is not None:
                yield name, str(length)
        if field.pattern and not _PYTHON_ONLY.search(field.pattern):
            yield "pattern", tscode.string(field.pattern)
    if field.type == "decimal":
        yield "places", str(field.places)
    if field.is_number or field.is_date:
        for name in ("min", "max"):
            if getattr(field, name) is not None:
                yield name, values.bound(field, getattr(field, name))
