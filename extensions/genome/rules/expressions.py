"""Rules of `computed` and `checks`: what they say must be possible for the database."""

from __future__ import annotations

from ..expressions import Expression, ExpressionError, FieldRef, operands, parse
from ..fields import Field
from ..kinds import KINDS, NUMBERS, Kind, kind_of
from ..problems import Location
from .inspection import Inspection


def inspect(inspection: Inspection) -> None:
    """Check every expression of every entity."""
    for index, entity in enumerate(inspection.genome.entities):
        for place, field in enumerate(entity.fields):
            if field.computed is not None and field.is_sound:
                location = ("entities", index, "fields", place, "computed")
                _computed(inspection, index, field, field.computed, location)
        for place, check in enumerate(entity.checks):
            _check(inspection, index, check.check, ("entities", index, "checks", place, "check"))


def _computed(
    inspection: Inspection, index: int, field: Field, text: str, location: Location
) -> None:
    if field.type not in KINDS or field.type == "enum":
        inspection.refuse(location, f"a field of type {field.type} cannot be computed")
        return
    found = _kind(inspection, index, text, location)
    if found is None:
        return
    node, kind = found
    wanted = KINDS[field.type]
    fits = kind is wanted or (kind is Kind.INTEGER and wanted in NUMBERS)
    if not fits and not (kind is Kind.DECIMAL and wanted is Kind.FLOAT):
        inspection.refuse(location, f"gives {kind.value}, which {field.type} does not hold")
    if not any(operands(node)):
        inspection.refuse(location, "names no field; use a default for a fixed value")
    _check_readers(inspection, index, field, node, location)


def _check_readers(
    inspection: Inspection, index: int, field: Field, node: Expression, location: Location
) -> None:
    """Who may read a computed value could work out what it was computed from."""
    fields = inspection.genome.entities[index].fields_by_name
    for operand in operands(node):
        hidden = fields[operand.name].read
        if hidden is not None and (field.read is None or not set(field.read) <= set(hidden)):
            inspection.refuse(
                location,
                f"'{operand.name}' is hidden from some roles, who would see it in the result; "
                f"add `read: [{', '.join(hidden)}]`",
            )


def _check(inspection: Inspection, index: int, text: str, location: Location) -> None:
    found = _kind(inspection, index, text, location)
    if found is None:
        return
    node, kind = found
    if isinstance(node, FieldRef) and kind is Kind.BOOLEAN:
        inspection.refuse(location, f"is no comparison; write `{node.name} == True`")
    elif kind is not Kind.BOOLEAN or not any(operands(node)):
        inspection.refuse(location, "is no comparison, such as `ends_on >= starts_on`")


def _kind(
    inspection: Inspection, index: int, text: str, location: Location
) -> tuple[Expression, Kind] | None:
    """Read an expression and its kind; None where it is wrong or speaks of a field that is."""
    fields = inspection.genome.entities[index].fields_by_name
    try:
        node = parse(text)
    except ExpressionError as error:
        inspection.refuse(location, str(error))
        return None
    named = [fields.get(operand.name) for operand in operands(node)]
    missing_is_no_proof = inspection.doubts.about("entities", index)
    if any(not field.is_sound if field else missing_is_no_proof for field in named):
        return None
    try:
        return node, kind_of(node, fields)
    except ExpressionError as error:
        inspection.refuse(location, str(error))
        return None
