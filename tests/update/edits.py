"""Edits of a genome as people make them, each with what becomes of the rows that are there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from extensions.genome import load
from tests.builders import Answers
from tests.update.rows import Rows, Value

Converter = Callable[[Value], Value]
# Where an entity names its own fields: alone or in a list, and inside an expression.
NAMES_OF_FIELDS = ("display", "ordering", "unique", "indexes")


def no_rows(rows: Rows) -> None:
    """What becomes of the rows when only the files change: nothing."""


@dataclass(frozen=True)
class Edit:
    """One edit.

    change: alters the answers, in place
    effect: alters the rows before the edit into those after it, in place
    """

    name: str
    change: Callable[[Answers], None]
    effect: Callable[[Rows], None] = no_rows

    def __str__(self) -> str:
        return self.name


def together(*edits: Edit) -> Edit:
    """Several edits in one."""

    def change(answers: Answers) -> None:
        for edit in edits:
            edit.change(answers)

    def effect(rows: Rows) -> None:
        for edit in edits:
            edit.effect(rows)

    return Edit(", ".join(map(str, edits)), change, effect)


# Looking things up


def entity_in(answers: Answers, name: str) -> Answers:
    """The entity of a name."""
    return next(entity for entity in answers["entities"] if entity["name"] == name)


def field_in(answers: Answers, entity: str, name: str) -> Answers:
    """The field of a name."""
    return next(field for field in entity_in(answers, entity)["fields"] if field["name"] == name)


def app_of(answers: Answers, entity: str) -> str:
    """The app in which an entity is, named or not."""
    return load(answers).entities_by_name[entity].app


# Fields


def add_field(entity: str, name: str, kind: str, *, value: Value = None, **keys: Any) -> Edit:
    """A new field; `value` is what the rows that are there have in it afterwards."""

    def change(answers: Answers) -> None:
        entity_in(answers, entity)["fields"].append({"name": name, "type": kind, **keys})

    def effect(rows: Rows) -> None:
        if "computed" not in keys:
            rows[entity][name] = dict.fromkeys(rows[entity]["id"], value)

    return Edit(f"add {entity}.{name}", change, effect)


def drop_field(entity: str, name: str, *, acknowledged: bool = True) -> Edit:
    """A field that goes, with its values."""

    def change(answers: Answers) -> None:
        fields = entity_in(answers, entity)["fields"]
        fields[:] = [field for field in fields if field["name"] != name]
        _forget_field(answers, entity, name)
        if acknowledged:
            acknowledge(f"{entity}.{name}").change(answers)

    def effect(rows: Rows) -> None:
        rows[entity].pop(name, None)

    return Edit(f"drop {entity}.{name}", change, effect)


def rename_field(entity: str, former: str, name: str, *, said: bool = True) -> Edit:
    """A field under another name; unless `said`, the genome does not tell that it is the same."""

    def change(answers: Answers) -> None:
        field = field_in(answers, entity, former)
        field["name"] = name
        field.pop("renamed_from", None)
        if said:
            field["renamed_from"] = former
        _rename_mentions(answers, entity, {former: name})

    def effect(rows: Rows) -> None:
        _move(rows[entity], {former: name})

    return Edit(f"rename {entity}.{former} to {name}", change, effect)


def swap_fields(entity: str, one: str, other: str) -> Edit:
    """Two fields that change names; what was said about each goes with it."""
    names = {one: other, other: one}

    def change(answers: Answers) -> None:
        for field in [field_in(answers, entity, one), field_in(answers, entity, other)]:
            former = field["name"]
            field.update(name=names[former], renamed_from=former)
        _rename_mentions(answers, entity, names)

    def effect(rows: Rows) -> None:
        _move(rows[entity], names)

    return Edit(f"swap {entity}.{one} and {other}", change, effect)


def change_field(entity: str, name: str, converter: Converter | None = None, **keys: Any) -> Edit:
    """A field with other keys (None takes one away); `converter` says what a value becomes."""

    def change(answers: Answers) -> None:
        _set(field_in(answers, entity, name), keys)

    def effect(rows: Rows) -> None:
        if converter:
            column = rows[entity][name]
            column.update({row: converter(value) for row, value in column.items()})

    shown = ", ".join(f"{key} {value}" for key, value in keys.items())
    return Edit(f"change {entity}.{name} to {shown}", change, effect)


def filled(value: str) -> Converter:
    """A converter that puts a value where there is none."""
    return lambda present: present or value


def _move(table: dict[str, Any], names: dict[str, str]) -> None:
    columns = {name: table.pop(former) for former, name in names.items() if former in table}
    table.update(columns)


# Entities


def add_entity(entity: Answers) -> Edit:
    """A new entity, with an empty table."""

    def change(answers: Answers) -> None:
        answers["entities"].append(entity)

    def effect(rows: Rows) -> None:
        fields = load({"project_name": "one", "entities": [_alone(entity)]}).entities[0].fields
        names = {field["name"] for field in entity["fields"]}
        names -= {field.name for field in fields if field.is_computed}
        tenant = set() if entity.get("scope") == "global" else {"workspace_id"}
        own = {"id", "created_at", "updated_at", "created_by_id"} | tenant
        rows[entity["name"]] = {name: {} for name in own | names}

    return Edit(f"add {entity['name']}", change, effect)


def drop_entity(name: str, *, acknowledged: bool = True) -> Edit:
    """An entity that goes, with its rows, and with the screens and stories about it."""

    def change(answers: Answers) -> None:
        answers["entities"] = [each for each in answers["entities"] if each["name"] != name]
        _forget(answers, name)
        if acknowledged:
            acknowledge(name).change(answers)

    def effect(rows: Rows) -> None:
        del rows[name]

    return Edit(f"drop {name}", change, effect)


def rename_entity(former: str, name: str, *, said: bool = True) -> Edit:
    """An entity under another name, in the app in which it has been."""

    def change(answers: Answers) -> None:
        entity = entity_in(answers, former)
        app = app_of(answers, former)
        entity.update(name=name)
        entity.pop("plural", None)
        entity.pop("renamed_from", None)
        if said:
            entity.update(renamed_from=former, app=app)
        for other in answers["entities"]:
            for field in other["fields"]:
                if field.get("to") == former:
                    field["to"] = name
        for part in _parts_about(answers, former):
            part["entity"] = name
        for story in _about(answers.get("user_stories", []), name):
            for criterion in story.get("acceptance_criteria", []):
                _replace_words(criterion, {former: name})
        for screen in answers.get("screens", []):
            if "related" in screen:
                screen["related"] = [name if each == former else each for each in screen["related"]]

    def effect(rows: Rows) -> None:
        rows[name] = rows.pop(former)

    return Edit(f"rename {former} to {name}", change, effect)


def change_entity(entity: str, **keys: Any) -> Edit:
    """An entity with other keys; None takes one away. Only `soft_delete` has a column."""
    shown = ", ".join(f"{key} {value}" for key, value in keys.items())

    def change(answers: Answers) -> None:
        _set(entity_in(answers, entity), keys)

    def effect(rows: Rows) -> None:
        if "soft_delete" not in keys:
            return
        if keys["soft_delete"]:
            rows[entity]["deleted_at"] = dict.fromkeys(rows[entity]["id"])
        else:
            del rows[entity]["deleted_at"]

    return Edit(f"change {entity} to {shown}", change, effect)


# The rest of a genome


def acknowledge(*names: str) -> Edit:
    """Say in the genome that something may be lost."""

    def change(answers: Answers) -> None:
        said = answers.setdefault("dropped", [])
        said += [name for name in names if name not in said]

    return Edit(f"acknowledge {', '.join(names)}", change)


def change_project(**keys: Any) -> Edit:
    """Other answers at the top level; None takes one away."""
    return Edit(f"set {', '.join(keys)}", lambda answers: _set(answers, keys))


def add_to(key: str, *items: Any) -> Edit:
    """More items of a list at the top level: roles, stories, screens."""

    def change(answers: Answers) -> None:
        answers.setdefault(key, []).extend(items)

    return Edit(f"add {len(items)} {key}", change)


def _set(part: Answers, keys: Answers) -> None:
    for key, value in keys.items():
        part.pop(key, None)
        if value is not None:
            part[key] = value


def _alone(entity: Answers) -> Answers:
    """An entity whose relations lead to users, so that it can be read by itself."""
    fields = [
        {**field, "to": "User", "related_name": f"{field['name']}_back"} if "to" in field else field
        for field in entity["fields"]
    ]
    return {**entity, "fields": fields}


def _about(parts: list[Answers], entity: str) -> list[Answers]:
    return [part for part in parts if part.get("entity") == entity]


def _parts_about(answers: Answers, entity: str) -> list[Answers]:
    screens = answers.get("screens", [])
    widgets = [widget for screen in screens for widget in screen.get("widgets", [])]
    return _about([*answers.get("user_stories", []), *screens, *widgets], entity)


def _forget(answers: Answers, entity: str) -> None:
    for key in ("user_stories", "screens"):
        if key in answers:
            answers[key] = [part for part in answers[key] if part.get("entity") != entity]
    for screen in answers.get("screens", []):
        if "widgets" in screen:
            screen["widgets"] = [
                widget for widget in screen["widgets"] if widget["entity"] != entity
            ]
        if "related" in screen:
            screen["related"] = [each for each in screen["related"] if each != entity]


def _forget_field(answers: Answers, entity: str, name: str) -> None:
    """Take a field out of all lists that mention it, and with it what is only about it."""
    owner = entity_in(answers, entity)
    for part in [owner, *_parts_about(answers, entity)]:
        for key in ("ordering", "unique", "indexes", "columns", "sections"):
            if key in part:
                part[key] = _without(part[key], name)
    if "checks" in owner:
        words = re.compile(rf"\b{name}\b")
        owner["checks"] = [check for check in owner["checks"] if not words.search(check["check"])]
    if owner.get("workflow", {}).get("field") == name:
        del owner["workflow"]
    if owner.get("display") == name:
        del owner["display"]


def _without(items: list[Any], name: str) -> list[Any]:
    """The items but a name; a list inside goes when nothing is left of it."""
    kept = []
    for item in items:
        if isinstance(item, list):
            item = _without(item, name)
        if item and (isinstance(item, list) or item.removeprefix("-") != name):
            kept.append(item)
    return kept


def _rename_mentions(answers: Answers, entity: str, names: dict[str, str]) -> None:
    """Follow new names of fields wherever the genome mentions them."""
    owner = entity_in(answers, entity)
    for key in NAMES_OF_FIELDS:
        if key in owner:
            owner[key] = _renamed(owner[key], names)
    for field in owner["fields"]:
        if "computed" in field:
            _replace_words(field, names, "computed")
    for check in owner.get("checks", []):
        _replace_words(check, names, "check")
    for part, key in ((owner.get("workflow"), "field"), (owner.get("retention"), "from")):
        if part and key in part:
            part[key] = names.get(part[key], part[key])
    for part in _parts_about(answers, entity):
        for key in ("columns", "sections", "by"):
            if key in part:
                part[key] = _renamed(part[key], names)
        for criterion in part.get("acceptance_criteria", []):
            _replace_words(criterion, names)


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, str):
        bare = value.removeprefix("-")
        return value[: len(value) - len(bare)] + names.get(bare, bare)
    return [_renamed(item, names) for item in value]


def _replace_words(part: Answers, names: dict[str, str], *keys: str) -> None:
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, names)) + r")(s?)\b")
    for key in keys or ("given", "when", "then"):
        if isinstance(part.get(key), str):
            part[key] = pattern.sub(lambda found: names[found[1]] + found[2], part[key])
