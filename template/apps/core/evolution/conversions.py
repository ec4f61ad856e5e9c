"""Which values of a column fit into another type, and what becomes of them, as SQL.

What fits is what can be told from the result: a number with places never becomes a whole one, a
moment within a day never a date.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.evolution import kinds
from apps.core.evolution.kinds import AnyField, bounds, digits, kind_of, room

ALWAYS, NEVER = "true", "false"
INTEGER = "^(0|-?[1-9][0-9]{0,18})$"
NUMBER = "^-?(0|[1-9][0-9]*)([.][0-9]+)?$"
CLOCK = "[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
# What a text must look like before PostgreSQL is asked: it would also take `now` for a moment.
SHAPES = {
    "float": "^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]{1,3})?$",
    "boolean": "^(true|false)$",
    "uuid": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
    "date": f"^{DAY}$",
    "datetime": f"^{DAY}[ T]{CLOCK}(Z|[+-][0-9]{{2}}(:?[0-9]{{2}})?)$",
    "time": f"^{CLOCK}$",
    "duration": f"^(-?[0-9]+ days?,? )?-?{CLOCK}$",
    "json": ".",
}
TRIED = {"float", "date", "datetime", "time", "duration", "json"}
TYPES = {"float": "float8", "datetime": "timestamptz", "duration": "interval", "json": "jsonb"}
IMPLICIT = {("boolean", "decimal"), ("boolean", "float"), ("boolean", "integer")}


class Cases:
    """What becomes of the values in a column.

    backfill:   what the rows get that nothing else becomes of, in SQL
    misfit:     the condition for such a row
    is_retyped: the column gets another type
    filler:     what a row without a value gets, in SQL; None if it gets nothing
    is_unfilled: the condition for such a row
    functions:  definitions of what the conditions call
    """

    def __init__(
        self,
        old: AnyField,
        new: AnyField,
        column: str,
        literal: Callable[[Any], str],
        backfill: str | None,
    ) -> None:
        self.old, self.new, self.column, self.literal = old, new, column, literal
        self.backfill = backfill
        self.is_retyped = kinds.column_type(old) != kinds.column_type(new)
        self.is_empty = f"{column} IS NULL"
        if kinds.is_textual(old):
            self.is_empty = f"({column} IS NULL OR {column} = '')"
        self.fits = fitting(old, new, column, literal)
        self.filler = self._filler()
        self.is_unfilled = self.is_empty if self._is_new_demand() else f"{column} IS NULL"
        self.misfit = self._misfit()
        self.functions = [
            _function(TYPES.get(kind, kind))
            for kind in TRIED
            if f"{_function_name(TYPES.get(kind, kind))}(" in self.fits
        ]

    @property
    def value(self) -> str:
        """The expression for the new value of a row."""
        kind, instead = kinds.column_type(self.new), self.backfill or "NULL"
        empty = self.filler or ("NULL" if self.new.null else instead)
        if kinds.is_textual(self.old) and kinds.is_textual(self.new) and not self._is_new_demand():
            empty = f"coalesce({self.column}, {empty})"
        carried = carried_over(self.old, self.new, self.column)
        if self.fits == ALWAYS:
            cases = f"WHEN {self.is_empty} THEN {empty}::{kind} ELSE {carried}"
        else:
            cases = (
                f"WHEN {self.is_empty} THEN {empty}::{kind} "
                f"WHEN {self.fits} THEN {carried} ELSE {instead}::{kind}"
            )
        return f"CASE {cases} END"

    @property
    def are_kept_as_they_lie(self) -> bool:
        """Whether PostgreSQL needs no look at the rows: a text that gets more room."""
        are_texts = kind_of(self.old) == kind_of(self.new) == "text"
        is_fine = self.fits == ALWAYS and self.misfit == NEVER and not self._is_new_demand()
        return self.is_retyped and are_texts and is_fine and (self.new.null or not self.old.null)

    def _is_new_demand(self) -> bool:
        return kinds.is_optional(self.old) and not kinds.is_optional(self.new)

    def _filler(self) -> str | None:
        """What a row without a value gets by the definition of the field."""
        if self.new.null:
            return None
        if self._is_new_demand() and self.backfill:
            return self.backfill
        if self._is_new_demand() and self.new.has_default():
            return self.literal(self.new.get_default())
        if kinds.is_textual(self.new) and self.new.blank:
            return "''"
        return None

    def _misfit(self) -> str:
        both_textual = kinds.is_textual(self.old) and kinds.is_textual(self.new)
        is_open = self.new.null or self.filler is not None
        may_stay = is_open or (both_textual and not self._is_new_demand())
        if self.fits == ALWAYS:
            return NEVER if may_stay else self.is_empty
        filled = f"NOT coalesce({self.fits}, false)"
        return f"CASE WHEN {self.is_empty} THEN {NEVER if may_stay else ALWAYS} ELSE {filled} END"


def fitting(old: AnyField, new: AnyField, value: str, literal: Callable[[Any], str]) -> str:
    """Return the condition under which a value that is not empty survives."""
    if isinstance(old, ArrayField) and isinstance(new, ArrayField):
        inner = fitting(old.base_field, new.base_field, "item", literal)
        if inner == ALWAYS:
            return ALWAYS
        items = f"unnest({value}) AS item"
        return f"(SELECT coalesce(bool_and({inner}), true) FROM {items})"  # noqa: S608
    parts = [_fitting(old, new, value)]
    offered, chosen = kinds.choices(old), kinds.choices(new)
    if chosen is not None and (offered is None or offered - chosen):
        listed = ", ".join(sorted(literal(choice) for choice in chosen)) or "NULL"
        carried = carried_over(old, new, value)
        parts.append(f"coalesce({carried} IN ({listed}), false)")
    parts = [part for part in parts if part != ALWAYS]
    if not parts:
        return ALWAYS
    # AND does not promise that what stands first is asked first.
    return parts[0] if len(parts) == 1 else f"CASE WHEN {parts[0]} THEN {parts[1]} ELSE false END"


def carried_over(old: AnyField, new: AnyField, value: str) -> str:
    """Return the expression for a value that fits."""
    pair, kind = (kind_of(old), kind_of(new)), kinds.column_type(new)
    if pair in IMPLICIT:
        return f"{value}::integer::{kind}"
    if pair == ("integer", "boolean"):
        return f"({value} = 1)"
    if pair == ("float", "decimal"):
        return f"{value}::text::numeric::{kind}"
    if pair in CARRIED or pair[0] == pair[1] or "text" in pair or "encrypted" in pair:
        return f"{value}::{kind}"
    return f"NULL::{kind}"


def description(field: AnyField) -> str:
    """Say what fits into a field."""
    chosen = kinds.choices(field)
    if chosen:
        return f"one of {', '.join(sorted(map(str, chosen)))}"
    demand = "" if kinds.is_optional(field) else ", which is required"
    return f"{kinds.column_type(field) or 'a reference'}{demand}"


def _fitting(old: AnyField, new: AnyField, value: str) -> str:
    before, after = kind_of(old), kind_of(new)
    if after in {"text", "encrypted", "file"}:
        return _length(old, new, value)
    if before == "text":
        return _read(new, value)
    rule = RULES.get((before, after)) or (_same if before == after else _none)
    return rule(old, new, value)


def _length(old: AnyField, new: AnyField, value: str) -> str:
    if kinds.written(old) <= room(new) or (kind_of(old) == "file" and room(old) <= room(new)):
        return ALWAYS
    return ALWAYS if room(new) == kinds.UNBOUNDED else f"char_length({value}::text) <= {room(new)}"


def _read(new: AnyField, value: str) -> str:
    """A text that becomes something else, and can be read as that."""
    kind = str(kind_of(new))
    if kind == "integer":
        return _guarded(value, INTEGER, _between(new, f"{value}::numeric"))
    if kind == "decimal":
        return _guarded(value, NUMBER, _within(new, f"{value}::numeric"))
    if kind not in SHAPES:
        return NEVER
    if kind not in TRIED:
        return f"{value} ~ '{SHAPES[kind]}'"
    return _guarded(value, SHAPES[kind], f"{_function_name(TYPES.get(kind, kind))}({value})")


def _guarded(value: str, shape: str, condition: str) -> str:
    return f"CASE WHEN {value} ~ '{shape}' THEN {condition} ELSE false END"


def _between(new: AnyField, value: str) -> str:
    low, high = bounds(new)
    return f"{value} BETWEEN {low} AND {high}"


def _within(new: AnyField, value: str) -> str:
    return f"(round({value}, {digits(new)[1]}) = {value} AND abs({value}) < {kinds.limit(new):f})"


def _integers(old: AnyField, new: AnyField, value: str) -> str:
    (low, high), (least, most) = bounds(old), bounds(new)
    return ALWAYS if least <= low and high <= most else _between(new, value)


def _integer_to_decimal(old: AnyField, new: AnyField, value: str) -> str:
    most = max(abs(bound) for bound in bounds(old))
    return ALWAYS if most < kinds.limit(new) else _within(new, value)


def _integer_to_float(old: AnyField, new: AnyField, value: str) -> str:
    is_exact = max(abs(bound) for bound in bounds(old)) <= 2**53
    return ALWAYS if is_exact else f"{value}::float8::text::numeric = {value}"


def _decimals(old: AnyField, new: AnyField, value: str) -> str:
    (whole, places), (new_whole, new_places) = digits(old), digits(new)
    return ALWAYS if whole <= new_whole and places <= new_places else _within(new, value)


def _whole(old: AnyField, new: AnyField, value: str) -> str:
    return f"({value} = trunc({value}) AND {_between(new, value)})"


def _float_to_decimal(old: AnyField, new: AnyField, value: str) -> str:
    finite = f"{value} NOT IN ('NaN', 'Infinity', '-Infinity')"
    return f"CASE WHEN {finite} THEN {_within(new, f'{value}::text::numeric')} ELSE false END"


def _decimal_to_float(old: AnyField, new: AnyField, value: str) -> str:
    return f"{value}::float8::text::numeric = {value}"


def _midnight(old: AnyField, new: AnyField, value: str) -> str:
    return f"{value} = ({value}::date)::{kinds.column_type(old)}"


def _one_or_zero(old: AnyField, new: AnyField, value: str) -> str:
    return f"{value} IN (0, 1)"


def _same(old: AnyField, new: AnyField, value: str) -> str:
    return ALWAYS


def _none(old: AnyField, new: AnyField, value: str) -> str:
    return NEVER


RULES: dict[tuple[str | None, str | None], Callable[[AnyField, AnyField, str], str]] = {
    ("integer", "integer"): _integers,
    ("integer", "decimal"): _integer_to_decimal,
    ("integer", "float"): _integer_to_float,
    ("integer", "boolean"): _one_or_zero,
    ("decimal", "decimal"): _decimals,
    ("decimal", "integer"): _whole,
    ("decimal", "float"): _decimal_to_float,
    ("float", "integer"): _whole,
    ("float", "decimal"): _float_to_decimal,
    ("boolean", "integer"): _same,
    ("boolean", "decimal"): _same,
    ("boolean", "float"): _same,
    ("date", "datetime"): _same,
    ("datetime", "date"): _midnight,
}
CARRIED = set(RULES)


def _function_name(kind: str) -> str:
    return f"pg_temp.is_{kind}"


def _function(kind: str) -> str:
    """Define the test whether a text can be read as a type, for this session."""
    return (
        f"CREATE OR REPLACE FUNCTION {_function_name(kind)}(text) RETURNS boolean "
        "LANGUAGE plpgsql AS $body$ BEGIN "
        f"PERFORM $1::{kind}; RETURN true; "
        "EXCEPTION WHEN data_exception THEN RETURN false; END $body$"
    )


def always_fits(old: AnyField, new: AnyField) -> bool:
    """Tell whether every value that is not empty survives."""
    return fitting(old, new, "value", str) == ALWAYS


def is_plain(old: AnyField, new: AnyField) -> bool:
    """Tell whether Django's own way there and back cuts nothing either.

    Back from a longer text or a greater integer, PostgreSQL refuses what does not fit.
    """
    before, after = kinds.column_type(old), kinds.column_type(new)
    longer = isinstance(old, models.CharField) and isinstance(new, models.CharField)
    greater = kind_of(old) == kind_of(new) == "integer"
    return always_fits(old, new) and (before == after or longer or greater)
