"""What another definition of a field does to a PostgreSQL table with rows that is in use."""

import re
from dataclasses import replace
from typing import Any, Literal

from django.db import connection, models
from django.db.models.functions import Now

from apps.core.evolution.effects import (
    BRIEF,
    CHECKING,
    INDEXING,
    NOTHING,
    REWRITING,
    STOP_USING,
    UNIQUE,
    Effect,
    Level,
    renaming,
    together,
)

_OLD_INSERTS = "code without it cannot insert rows any more"
_STAYS_FILLED = "rows that had no value keep the one that they get"
_FILL_LATER = (
    "Stop the processes of the version before first. Without a pause: add it optional, deliver "
    "code that fills it, then make it required."
)

_FITTING = Effect(
    Level.LOCKING,
    "locks the table while every row is checked",
    "First deliver code that no longer writes what will not fit. On a large table: let it run when "
    "the product is quiet.",
    breaks="code before it may go on writing what does not fit",
)
_AUTOMATIC = {"AutoField", "BigAutoField", "SmallAutoField"}
_ABOUT_NONE = {"null", "blank", "default", "help_text", "verbose_name"}
_INTEGERS = {"smallint", "integer", "bigint"}
_VARCHAR = re.compile(r"varchar(?:\((\d+)\))?$")
_NUMERIC = re.compile(r"numeric\((\d+), ?(\d+)\)$")


def adding(field: models.Field) -> Effect:
    """Return the effect of a new column in a table that has rows."""
    if field.many_to_many:
        return Effect(Level.SAFE, "safe, creates a table")
    if not field.concrete:
        return Effect(Level.SAFE, NOTHING)
    effects = [_filling(field)]
    if field.is_relation:
        effects.append(_referring(field))
    elif _is_indexed(field):
        effects.append(_indexing(field))
    if _has_check(field):
        effects.append(CHECKING)
    if _is_demanded(field):
        effects.append(Effect(Level.SAFE, effects[0].why, _FILL_LATER, breaks=_OLD_INSERTS))
    return together(effects)


def altering(old: models.Field, new: models.Field) -> Effect:
    """Return the effect of another definition of a column; both know their names."""
    if not (old.concrete and new.concrete) or (old.many_to_many and new.many_to_many):
        return Effect(Level.SAFE, NOTHING)
    effects = [*_retyping(old, new), *_requiring(old, new), *_restricting(old, new)]
    if old.column != new.column:
        effects.append(renaming(old.column or old.name))
    return together(effects or [Effect(Level.SAFE, _harmless(old, new))])


def converting(old: models.Field, new: models.Field, *, has_backfill: bool) -> Effect:
    """Return the effect of another definition that the rows are made to fit, or that fails."""
    before, after = (_type_of(field) for field in (old, new))
    asks_for_more = has_backfill or _demands_more(old, new) or _restricting(old, new)
    if before != after and _only_widens(before, after) and not asks_for_more:
        return replace(altering(old, new), reversible=True)
    only_fills = _demands_more(old, new) and _differ_in(old, new) <= _ABOUT_NONE
    effects = [*_requiring(old, new), *_restricting(old, new)]
    if before != after:
        effects.append(replace(REWRITING, why=f"{REWRITING.why}: {before} to {after}"))
    elif not (only_fills and effects):
        effects.append(_FITTING)
    if has_backfill and not only_fills:
        why = "puts the backfill in the place of values that do not fit"
        effects.append(Effect(Level.DESTRUCTIVE, why, reversible="the values replaced are gone"))
    elif _demands_more(old, new):
        effects[0] = replace(effects[0], reversible=_STAYS_FILLED)
    return together(effects)


def removing(field: models.Field) -> Effect:
    """Return the effect of dropping a column, or the table of a many-to-many field."""
    if field.generated:
        return Effect(
            Level.SAFE,
            "safe, its values are derived",
            STOP_USING,
            breaks="code that reads it fails",
            reversible="its reverse adds a generated column, which rewrites the table"
            if getattr(field, "db_persist", False)
            else True,
        )
    if not field.concrete:
        return Effect(Level.SAFE, NOTHING)
    comes_back = "the reverse adds it without its values"
    if _is_demanded(field) and _default_of(field) is None:
        comes_back = "fails where there are rows: it is required, and its values are gone"
    return Effect(
        Level.DESTRUCTIVE,
        "destroys data",
        STOP_USING,
        breaks="code that still names it fails",
        reversible=comes_back,
    )


def _filling(field: models.Field) -> Effect:
    """What the rows that are there cost."""
    if field.generated:
        if getattr(field, "db_persist", False):
            return Effect(
                Level.LOCKING,
                "rewrites the table to fill a stored generated column",
                "On a large table: add it when the product is quiet, or compute it on reading "
                "(`stored: false`).",
            )
        return Effect(Level.SAFE, BRIEF)
    if _default_is_volatile(field):
        return Effect(
            Level.LOCKING,
            "rewrites the table: every row gets a value of its own",
            "On a large table: add it optional, fill the rows in batches, then set the default.",
        )
    return Effect(Level.SAFE, "safe on PostgreSQL 11+")


def _referring(field: models.Field) -> Effect:
    if not getattr(field, "db_constraint", True):
        return _indexing(field) if _is_indexed(field) else Effect(Level.SAFE, BRIEF)
    if field.null and not field.has_default():
        why = "locks both tables while the index is built"
    else:
        why = "locks both tables while the index is built and every row is checked"
    return Effect(
        Level.LOCKING,
        why,
        "On a large table: add the field with `db_index=False, db_constraint=False`, then "
        "AddIndexConcurrently, then the constraint as NOT VALID and VALIDATE CONSTRAINT (RunSQL).",
    )


def _indexing(field: models.Field) -> Effect:
    """The index of a column is built in the transaction that has changed the table."""
    what = "a unique index" if field.unique else "an index"
    return Effect(Level.LOCKING, f"locks the table while {what} is built", INDEXING.advice)


def _retyping(old: models.Field, new: models.Field) -> list[Effect]:
    if old.is_relation and new.is_relation:
        before, after = (target_of(field) for field in (old, new))
        if before == after and _is_enforced(old) == _is_enforced(new):
            return []
        if not _is_enforced(new):
            return [Effect(Level.SAFE, BRIEF)]
        return [_referring(new)]
    before, after = (_type_of(field) for field in (old, new))
    if before == after:
        return []
    lossy: Literal[True] | str = True
    if _cuts(after, before, by_cast=old.get_internal_type() != new.get_internal_type()):
        lossy = f"the reverse makes {before} of {after} again, and cuts what does not fit"
    if not _only_widens(before, after):
        return [replace(REWRITING, why=f"{REWRITING.why}: {before} to {after}", reversible=lossy)]
    if _is_indexed(new) and after == "text":  # Django makes the index for LIKE anew
        return [replace(_indexing(new), reversible=lossy)]
    return [Effect(Level.SAFE, f"{BRIEF}: {before} to {after}", reversible=lossy)]


def _requiring(old: models.Field, new: models.Field) -> list[Effect]:
    if new.null and not old.null:
        return [Effect(Level.SAFE, BRIEF, breaks="code that counts on a value may meet NULL")]
    if new.null or not old.null:
        return []
    return [
        Effect(
            Level.LOCKING,
            "locks the table while every row is searched for NULL",
            reversible=True if _default_of(new) is None else _STAYS_FILLED,
            advice="On a large table: a check `IS NOT NULL` by AddConstraintNotValid, then "
            "ValidateConstraint; SET NOT NULL then trusts it and does not search.",
            breaks="code that still writes NULL fails",
        )
    ]


def _restricting(old: models.Field, new: models.Field) -> list[Effect]:
    """Indexes and checks that the new definition has and the old one had not."""
    effects = []
    if new.unique and not old.unique:
        effects.append(UNIQUE)
    elif _is_indexed(new) and not _is_indexed(old):
        effects.append(INDEXING)
    if _has_check(new) and not _has_check(old):
        effects.append(CHECKING)
    return effects


def _harmless(old: models.Field, new: models.Field) -> str:
    """Tell apart what only Python sees and what the database is told."""
    seen = ("null", "unique", "db_index", "db_default", "db_comment", "db_collation")
    if any(getattr(old, name, None) != getattr(new, name, None) for name in seen):
        return BRIEF
    return NOTHING


def _is_demanded(field: models.Field) -> bool:
    """Whether an INSERT that leaves the column out fails."""
    return (
        not field.many_to_many
        and not field.null
        and not field.generated
        and field.db_default is models.NOT_PROVIDED
        and field.get_internal_type() not in _AUTOMATIC
    )


def _default_of(field: models.Field) -> Any:
    """The value that rows get when Django adds the column."""
    return connection.SchemaEditorClass._effective_default(field)  # type: ignore[attr-defined]


def _default_is_volatile(field: models.Field) -> bool:
    if field.get_internal_type() in _AUTOMATIC:
        return True
    default = field.db_default
    is_expression = hasattr(default, "resolve_expression")
    return is_expression and not isinstance(default, models.Value | Now)


def _has_check(field: models.Field) -> bool:
    return field.get_internal_type() in connection.data_type_check_constraints


def _is_indexed(field: models.Field) -> bool:
    return field.unique or bool(getattr(field, "db_index", False))


def _is_enforced(field: models.Field) -> bool:
    return bool(getattr(field, "db_constraint", True))


def target_of(field: models.Field) -> str:
    """Return the label of the model that a relation leads to, in lower case."""
    model: Any = field.remote_field and field.remote_field.model
    return (model if isinstance(model, str) else model._meta.label).lower()


def _type_of(field: models.Field) -> str:
    if field.is_relation:
        return f"a reference to {target_of(field)}"
    return field.db_type(connection) or ""


def _only_widens(before: str, after: str) -> bool:
    """Whether PostgreSQL takes all values as they lie, without a look at them."""
    if before == after:
        return True
    text, wider = _VARCHAR.match(before), _VARCHAR.match(after)
    if text and wider:
        return wider[1] is None or (text[1] is not None and int(text[1]) <= int(wider[1]))
    if text or before == "text":
        return after == "text" or (wider is not None and wider[1] is None)
    number, roomier = _NUMERIC.match(before), _NUMERIC.match(after)
    if number and roomier:
        return number[2] == roomier[2] and int(number[1]) <= int(roomier[1])
    return (before, after) == ("cidr", "inet") or (number is not None and after == "numeric")


def _demands_more(old: models.Field, new: models.Field) -> bool:
    """Whether rows may lack a value that they must have now."""
    return (old.null and not new.null) or (old.blank and not new.blank)


def _differ_in(old: models.Field, new: models.Field) -> set[str]:
    """The options in which two definitions differ; their kind counts as one."""
    (_, kind, _, before), (_, new_kind, _, after) = old.deconstruct(), new.deconstruct()
    keys = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return keys if kind == new_kind else {*keys, "type"}


def _cuts(before: str, after: str, *, by_cast: bool) -> bool:
    """Whether a conversion may change values without a word; others fit or are refused."""
    if after == "text" or _only_widens(before, after):
        return False
    is_text = before == "text" or _VARCHAR.match(before) is not None
    if after in _INTEGERS:
        return before not in _INTEGERS and not is_text
    return by_cast or _VARCHAR.match(after) is None
