"""Rules of names: unique, and none that the generated code could not live with."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence

from ..base import SNAKE
from ..entities import Entity
from ..fields import Field
from ..names import words
from ..problems import Location, quoted
from ..reserved import APP_NAMES, CLASS_SUFFIXES, ENTITY_NAMES, ROUTES, why_not_field
from .inspection import Inspection

_SNAKE = re.compile(SNAKE)
_PLURAL = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")


def inspect(inspection: Inspection) -> None:
    """Check the names of entities, apps and fields, alone and beside each other."""
    entities = inspection.genome.entities
    inspection.unique(
        [(("entities", index, "name"), entity.name) for index, entity in enumerate(entities)],
        "the entity",
    )
    for index, entity in enumerate(entities):
        if entity.name in ENTITY_NAMES:
            inspection.refuse(
                ("entities", index, "name"),
                f"an entity cannot be called '{entity.name}': {ENTITY_NAMES[entity.name]}",
            )
        _plural(inspection, index)
        _app(inspection, index)
        _fields(inspection, index)
    _former_names(inspection)
    _derived_classes(inspection)
    _routes(inspection)
    _constraints(inspection)


def _plural(inspection: Inspection, index: int) -> None:
    plural = inspection.genome.entities[index].plural
    if plural and not (_PLURAL.fullmatch(plural) and words(plural)):
        inspection.refuse(
            ("entities", index, "plural"),
            f"{quoted(plural)} is not a name such as 'ProductCategories'",
        )


def _app(inspection: Inspection, index: int) -> None:
    entity = inspection.genome.entities[index]
    key = "app" if entity.app else "name"
    app = entity.app or entity.names.plural_snake
    location = ("entities", index, key)
    advice = "choose another" if entity.app else "add `app:` with another name"
    if entity.app and not _SNAKE.fullmatch(app):
        inspection.refuse(location, f"{quoted(app)} is not snake_case, such as 'orders'")
    elif len(app) > 60:
        inspection.refuse(location, f"the app's name {quoted(app)} is longer than 60 letters")
    elif app in APP_NAMES:
        inspection.refuse(location, f"the app '{app}' is built in: {APP_NAMES[app]}; {advice}")
    elif keyword.iskeyword(app):
        inspection.refuse(location, f"the app '{app}' is a word of Python's own; {advice}")


def _fields(inspection: Inspection, index: int) -> None:
    fields = inspection.genome.entities[index].fields
    places = [("entities", index, "fields", place, "name") for place in range(len(fields))]
    if not fields:
        inspection.refuse(("entities", index, "fields"), "an entity needs at least one field")
    inspection.unique(
        [(place, field.name) for place, field in zip(places, fields, strict=True)], "the field"
    )
    columns = {f"{field.name}_id": field.name for field in fields if field.is_to_one}
    enums: dict[str, str] = {}
    for place, field in zip(places, fields, strict=True):
        if reason := why_not_field(field.name):
            inspection.refuse(place, reason)
        elif field.name == "deleted_at" and inspection.genome.entities[index].soft_delete:
            inspection.refuse(
                place, "'deleted_at' is there by itself with soft_delete; remove this field"
            )
        elif field.name in columns:
            relation = columns[field.name]
            inspection.refuse(
                place,
                f"'{field.name}' is the column of the relation '{relation}'; rename one of them",
            )
        elif field.type == "enum":
            other = enums.setdefault(field.names.pascal, field.name)
            if other != field.name:
                inspection.refuse(
                    place,
                    f"the choices of '{field.name}' and of '{other}' would both be called "
                    f"'{field.names.pascal}'; rename one of them",
                )


def _former_names(inspection: Inspection) -> None:
    """Only one thing can have been called so; a new thing may be called so again."""
    entities = inspection.genome.entities
    _former(inspection, [(("entities", index), each) for index, each in enumerate(entities)])
    for index, entity in enumerate(entities):
        fields = enumerate(entity.fields)
        _former(inspection, [(("entities", index, "fields", at), each) for at, each in fields])


def _former(inspection: Inspection, named: Sequence[tuple[Location, Entity | Field]]) -> None:
    places = []
    for location, each in named:
        here = (*location, "renamed_from")
        if each.renamed_from:
            places.append((here, each.renamed_from))
        if each.renamed_from == each.name:
            inspection.refuse(here, f"'{each.name}' is its own name")
    inspection.unique(places, "the former name")


def _derived_classes(inspection: Inspection) -> None:
    entities = inspection.genome.entities
    by_name = inspection.genome.entities_by_name
    for index, entity in enumerate(entities):
        location = ("entities", index, "name")
        base = by_name.get(entity.name.removesuffix("Input"))
        if entity.name.endswith("Input") and base:
            inspection.refuse(
                location,
                f"'{entity.name}' is what the API calls the input of '{base.name}'; rename it",
            )
        for suffix in CLASS_SUFFIXES:
            base = by_name.get(entity.name.removesuffix(suffix))
            if not entity.name.endswith(suffix) or base is None:
                continue
            if (base.app or base.names.plural_snake) == (entity.app or entity.names.plural_snake):
                inspection.refuse(
                    location,
                    f"'{entity.name}' is a class of '{base.name}' in the same app; "
                    "rename it or give it another `app:`",
                )


def _routes(inspection: Inspection) -> None:
    """Every entity has its own address in the API, and its own name in snake_case."""
    for index, entity in enumerate(inspection.genome.entities):
        if entity.names.plural_kebab in ROUTES:
            inspection.refuse(
                ("entities", index, "plural" if entity.plural else "name"),
                f"the address /api/{entity.names.plural_kebab}/ is taken; "
                f"give another `plural:`, such as '{entity.name}Records'",
            )
    for form in ("snake", "plural_kebab"):
        seen: dict[str, str] = {}
        for index, entity in enumerate(inspection.genome.entities):
            name = getattr(entity.names, form)
            other = seen.setdefault(name, entity.name)
            if other.casefold() == entity.name.casefold():
                continue
            advice = (
                "give one of them a `plural:`" if form == "plural_kebab" else "rename one of them"
            )
            inspection.refuse(
                ("entities", index, "name"),
                f"'{entity.name}' and '{other}' both become '{name}'; {advice}",
            )


def _constraints(inspection: Inspection) -> None:
    checks: list[tuple[Location, str]] = []
    for index, entity in enumerate(inspection.genome.entities):
        for place, check in enumerate(entity.checks):
            checks.append((("entities", index, "checks", place, "name"), check.name))
        steps = entity.workflow.transitions if entity.workflow else ()
        inspection.unique(
            [
                (("entities", index, "workflow", "transitions", place, "name"), step.name)
                for place, step in enumerate(steps)
            ],
            "the transition",
        )
        for place, step in enumerate(steps):
            if entity.soft_delete and step.name == "restore":
                inspection.refuse(
                    ("entities", index, "workflow", "transitions", place, "name"),
                    "'restore' is what brings back a deleted record; rename it, such as 'reopen'",
                )
            if entity.audit and step.name == "history":
                inspection.refuse(
                    ("entities", index, "workflow", "transitions", place, "name"),
                    "'history' is what shows the changes of a record; rename it, such as 'archive'",
                )
    inspection.unique(checks, "the check")
