"""What the generated tests of an entity's model and serializer state.

The values are plain data and finished source, from which the templates print tests.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .. import pycode
from ..expressions import parse
from ..pycode import Code
from ..samples import breaking, evaluate, fields_of
from ..schema import Entity, Field, Genome
from . import access
from .cases import cases, in_workspace, is_demanded, made, quoted, row
from .factories import is_always_made, is_made_before, value_source
from .fields import TEXT_KINDS, is_workspace_unique, target_scope
from .imports import Imports

NUMBERS = {"integer", "big_integer", "decimal", "float"}
NO_MATCH = ("?", "not a match", "a", "0", "AAAA", " ", "#", "!!!!")
WRONG = {
    "slug": "two words",
    "email": "nobody",
    "url": "no address",
    "phone": "call me",
    "integer": "many",
    "big_integer": "many",
    "decimal": "much",
    "float": "much",
    "boolean": "perhaps",
    "date": "tomorrow",
    "datetime": "tomorrow",
    "time": "noon",
    "duration": "a while",
    "uuid": "no-uuid",
    "enum": "no-choice",
    "array": "no list",
    "file": "no file",
    "image": "no image",
    "reference": "no-uuid",
    "one_to_one": "no-uuid",
    "references": "no list",
}


@dataclass(frozen=True)
class ModelTests:
    """Facts that hold in the database; a decorator is empty where there is nothing to test."""

    name: str
    shown: str
    is_newest_first: bool
    unique: str
    unique_elsewhere: str
    checks: str
    computed: str
    protected: str
    cascading: str
    emptied: str


@dataclass(frozen=True)
class SerializerTests:
    name: str
    role: str
    payload: str
    build: str
    record: str
    required: str
    refused: str
    foreign: str
    foreign_users: str
    references: str
    read_only: str


def model_tests(genome: Genome, entity: Entity, imports: Imports) -> ModelTests:
    groups = [
        [field.name]
        for field in entity.fields
        if is_workspace_unique(genome, entity, field) and is_always_made(genome, entity, field)
    ]
    groups += [list(group) for group in entity.unique]
    tenant = [] if entity.is_global else ["workspace"]
    made = [
        field
        for field in entity.fields
        if field.type in {"reference", "one_to_one"}
        and (field.required or is_made_before(genome, entity, field))
    ]
    by_rule = {
        rule: [
            quoted(field.name)
            for field in made
            if field.on_delete == rule and (rule == "protect" or not _is_kept(genome, field))
        ]
        for rule in ("protect", "cascade", "set_null")
    }
    return ModelTests(
        name=entity.name,
        shown=pycode.assertion(f"str(record) == {_shown(entity)}", 8),
        is_newest_first=list(entity.ordering) == ["-created_at"],
        unique=cases(
            "fields", [pycode.listing(map(quoted, [*tenant, *group])) for group in groups]
        ),
        unique_elsewhere=cases(
            "fields",
            [
                pycode.listing(map(quoted, group))
                for group in groups
                if tenant and not any(is_of_workspace(genome, entity, name) for name in group)
            ],
        ),
        checks=cases(("check", "values"), _broken_checks(entity, imports)),
        computed=cases(("field", "values", "expected"), _computed(entity, imports)),
        protected=cases("field", by_rule["protect"]),
        cascading=cases("field", by_rule["cascade"]),
        emptied=cases("field", by_rule["set_null"]),
    )


def _is_kept(genome: Genome, field: Field) -> bool:
    """Tell whether what a field refers to stays in the database when it is deleted."""
    target = genome.target(field)
    return target is not None and target.soft_delete


def is_of_workspace(genome: Genome, entity: Entity, name: str) -> bool:
    """Tell whether a field refers to a record that another workspace cannot refer to."""
    field = entity.fields_by_name[name]
    return field.is_relation and target_scope(genome, field) != "global"


def _shown(entity: Entity) -> str:
    if entity.display is None:
        return "str(record.id)"
    field = entity.fields_by_name[entity.display]
    if field.type == "enum":
        return f"record.get_{field.name}_display()"
    return (
        f"record.{field.name}"
        if field.type in TEXT_KINDS and not field.computed
        else f"str(record.{field.name})"
    )


def _broken_checks(entity: Entity, imports: Imports) -> list[Code]:
    rows: list[Code] = []
    for check in entity.checks:
        values = breaking(entity, check)
        if values:
            rows.append(row(quoted(check.name), _values(entity, values, imports)))
    return rows


def _values(entity: Entity, values: dict[str, Any], imports: Imports) -> Code:
    by_name = {field.name: field for field in entity.fields}
    return pycode.mapping(
        (quoted(name), value_source(entity, by_name[name], value, imports))
        for name, value in values.items()
    )


def _computed(entity: Entity, imports: Imports) -> list[Code]:
    rows: list[Code] = []
    checked = set().union(*(fields_of(parse(check.check)) for check in entity.checks), set())
    by_name = {field.name: field for field in entity.fields}
    for field in entity.fields:
        if not field.computed:
            continue
        names = fields_of(parse(field.computed))
        inputs = {name: _sample(by_name[name]) for name in sorted(names)}
        if names & checked or None in inputs.values():
            continue
        result = evaluate(parse(field.computed), inputs)
        if isinstance(result, int | Decimal) and field.type in NUMBERS:
            expected = value_source(entity, field, _stored(field, result), imports)
            rows.append(row(quoted(field.name), _values(entity, inputs, imports), expected))
        elif isinstance(result, str):
            rows.append(row(quoted(field.name), _values(entity, inputs, imports), quoted(result)))
    return rows


def _sample(field: Field) -> Any:
    if field.type in NUMBERS and field.min is None and field.max is None and not field.unique:
        return 3
    if field.type in {"integer", "big_integer", "decimal", "float"}:
        bound = field.min if field.min is not None else field.max
        return int(bound) + 3 if field.max is None and bound is not None else None
    if field.type in {"string", "text"} and not field.pattern and not field.min_length:
        return "Ab" if (field.max_length or 255) >= 2 else None
    return None


def _stored(field: Field, result: Any) -> Any:
    """Round as PostgreSQL does when it stores a number in the field's type."""
    if field.type == "decimal":
        exponent = Decimal(1).scaleb(-(field.places or 0))
        return Decimal(str(result)).quantize(exponent, ROUND_HALF_UP)
    return (
        float(result)
        if field.type == "float"
        else int(Decimal(str(result)).quantize(Decimal(1), ROUND_HALF_UP))
    )


def serializer_tests(genome: Genome, entity: Entity, imports: Imports) -> SerializerTests:
    role = access.writer(genome, entity)
    writable = [field for field in entity.fields if access.is_writable(entity, field, role)]
    foreign = [
        field for field in writable if field.to and target_scope(genome, field) == "workspace"
    ]
    to_users = [field for field in writable if field.to == "User"]
    rows: list[Code] = []
    for field in foreign:
        target = genome.entities_by_name[str(field.to)]
        imports.add(f"apps.{target.app}.factories", f"{target.name}Factory")
        rows.append(row(quoted(field.name), f"{target.name}Factory"))
    shown = [
        quoted(field.name)
        for field in entity.fields
        if field.type in {"reference", "one_to_one"}
        and (field.required or is_made_before(genome, entity, field))
        and access.is_readable(field, role)
        and (field.to == "User" or access.may(genome, str(field.to), role, "retrieve"))
    ]
    payload = pycode.call(
        f"{entity.name}Factory.payload", role=quoted(role), **in_workspace(entity)
    )
    serializer = pycode.call(f"{entity.name}Serializer", data="payload", context="context")
    return SerializerTests(
        name=entity.name,
        role=quoted(role),
        payload=pycode.render(payload, 8, used=len("return ")),
        build=pycode.assignment("serializer", serializer, 8),
        record=made(entity, "record"),
        required=cases("field", [quoted(field.name) for field in writable if is_demanded(field)]),
        refused=cases(("field", "value"), _refused(writable, imports)),
        foreign=cases(("field", "factory"), rows if entity.scope == "workspace" else []),
        foreign_users=cases("field", [quoted(field.name) for field in to_users]),
        references=cases("field", shown),
        read_only=cases(
            "field",
            [quoted(field.name) for field in entity.fields if field.read_only or field.computed],
        ),
    )


def _refused(fields: list[Field], imports: Imports) -> list[Code]:
    rows: list[Code] = []
    for field in fields:
        value = _wrong(field)
        if value is not None:
            rows.append(row(quoted(field.name), value))
    return rows


def _wrong(field: Field) -> str | None:
    """Return a value that the field must not accept, as Python source."""
    if field.type in NUMBERS and (field.min is not None or field.max is not None):
        return quoted(
            str(
                Decimal(str(field.min)) - 1
                if field.min is not None
                else Decimal(str(field.max)) + 1
            )
        )
    if field.pattern:
        return next((quoted(text) for text in NO_MATCH if not re.search(field.pattern, text)), None)
    if field.type in WRONG:
        return quoted(WRONG[field.type])
    return f'"x" * {field.max_length + 1}' if field.max_length else None
