"""Rules of an entity beside its fields: display, ordering, permissions, workflow, retention."""

from __future__ import annotations

from collections.abc import Iterable

from ..entities import Entity
from ..fields import DATE_TYPES, FILE_TYPES, RELATION_TYPES, Field
from ..problems import Location, did_you_mean, quoted
from ..schema import Genome
from .inspection import Inspection

_NOT_SHOWN = RELATION_TYPES | {"json", "array"}
_NOT_ORDERED = FILE_TYPES | {"json", "array", "references"}
_NOT_INDEXED = FILE_TYPES | {"references"}
_TIMES = ("created_at", "updated_at")
_MOST_DAYS = 36_500


def inspect(inspection: Inspection) -> None:
    """Check what every entity says about itself and its fields."""
    if not inspection.genome.entities:
        inspection.refuse(("entities",), "needs at least one entity")
    for index, entity in enumerate(inspection.genome.entities):
        location = ("entities", index)
        _display(inspection, entity, index)
        _ordering(inspection, entity, index)
        _groups(inspection, index, "unique", entity.unique)
        _groups(inspection, index, "indexes", entity.indexes)
        _permissions(inspection, entity, location)
        _workflow(inspection, entity, index)
        _retention(inspection, entity, index)


def _display(inspection: Inspection, entity: Entity, index: int) -> None:
    if entity.display is None:
        return
    location = ("entities", index, "display")
    field = inspection.field(index, entity.display, location)
    if field is None:
        return
    if field.type in _NOT_SHOWN:
        inspection.refuse(location, f"'{field.name}' is of type {field.type}; name a plain field")
    if field.encrypted or field.is_restricted:
        kind = "encrypted" if field.encrypted else "hidden from some roles"
        inspection.refuse(
            location,
            f"'{field.name}' is {kind} and would be seen in every list; name another field",
        )


def _ordering(inspection: Inspection, entity: Entity, index: int) -> None:
    names = [name.removeprefix("-") for name in entity.ordering]
    location = ("entities", index, "ordering")
    for here, field in inspection.fields(index, names, location, also=("id", *_TIMES)):
        if field.type in _NOT_ORDERED or field.encrypted:
            kind = "encrypted" if field.encrypted else f"of type {field.type}"
            inspection.refuse(here, f"'{field.name}' is {kind} and has no order")
        elif field.is_restricted:
            inspection.refuse(
                here, f"'{field.name}' is hidden from some roles, who would see its order"
            )
        elif field.is_relation and _orders_by_relation(inspection.genome, field):
            inspection.refuse(
                here, f"'{field.name}' is ordered by a relation itself; name a plain field"
            )


def _orders_by_relation(genome: Genome, field: Field) -> bool:
    target = genome.target(field)
    if target is None:
        return False
    relations = {other.name for other in target.relations}
    return any(name.removeprefix("-") in relations for name in target.ordering)


def _groups(
    inspection: Inspection, index: int, key: str, groups: Iterable[tuple[str, ...]]
) -> None:
    """Check lists of fields that are unique or indexed together."""
    seen: set[tuple[str, ...]] = set()
    for place, names in enumerate(groups):
        location: Location = ("entities", index, key, place)
        if not names:
            inspection.refuse(location, "names no field")
        elif names in seen:
            inspection.refuse(location, "is there twice")
        seen.add(names)
        also = () if key == "unique" else _TIMES
        for here, field in inspection.fields(index, names, location, also=also):
            if field.type in _NOT_INDEXED or field.encrypted:
                kind = "encrypted" if field.encrypted else f"of type {field.type}"
                inspection.refuse(here, f"'{field.name}' is {kind} and cannot stand here")


def _permissions(inspection: Inspection, entity: Entity, location: Location) -> None:
    operations = [
        ((*location, "operations", place), name) for place, name in enumerate(entity.operations)
    ]
    inspection.unique(operations, "the operation")
    if not entity.operations:
        inspection.refuse((*location, "operations"), "names no operation")
    for role, names in entity.permissions.items():
        here = (*location, "permissions", role)
        inspection.role(role, here)
        inspection.unique(
            [((*here, place), name) for place, name in enumerate(names)], "the operation"
        )
        beyond = [name for name in names if name not in entity.operations]
        if beyond:
            inspection.warn(here, f"the entity has no operation {', '.join(beyond)}")
        if entity.is_global and {"create", "update", "delete"} & set(names):
            inspection.warn(here, "global records are written by platform staff only")


def _workflow(inspection: Inspection, entity: Entity, index: int) -> None:
    workflow = entity.workflow
    if workflow is None:
        return
    location = ("entities", index, "workflow")
    field = inspection.field(index, workflow.field, (*location, "field"))
    if field is not None and field.type != "enum":
        inspection.refuse(
            (*location, "field"),
            f"'{field.name}' is of type {field.type}; a workflow needs an enum",
        )
        field = None
    if not workflow.transitions:
        inspection.refuse((*location, "transitions"), "names no transition")
    for place, step in enumerate(workflow.transitions):
        here = (*location, "transitions", place)
        if field is not None:
            states = [((*here, "from", at), name) for at, name in enumerate(step.from_)]
            _states(inspection, field, [*states, ((*here, "to"), step.to)])
            inspection.unique(states, "the state")
        if not step.from_:
            inspection.refuse((*here, "from"), "names no state")
        if step.roles is not None and not step.roles:
            inspection.refuse((*here, "roles"), "names no role; remove the key for the default")
        inspection.roles(step.roles, (*here, "roles"))


def _states(inspection: Inspection, field: Field, names: list[tuple[Location, str]]) -> None:
    values = [choice.value for choice in field.choices]
    for location, name in names:
        if name not in values:
            inspection.refuse(
                location,
                f"{quoted(name)} is no choice of '{field.name}'{did_you_mean(name, values)}",
            )


def _retention(inspection: Inspection, entity: Entity, index: int) -> None:
    retention = entity.retention
    if retention is None:
        return
    location = ("entities", index, "retention")
    if not 1 <= retention.days <= _MOST_DAYS:
        inspection.refuse((*location, "days"), f"must be from 1 to {_MOST_DAYS}")
    field = inspection.field(index, retention.from_, (*location, "from"), also=_TIMES)
    if field is not None and field.type not in DATE_TYPES:
        inspection.refuse(
            (*location, "from"), f"'{field.name}' is of type {field.type}; name a date or datetime"
        )
