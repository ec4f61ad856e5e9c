"""Entities as factories of believable records."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .. import pycode
from ..expressions import Compare, FieldRef, Literal, parse
from ..pycode import Code, Group, Lambda, Text
from ..samples import fields_of, satisfying
from ..schema import Check, Entity, Field, Genome
from .fields import RELATIONS, choice_member, choices_class, target_scope
from .imports import Imports
from .literals import LITERALS, literal
from .values import declaration, has_few_values

STEPS = {"date": "days=7", "datetime": "hours=1"}
LIBRARY = re.compile(r"^factory\.")
NUMBERS = {"integer", "big_integer", "decimal", "float"}


@dataclass(frozen=True)
class FactorySource:
    name: str
    base: str
    docstring: str
    model: str
    declarations: list[str]


def factory_source(genome: Genome, entity: Entity, imports: Imports) -> FactorySource:
    """Work out the factory of an entity; what it makes satisfies the entity's checks."""
    base = "GlobalModelFactory" if entity.scope == "global" else "WorkspaceModelFactory"
    imports.add("apps.core.factories", base)
    imports.add(f"apps.{entity.app}.models", entity.name)
    checked = _checked(entity, imports)
    found = {}
    for field in entity.fields:
        code = _declaration(genome, entity, field, checked, imports)
        if code is not None:
            found[field.name] = code
    if any(_with_library(code, "") != code for code in found.values()):
        module = imports.module("factory")
        found = {name: _with_library(code, module) for name, code in found.items()}
    lines = [pycode.assignment(name, code, 4) for name, code in found.items()]
    docstring = pycode.docstring(f"{entity.names.plural_label}, with whatever they need", 4)
    return FactorySource(f"{entity.name}Factory", base, docstring, entity.name, lines)


def _with_library(code: Code, module: str) -> Code:
    """Return a declaration that reaches `factory` by the name that the library has here."""
    if isinstance(code, Group):
        items = tuple((label, _with_library(item, module)) for label, item in code.items)
        return Group(LIBRARY.sub(f"{module}.", code.opening), items, code.closing)
    if isinstance(code, str) and not isinstance(code, Text):
        return LIBRARY.sub(f"{module}.", code)
    return code


def _declaration(
    genome: Genome, entity: Entity, field: Field, checked: dict[str, Code], imports: Imports
) -> Code | None:
    if field.computed:
        return None
    if field.name in checked:
        return checked[field.name]
    if field.type in RELATIONS:
        return _reference(genome, entity, field, imports)
    if entity.workflow and field.name == entity.workflow.field and field.default is not None:
        return None
    if has_few_values(field) and not field.required:
        return None
    return declaration(entity, field, imports)


def _reference(genome: Genome, entity: Entity, field: Field, imports: Imports) -> Code | None:
    if not field.required and not is_made_before(genome, entity, field):
        return None
    scope = target_scope(genome, field)
    if scope == "user":
        imports.add("apps.users.factories", "create_member")
        if field.is_many_to_many:
            imports.add("apps.core.factories", "ManyRelated")
            return pycode.call("ManyRelated", "create_member")
        return _lazily("create_member(record.workspace)")
    target = genome.entities_by_name[str(field.to)]
    module = f"apps.{target.app}.factories"
    if target.app == entity.app or entity.app in genome.apps_reached[target.app]:
        maker: str = pycode.string(f"{module}.{target.name}Factory")
    else:
        maker = f"{target.name}Factory"
        imports.add(module, maker)
    if field.type == "references":
        imports.add("apps.core.factories", "ManyRelated")
        return pycode.call("ManyRelated", maker)
    if scope == "global":
        return pycode.call("factory.SubFactory", maker)
    return pycode.call(
        "factory.SubFactory", maker, workspace='factory.SelfAttribute("..workspace")'
    )


def is_always_made(genome: Genome, entity: Entity, field: Field) -> bool:
    """Tell whether each record of the factory has a value in the field."""
    if field.required:
        return True
    return is_made_before(genome, entity, field) if field.is_relation else not has_few_values(field)


def is_made_before(genome: Genome, entity: Entity, field: Field) -> bool:
    """Tell whether the target of a relation can be made first, whatever the records refer to."""
    return field.to == "User" or (
        field.to != entity.name and entity.name not in genome.reached[str(field.to)]
    )


def _checked(entity: Entity, imports: Imports) -> dict[str, Code]:
    """Return declarations for the fields that checks speak of.

    One side of a simple comparison follows the other; what is less simple gets constants that
    were found by trying.
    """
    found: dict[str, Code] = {}
    hard: list[Check] = []
    for check in entity.checks:
        follower = _follower(entity, check, found, imports)
        if follower:
            found[follower[0]] = follower[1]
        elif not _holds_by_itself(entity, check):
            hard.append(check)
    involved: set[str] = set().union(*(fields_of(parse(check.check)) for check in hard))
    related = [check for check in entity.checks if fields_of(parse(check.check)) & involved]
    values = satisfying(entity, related) if hard else {}
    for name, value in (values or {}).items():
        field = entity.fields_by_name[name]
        found[name] = value_source(entity, field, value, imports)
    return found


def _follower(
    entity: Entity, check: Check, found: dict[str, Code], imports: Imports
) -> tuple[str, Code] | None:
    node = parse(check.check)
    if not (
        isinstance(node, Compare)
        and isinstance(node.left, FieldRef)
        and isinstance(node.right, FieldRef)
    ):
        return None
    by_name = {field.name: field for field in entity.fields}
    first, second = by_name[node.left.name], by_name[node.right.name]
    limited = any(
        bound is not None for field in (first, second) for bound in (field.min, field.max)
    )
    taken = first.name in found or second.name in found or first.unique or second.unique
    if first.type != second.type or taken or limited or first.type not in {*STEPS, *NUMBERS}:
        return None
    step = (
        "1"
        if first.type in NUMBERS
        else f"{imports.module('datetime')}.timedelta({STEPS[first.type]})"
    )
    sign = {">": "+", ">=": "+", "!=": "+", "<": "-", "<=": "-"}.get(node.op)
    change = f" {sign} {step}" if sign else ""
    return first.name, _lazily(f"record.{second.name}{change}")


def _lazily(value: str) -> Code:
    """Return a declaration whose value comes from the `record` as it is made."""
    return pycode.call("factory.LazyAttribute", Lambda("record", value))


def _holds_by_itself(entity: Entity, check: Check) -> bool:
    """Tell whether a comparison with a number already follows from the field's own limits."""
    node = parse(check.check)
    if not (
        isinstance(node, Compare)
        and isinstance(node.left, FieldRef)
        and isinstance(node.right, Literal)
    ):
        return False
    name, bound = node.left.name, node.right.value
    field = entity.fields_by_name[name]
    if not isinstance(bound, int | float) or field.type not in NUMBERS:
        return False
    least = field.min if field.min is not None else 1
    if node.op in {">=", ">"}:
        return bool(least >= bound if node.op == ">=" else least > bound)
    return field.max is not None and bool(
        field.max <= bound if node.op == "<=" else field.max < bound
    )


def value_source(entity: Entity, field: Field, value: Any, imports: Imports) -> Code:
    """Return a plain value of a field as Python source, for factories and tests."""
    if field.type == "enum":
        return f"{entity.name}.{choices_class(field)}.{choice_member(field, value)}"
    if isinstance(value, Decimal):
        imports.add("decimal", "Decimal")
        return pycode.call("Decimal", pycode.string(str(value)))
    if value is None or field.type not in LITERALS:
        return "None" if value is None else pycode.string(str(value))
    return literal(field.type, value, imports)
