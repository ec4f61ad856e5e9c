"""Changes that lose data or leave open what becomes of rows: refused, unless something is said."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.state import ModelState
from django.db.migrations.utils import resolve_relation

from apps.core.evolution import conversions, kinds
from apps.core.evolution.declared import Declared, value_for
from apps.core.evolution.kinds import AnyField, kind_of

Ways = tuple[tuple[str, str], ...]
# Any of them will do: what does not fit fails the migration all the same.
CHANGES = ("type", "choices", "max_length", "digits", "places", "of")


@dataclass(frozen=True)
class Refusal:
    """One change that is refused.

    subject: `Ticket` or `Ticket.code`
    ways:    what one may want, and the line that says so
    """

    app_label: str
    subject: str
    problem: str
    ways: Ways


class How(Enum):
    """How a field becomes another."""

    ALTER = auto()  # as Django does it
    CONVERT = auto()  # with its rows
    ENCRYPT = auto()  # with its rows, which are encrypted afterwards
    REPLACE = auto()  # removed, and added without its values


@dataclass(frozen=True)
class Alteration:
    """What becomes of a field. `is_retyped`: what depends on the column is in the way."""

    how: How
    backfill: Any = models.NOT_PROVIDED
    is_retyped: bool = False
    changes_kind: bool = False


@dataclass(frozen=True)
class Change:
    """A field before and after; `names` are all that `Model.field` is or was called."""

    app_label: str
    model: ModelState
    name: str
    names: Set[str]
    old: AnyField
    new: AnyField

    @property
    def subject(self) -> str:
        return f"{self.model.name}.{self.name}"

    @property
    def dotted(self) -> str:
        return f"{self.app_label}.{self.subject}"

    def is_declared(self, declared: Declared, *keys: str) -> bool:
        """Tell whether the loss is declared: of all values, or by one of the keys."""
        return declared.allows(self.app_label, self.names, *keys)


def text(refusals: Iterable[Refusal]) -> str:
    """Lay refusals out for people."""
    found = list(refusals)
    count = "1 change" if len(found) == 1 else f"{len(found)} changes"
    lines = [f"{count} would lose data or cannot be decided. Nothing was written."]
    width = max((len(each.subject) for each in found), default=0)
    for each in found:
        lines.append(f"  {each.subject.ljust(width)}   {each.problem}")
        wishes = max(len(wish) for wish, _ in each.ways)
        lines += [f"    {wish.ljust(wishes)}   {line}" for wish, line in each.ways]
    return "\n".join(lines)


def altered(change: Change, declared: Declared) -> Alteration | Refusal:
    """Decide what becomes of a field whose definition has changed."""
    old, new = change.old, change.new
    generated = {isinstance(old, models.GeneratedField), isinstance(new, models.GeneratedField)}
    if generated == {True}:
        return Alteration(How.ALTER if _is_same_column(old, new) else How.REPLACE)
    obstacle = "would become a computed value" if new.generated else _obstacle(change)
    if old.generated:
        obstacle = "would not be computed any more, and its values would go"
    if obstacle:
        if change.is_declared(declared):
            return Alteration(How.REPLACE, changes_kind=True)
        return Refusal(change.app_label, change.subject, obstacle, _ways_to_replace(change))
    if kind_of(new) == "relations":
        return Alteration(How.ALTER)
    return _carried(change, declared)


def backfill_of(
    app_label: str, model: ModelState, name: str, field: AnyField, declared: Declared
) -> Any:
    """Return the value for rows that have none, NOT_PROVIDED, or a refusal of a wrong one."""
    key = (app_label, model.name_lower, name)
    if key not in declared.backfills:
        return models.NOT_PROVIDED
    try:
        return value_for(field, declared.backfills[key])
    except (ValidationError, ValueError) as error:
        messages = error.messages if isinstance(error, ValidationError) else [str(error)]
        return Refusal(
            app_label,
            f"{model.name}.{name}",
            f"cannot have {declared.backfills[key]!r}: {' '.join(messages)}",
            (("to fill rows", "give `backfill` a value that the field allows"),),
        )


def gone_model(app_label: str, model: ModelState, moved_to: str | None) -> Refusal:
    if moved_to:
        return Refusal(
            app_label,
            model.name,
            f"would move to the app '{moved_to}': a new table, and all its records gone",
            (("to keep it", f"app: {app_label} on {model.name} in genome.yml"),),
        )
    return Refusal(
        app_label,
        model.name,
        "would be dropped with all its records, and nothing says so",
        (
            ("to drop it", f"dropped: [{model.name}] in genome.yml (or --dropped {model.name})"),
            (
                "to rename it",
                f"renamed_from: {model.name} on the entity that replaces it, with app: {app_label} "
                f"(or --renamed {app_label}.{model.name}=<Name>)",
            ),
        ),
    )


def gone_field(app_label: str, model: ModelState, name: str) -> Refusal:
    subject = f"{model.name}.{name}"
    return Refusal(
        app_label,
        subject,
        "would be dropped, and nothing says so",
        (
            ("to drop it", f"dropped: [{subject}] in genome.yml (or --dropped {subject})"),
            (
                "to rename it",
                f"renamed_from: {name} on the field that replaces it "
                f"(or --renamed {app_label}.{subject}=<name>)",
            ),
        ),
    )


def unfilled(app_label: str, model: ModelState, name: str, field: AnyField) -> Refusal:
    """Refuse a required field that rows would have no value for."""
    subject = f"{model.name}.{name}"
    ways: Ways = (
        ("to fill rows", _backfill_line(f"{app_label}.{subject}")),
        ("to leave it empty", "required: false"),
    )
    if field.is_relation or isinstance(field, models.FileField):
        ways = (("to add it", "make it optional, fill the records, then require it"),)
    return Refusal(
        app_label, subject, "is new and required, and nothing says what rows have in it", ways
    )


def twice(app_label: str, subject: str, names: list[str]) -> Refusal:
    return Refusal(
        app_label,
        subject,
        f"would be renamed to {' and '.join(names)}",
        (("to rename it", "leave only one of them"),),
    )


def _obstacle(change: Change) -> str | None:
    """Say why no value can be carried over, if none can."""
    old, new = change.old, change.new
    before, after = kind_of(old), kind_of(new)
    if before == "encrypted" and after != "encrypted":
        return "would not be encrypted any more, and the database cannot decrypt it"
    if before == after and before in {"relation", "relations"}:
        target, next_target = _target(change, old), _target(change, new)
        if target != next_target or _through(change, old) != _through(change, new):
            return f"would refer to {next_target} instead of {target}"
        return None
    if _is_convertible(old, new):
        return None
    return f"would change from {_called(old)} to {_called(new)}, which no value survives"


def _is_convertible(old: AnyField, new: AnyField) -> bool:
    before, after = kind_of(old), kind_of(new)
    if isinstance(old, ArrayField) and isinstance(new, ArrayField):
        return kind_of(old.base_field) == kind_of(new.base_field)
    if None in {before, after}:
        return kinds.column_type(old) == kinds.column_type(new)
    return (
        before == after
        or (before, after) == ("text", "encrypted")
        or {before, after} <= kinds.SCALARS
    )


def _carried(change: Change, declared: Declared) -> Alteration | Refusal:
    """Decide about a field whose values can be carried over, be it only those that fit."""
    old, new = change.old, change.new
    backfill = backfill_of(change.app_label, change.model, change.name, new, declared)
    if isinstance(backfill, Refusal):
        return backfill
    has_backfill = backfill is not models.NOT_PROVIDED
    misfit = _misfit(old, new)
    if misfit and not has_backfill:
        key, problem = misfit
        if not (change.is_declared(declared, *CHANGES) or change.is_declared(declared)):
            return _unfit(change, key, problem)
    is_demand = kinds.is_optional(old) and not kinds.is_optional(new)
    is_filled = has_backfill or new.has_default()
    if is_demand and not is_filled and not change.is_declared(declared, "required", "type"):
        return _demanding(change)
    is_retyped = kinds.column_type(old) != kinds.column_type(new)
    changes_kind = kind_of(old) != kind_of(new)
    if kind_of(new) == "encrypted" and changes_kind:
        return Alteration(How.ENCRYPT, backfill, is_retyped, changes_kind)
    loses_null = old.null and not new.null
    if misfit or is_demand or loses_null or not conversions.is_plain(old, new):
        used = backfill if misfit or is_demand else models.NOT_PROVIDED
        return Alteration(How.CONVERT, used, is_retyped, changes_kind)
    return Alteration(How.ALTER, is_retyped=is_retyped)


def _misfit(old: AnyField, new: AnyField) -> tuple[str, str] | None:
    """Return the key that is to blame if some value may not fit, and what it is about."""
    if kind_of(old) in {"relation", None} or conversions.always_fits(old, new):
        return None
    before, after = kind_of(old), kind_of(new)
    offered, chosen = kinds.choices(old), kinds.choices(new)
    if chosen is not None and before == after:
        gone = sorted(map(str, (offered or set()) - chosen))
        if gone:
            return "choices", f"would not allow {', '.join(gone)} any more"
        if offered is None:
            return "choices", f"would allow only {', '.join(sorted(map(str, chosen)))}"
    if before == after and before in {"text", "file"}:
        return "max_length", f"would be cut to {kinds.room(new)} letters"
    if before == after == "decimal":
        return "digits", f"would be cut from {_called(old)} to {_called(new)}"
    return "type", f"would change from {_called(old)} to {_called(new)}"


def _unfit(change: Change, key: str, problem: str) -> Refusal:
    entry = f"{change.subject}:{key}"
    return Refusal(
        change.app_label,
        change.subject,
        f"{problem}, and nothing says what becomes of rows that do not fit",
        (
            ("if all fit", f"dropped: [{entry}] in genome.yml (or --dropped {entry})"),
            ("to replace what does not", _backfill_line(change.dotted)),
        ),
    )


def _demanding(change: Change) -> Refusal:
    entry = f"{change.subject}:required"
    ways: Ways = (("if none is empty", f"dropped: [{entry}] in genome.yml (or --dropped {entry})"),)
    if kind_of(change.new) not in {"relation", "file"}:
        ways = (("to fill rows", _backfill_line(change.dotted)), *ways)
    return Refusal(
        change.app_label,
        change.subject,
        "would be required, and nothing says what rows without a value get",
        ways,
    )


def _ways_to_replace(change: Change) -> Ways:
    subject = change.subject
    return (
        ("to lose its values", f"dropped: [{subject}] in genome.yml (or --dropped {subject})"),
        ("to keep them", "add a field of another name, copy the values, then drop this one"),
    )


def _backfill_line(dotted: str) -> str:
    return f"backfill: <value> on the field in genome.yml (or --backfill {dotted}=<value>)"


def _is_same_column(old: Any, new: Any) -> bool:
    """Tell whether two generated fields differ in nothing that the database knows of."""
    definitions = []
    for field in (old, new):
        _, path, args, kwargs = field.deconstruct()
        output = kwargs.pop("output_field").deconstruct()[1:]
        known = {key: kwargs[key] for key in kwargs if key not in field.non_db_attrs}
        definitions.append((path, args, known, output))
    return bool(definitions[0] == definitions[1])


def _target(change: Change, field: Any) -> str:
    key = resolve_relation(field.remote_field.model, change.app_label, change.model.name_lower)
    return ".".join(key)


def _through(change: Change, field: Any) -> str | None:
    through = getattr(field.remote_field, "through", None)
    if through is None:
        return None
    return ".".join(resolve_relation(through, change.app_label, change.model.name_lower))


def _called(field: AnyField) -> str:
    if field.is_relation:
        return "many references" if field.many_to_many else "a reference"
    if isinstance(field, models.FileField):
        return "a file"
    return kinds.column_type(field)
