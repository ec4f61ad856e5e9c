"""Rules of relations: targets that exist, ways back that differ, records that can be made."""

from __future__ import annotations

from collections import defaultdict

from ..entities import Entity
from ..fields import TO_ONE_TYPES, Field
from ..problems import Location, quoted
from ..reserved import taken_on
from ..resolution import default_reverse_name, reverse_names
from ..schema import USER
from .inspection import Inspection


def inspect(inspection: Inspection) -> None:
    """Check every relation, then all of them together."""
    for index, entity in enumerate(inspection.genome.entities):
        for place, field in enumerate(entity.fields):
            if field.is_relation and field.to and field.is_sound:
                _relation(inspection, entity, field, ("entities", index, "fields", place))
        _unnamed_twice(inspection, index)
    _ways_back(inspection)
    _circles(inspection)


def _relation(inspection: Inspection, entity: Entity, field: Field, location: Location) -> None:
    target = None
    if field.to != USER:
        target = inspection.entity(field.to or "", (*location, "to"))
    if entity.is_global and (field.to == USER or (target and not target.is_global)):
        inspection.refuse(
            (*location, "to"),
            "a global entity is shared by all workspaces and may refer to global entities only",
        )
    if field.on_delete == "set_null" and _is_required(field):
        inspection.refuse((*location, "on_delete"), "set_null needs `required: false`")
    if field.on_delete and field.type not in TO_ONE_TYPES:
        inspection.warn(
            (*location, "on_delete"), "says nothing for references: only the link is deleted"
        )
    if field.to == entity.name and _is_required(field) and field.type in TO_ONE_TYPES:
        inspection.refuse(
            location,
            f"a required reference of '{entity.name}' to itself can never be filled; "
            "add `required: false`",
        )


def _is_required(field: Field) -> bool:
    return field.required and field.type in TO_ONE_TYPES


def _unnamed_twice(inspection: Inspection, index: int) -> None:
    entity = inspection.genome.entities[index]
    unnamed: dict[str, str] = {}
    for place, field in enumerate(entity.fields):
        if not field.is_relation or not field.to or field.related_name:
            continue
        earlier = unnamed.setdefault(field.to, field.name)
        if earlier != field.name:
            inspection.refuse(
                ("entities", index, "fields", place, "related_name"),
                f"'{earlier}' and '{field.name}' both refer to {quoted(field.to)}; "
                f"name the way back, such as '{field.name}_{default_reverse_name(entity, field)}'",
            )


def _ways_back(inspection: Inspection) -> None:
    """No two relations may have one name on their target, nor that of a field there."""
    genome = inspection.genome
    locations = {
        id(field): ("entities", index, "fields", place, "related_name")
        for index, entity in enumerate(genome.entities)
        for place, field in enumerate(entity.fields)
    }
    taken: dict[str, dict[str, str]] = defaultdict(dict)
    for field, name in reverse_names(genome):
        target = genome.entities_by_name.get(field.to or "")
        location, seen = locations[id(field)], taken[field.to or ""]
        if target and name in target.fields_by_name:
            inspection.refuse(location, f"'{field.to}' has a field called '{name}'; choose another")
        elif name in taken_on(field.to or ""):
            inspection.refuse(location, f"'{name}' is taken on '{field.to}'; choose another")
        elif name in seen:
            inspection.refuse(
                location, f"'{name}' is the way back of '{seen[name]}' already; choose another"
            )
        seen[name] = field.name


def _circles(inspection: Inspection) -> None:
    """Entities that require each other in a circle: none of them could be created first."""
    genome = inspection.genome
    needs: dict[str, list[tuple[str, Location]]] = {
        entity.name: [
            (field.to or "", ("entities", index, "fields", place))
            for place, field in enumerate(entity.fields)
            if _is_required(field) and field.to != entity.name and field.is_sound
        ]
        for index, entity in enumerate(genome.entities)
    }
    done: set[str] = set()
    for start in needs:
        if start not in done:
            _follow(inspection, needs, start, done)


def _follow(
    inspection: Inspection,
    needs: dict[str, list[tuple[str, Location]]],
    start: str,
    done: set[str],
) -> None:
    """Walk the required relations from an entity, without recursion: chains may be long."""
    stack = [(start, iter(needs.get(start, ())))]
    on_path = {start: 0}
    while stack:
        name, relations = stack[-1]
        step = next(((to, at) for to, at in relations if to in needs and to not in done), None)
        if step is None:
            stack.pop()
            on_path.pop(name)
            done.add(name)
            continue
        to, location = step
        if to in on_path:
            circle = [each for each, _ in stack[on_path[to] :]]
            inspection.refuse(
                (*location, "required"),
                f"{' -> '.join([*circle, to])} require each other, so that none can be created "
                "first; add `required: false` to one",
            )
        else:
            on_path[to] = len(stack)
            stack.append((to, iter(needs[to])))
