"""Fills in what a genome leaves unsaid, so that readers find every answer in the same place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .entities import OPERATIONS, Entity, Operation
from .fields import TEXT_TYPES, Field
from .names import sentence, words
from .reserved import BIN_PARAMETERS, PAGE_PARAMETERS, taken_on
from .schema import BUILT_IN_ROLES, Genome, Screen
from .values import typed_value

LENGTHS = {"string": 255, "slug": 50, "email": 254, "url": 2048, "phone": 32}
SECOND_FACTOR = frozenset({"hipaa", "soc2", "pci", "sox"})
MOST_COLUMNS = 6
READ: tuple[Operation, ...] = ("list", "retrieve")

_NOT_REQUIRED = frozenset({"boolean", "references"})
_LISTED = TEXT_TYPES - {"text"} | frozenset(
    (
        "integer big_integer decimal float boolean date datetime time duration enum reference "
        "one_to_one"
    ).split()
)
_SEARCHED = frozenset({"string", "slug", "email", "phone"})
_FILTERED = frozenset({"enum", "boolean", "reference", "one_to_one", "references"})
_SORTED = frozenset(
    ("string slug email integer big_integer decimal float date datetime time duration enum").split()
)


def resolved(genome: Genome) -> Genome:
    """Return the genome with every default worked out. The genome must have passed the rules."""
    entities = tuple(_entity(entity, genome) for entity in genome.entities)
    whole = genome.changed(
        {
            "project_title": genome.project_title or title_of(genome.project_name),
            "two_factor": genome.two_factor
            if "two_factor" in genome.model_fields_set
            else needs_second_factor(genome.compliance),
            "plans": tuple(
                plan.changed({"label": plan.label or sentence(words(plan.name))})
                for plan in genome.plans
            ),
            "entities": entities,
        }
    )
    for field, name in reverse_names(whole):
        field._reverse_name = name
    return whole


def title_of(project_name: str) -> str:
    """Make a title from a project's name: `bright_clinic` -> `Bright Clinic`."""
    return " ".join(word.capitalize() for word in project_name.split("_"))


def needs_second_factor(compliance: Iterable[str]) -> bool:
    """Tell whether a regulation asks for a second factor at sign-in."""
    return not SECOND_FACTOR.isdisjoint(compliance)


def reverse_names(genome: Genome) -> Iterator[tuple[Field, str]]:
    """Name the way back of every relation, so that no two on one target are the same.

    Given names win; a default that is taken by a field or another relation says the field, too.
    """
    for target, relations in genome.incoming.items():
        entity = genome.entities_by_name.get(target)
        taken = taken_on(target) | (set(entity.fields_by_name) if entity else set())
        taken |= {field.related_name for _, field in relations if field.related_name}
        for source, field in relations:
            if field.related_name:
                yield field, field.related_name
                continue
            name = default_reverse_name(source, field)
            if name in taken:
                name = f"{name}_as_{field.name}"
            taken.add(name)
            yield field, name


def default_reverse_name(source: Entity, field: Field) -> str:
    """Name the way back of a relation by its source: `tickets`, or `ticket` for one to one."""
    return source.names.snake if field.type == "one_to_one" else source.names.plural_snake


def _entity(entity: Entity, genome: Genome) -> Entity:
    fields = tuple(_field(field, entity) for field in entity.fields)
    display = entity.display or default_display(entity.fields)
    fields = _with_flags(fields, display, entity, _shown_by(entity, genome.screens))
    return entity.changed(
        {
            "app": entity.app or entity.names.plural_snake,
            "fields": fields,
            "display": display,
            "ordering": entity.ordering or ("-created_at",),
            "permissions": _permissions(entity, genome),
        }
    )


def default_display(fields: Iterable[Field]) -> str | None:
    """Find the field that best stands for a record: a text that everybody may read."""
    shown = [field for field in fields if not (field.encrypted or field.is_restricted)]
    for kinds in ({"string"}, {"slug", "email", "phone", "url"}):
        for field in shown:
            if field.type in kinds:
                return field.name
    return None


def _field(field: Field, entity: Entity) -> Field:
    change: dict[str, Any] = {
        "required": _required(field),
        "default": _default(field, entity),
        "choices": tuple(choice.changed({"label": choice.text}) for choice in field.choices),
    }
    for key in ("min", "max", "backfill"):
        value = getattr(field, key)
        if value is not None:
            change[key] = typed_value(field, value)
    if field.max_length is None:
        change["max_length"] = LENGTHS.get(field.of or field.type)
    if "decimal" in (field.type, field.of):
        change["digits"] = 12 if field.digits is None else field.digits
        change["places"] = 2 if field.places is None else field.places
    if field.is_to_one:
        change["on_delete"] = field.on_delete or "protect"
    return field.changed(change)


def _required(field: Field) -> bool:
    if "required" in field.model_fields_set:
        return field.required and not field.is_computed
    if field.type in _NOT_REQUIRED or field.is_computed:
        return False
    return not (field.read_only and field.default is None)


def _default(field: Field, entity: Entity) -> Any:
    if field.default is not None:
        return typed_value(field, field.default)
    if entity.workflow is not None and entity.workflow.field == field.name:
        return field.choices[0].value
    return None


def _permissions(entity: Entity, genome: Genome) -> dict[str, tuple[Operation, ...]]:
    roles = [role.name for role in genome.all_roles]
    if "permissions" in entity.model_fields_set:
        said = entity.permissions
    elif entity.is_global:
        said = dict.fromkeys(roles, READ)
    else:
        said = {role.name: OPERATIONS for role in BUILT_IN_ROLES} | {"viewer": READ}
    offered = [name for name in entity.operations if not entity.is_global or name in READ]
    permissions = {
        role: tuple(name for name in OPERATIONS if name in offered and name in said.get(role, ()))
        for role in roles
    }
    return {role: names for role, names in permissions.items() if names}


def _shown_by(entity: Entity, screens: Iterable[Screen]) -> set[str]:
    """Return the fields by which a dashboard counts the records, or a detail page lists them."""
    counted = {
        widget.by or ""
        for screen in screens
        for widget in screen.widgets
        if widget.entity == entity.name
    }
    targets = {screen.entity for screen in screens if entity.name in screen.related}
    return counted | {field.name for field in entity.relations if field.to in targets}


def _with_flags(
    fields: tuple[Field, ...], display: str | None, entity: Entity, shown_by: set[str]
) -> tuple[Field, ...]:
    """Choose what to list, search, filter and sort by, where no field of the entity says it.

    shown_by: fields by which screens narrow lists of the entity, so that the API has to
    """
    taken = PAGE_PARAMETERS | (BIN_PARAMETERS if entity.soft_delete else set())
    chosen = {
        "list": _columns(fields, display),
        "search": _names(fields, _SEARCHED),
        "filter": _names(fields, _FILTERED) - taken,
        "sort": _names(fields, _SORTED),
    }
    for flag in list(chosen):
        if any(flag in field.model_fields_set for field in fields):
            del chosen[flag]
    needed = _names(fields, _FILTERED) & shown_by - taken
    return tuple(
        field.changed(
            {flag: field.name in names for flag, names in chosen.items()}
            | ({"filter": True} if field.name in needed else {})
        )
        for field in fields
    )


def _columns(fields: tuple[Field, ...], display: str | None) -> set[str]:
    columns = [field.name for field in fields if field.type in _LISTED and not field.encrypted]
    if display in columns:
        columns.remove(display)
        columns.insert(0, display)
    elif display:
        columns.insert(0, display)
    return set(columns[:MOST_COLUMNS])


def _names(fields: tuple[Field, ...], types: frozenset[str]) -> set[str]:
    return {
        field.name
        for field in fields
        if field.type in types and not (field.encrypted or field.is_restricted)
    }
