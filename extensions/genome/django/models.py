"""Entities as Django models."""

import hashlib
from dataclasses import dataclass

from .. import pycode
from ..expressions import parse
from ..pycode import Chain, Code
from ..schema import Entity, Field, Genome
from .expressions import condition, negation
from .fields import (
    TEXT_KINDS,
    choice_members,
    choices_class,
    is_workspace_unique,
    model_field,
)
from .imports import Imports

INDEX_NAME_LENGTH = 30
LABEL_LENGTH = 240
CONSTRAINT_NAME_LENGTH = 60
# What PostgreSQL puts into an index has at most 2,700 bytes, four to a letter.
LONGEST_INDEXED_TEXT = 500
# Relations have an index by themselves; of long texts, none would be used.
INDEXED = frozenset(
    """
    string slug email url phone enum boolean integer big_integer decimal float date datetime time
    duration uuid
    """.split()
)


@dataclass(frozen=True)
class Choices:
    """A nested `TextChoices`: its class name and the finished lines of its members."""

    name: str
    members: list[str]


@dataclass(frozen=True)
class ModelSource:
    """Finished pieces of one model class; what stands inside the class is indented once."""

    name: str
    decorators: list[str]
    base: str
    bases: str
    docstring: str
    has_docstring: bool
    choices: list[Choices]
    fields: list[str]
    meta: list[str]
    text: str


def model_source(genome: Genome, entity: Entity, imports: Imports, *, alone: bool) -> ModelSource:
    """Work out the model of an entity.

    alone: the app has no other entity: the module's docstring already says what the model is.
    """
    base = "GlobalModel" if entity.scope == "global" else "WorkspaceModel"
    imports.add("django.db", "models")
    imports.add("apps.core.models", base)
    return ModelSource(
        name=entity.name,
        decorators=_decorators(entity, imports),
        base=base,
        bases=_bases(entity, base, imports),
        docstring=pycode.docstring(entity.description or f"{entity.names.label}.", 4),
        has_docstring=not alone and bool(entity.description),
        choices=[_choices(field) for field in entity.fields if field.type == "enum"],
        fields=[
            pycode.assignment(field.name, model_field(genome, entity, field, imports), column=4)
            for field in entity.fields
        ],
        meta=_meta(genome, entity, imports),
        text=_text(entity),
    )


def _decorators(entity: Entity, imports: Imports) -> list[str]:
    if not entity.audit:
        return []
    imports.add("apps.audit.registry", "audited")
    # Who has seen health data has to be told, too.
    reads = any(field.phi for field in entity.fields)
    return ["@audited(reads=True)" if reads else "@audited"]


def _bases(entity: Entity, base: str, imports: Imports) -> str:
    if not entity.soft_delete:
        return base
    imports.add("apps.core.deletion", "SoftDeleteModel")
    return f"SoftDeleteModel, {base}"


def database_name(*parts: str, limit: int) -> str:
    """Return an identifier of at most `limit` characters; a longer one ends in a hash."""
    name = "_".join(parts)
    if len(name) <= limit:
        return name
    return f"{name[: limit - 7].rstrip('_')}_{hashlib.sha1(name.encode()).hexdigest()[:6]}"


def _choices(field: Field) -> Choices:
    return Choices(
        choices_class(field),
        [
            pycode.bare_tuple(member, [pycode.string(choice.value), pycode.string(choice.text)], 8)
            for member, choice in choice_members(field)
        ],
    )


def _meta(genome: Genome, entity: Entity, imports: Imports) -> list[str]:
    lines: list[str] = []
    names = entity.names
    spaced = names.snake.replace("_", " ")
    if names.label.lower() != spaced:
        lines.append(pycode.assignment("verbose_name", _label(names.label), 8))
    if names.plural_label.lower() != names.label.lower() + "s":
        plural = names.plural_label if names.label.lower() != spaced else names.plural_label.lower()
        lines.append(pycode.assignment("verbose_name_plural", _label(plural), 8))
    if list(entity.ordering) != ["-created_at"]:
        order = pycode.listing(pycode.string(name) for name in entity.ordering)
        lines.append(pycode.assignment("ordering", order, 8))
    lines.append(pycode.assignment("indexes", pycode.listing(_indexes(entity)), 8))
    constraints = _constraints(genome, entity, imports)
    if constraints:
        lines.append(pycode.assignment("constraints", pycode.listing(constraints), 8))
    return lines


def _label(text: str) -> Code:
    """Return a name for people, no longer than Django's permissions can hold."""
    short = text if len(text) <= LABEL_LENGTH else f"{text[: LABEL_LENGTH - 1]}…"
    return pycode.string(short)


def _tenant(entity: Entity) -> list[str]:
    return ["workspace"] if entity.scope == "workspace" else []


def _indexes(entity: Entity) -> list[Code]:
    """Return the indexes that lists need, so that no order and no filter goes through all rows."""
    groups = [
        *_own(entity),
        ["-created_at"],
        *([field.name, "id"] for field in entity.fields if _needs_index(entity, field)),
    ]
    unique = [group for number, group in enumerate(groups) if group not in groups[:number]]
    return [
        pycode.call(
            "models.Index",
            fields=pycode.listing(pycode.string(name) for name in [*_tenant(entity), *group]),
            name=pycode.string(
                database_name(
                    entity.names.snake,
                    # No field is called `_id`: the name is no other index's.
                    *("_id" if name == "id" else name.lstrip("-") for name in group),
                    limit=INDEX_NAME_LENGTH,
                )
            ),
        )
        for group in unique
    ]


def _needs_index(entity: Entity, field: Field) -> bool:
    """Whether lists are ordered or narrowed by a column that has no index of its own yet."""
    if not (field.sort or field.filter) or field.type not in INDEXED:
        return False
    if field.is_text and (field.max_length or 0) > LONGEST_INDEXED_TEXT:
        return False
    alone = [[name.lstrip("-") for name in group] for group in _own(entity)]
    # No two records share a moment, as they may share all else.
    has_moments = field.type == "datetime" and [field.name] in alone
    has_unique = field.unique and field.required and not entity.soft_delete
    return not (has_unique or has_moments)


def _own(entity: Entity) -> list[list[str]]:
    return [list(entity.ordering), *(list(group) for group in entity.indexes)]


def _constraints(genome: Genome, entity: Entity, imports: Imports) -> list[Code]:
    unique = [
        _unique(entity, [field])
        for field in entity.fields
        if is_workspace_unique(genome, entity, field)
    ]
    by_name = {field.name: field for field in entity.fields}
    together = [_unique(entity, [by_name[name] for name in group]) for group in entity.unique]
    checks = [
        pycode.call(
            "models.CheckConstraint",
            condition=condition(parse(check.check), entity, imports),
            name=pycode.string(check.name),
            violation_error_message=pycode.string(f"This must hold: {check.check}"),
        )
        for check in entity.checks
    ]
    return unique + together + checks


def _unique(entity: Entity, fields: list[Field]) -> Code:
    arguments: dict[str, Code] = {
        "fields": pycode.listing(
            pycode.string(name) for name in [*_tenant(entity), *(field.name for field in fields)]
        )
    }
    # An optional text is "" where nothing was said: two records without a value are no duplicates.
    optional = [
        field.name for field in fields if field.type in {*TEXT_KINDS, "enum"} and not field.required
    ]
    conditions = [negation(pycode.call_with("models.Q", {name: '""'})) for name in optional]
    # A deleted record keeps its values, and does not keep others from having them.
    if entity.soft_delete:
        conditions.append(pycode.call("models.Q", deleted_at="None"))
    if conditions:
        arguments["condition"] = (
            Chain("&", tuple(conditions)) if len(conditions) > 1 else conditions[0]
        )
    arguments["name"] = pycode.string(
        database_name(
            entity.names.snake,
            *(field.name for field in fields),
            "unique",
            limit=CONSTRAINT_NAME_LENGTH,
        )
    )
    return pycode.call_with("models.UniqueConstraint", arguments)


def _text(entity: Entity) -> str:
    if entity.display is None:
        return "str(self.id)"
    field = entity.fields_by_name[entity.display]
    if field.type == "enum":
        return f"self.get_{field.name}_display()"
    if field.type not in TEXT_KINDS or field.computed:
        return f"str(self.{field.name})"
    return f"self.{field.name}" if field.required else f"self.{field.name} or str(self.id)"
