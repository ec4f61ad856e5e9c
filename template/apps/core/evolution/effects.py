"""What an operation does to PostgreSQL tables that are in use, and what may be done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models

BRIEF = "safe, brief lock"
NOTHING = "safe, nothing changes in the database"


class Level(StrEnum):
    """What an operation costs; from harmless to worst."""

    SAFE = "safe"
    LOCKING = "locking"
    DESTRUCTIVE = "destructive"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


@dataclass(frozen=True)
class Effect:
    """What an operation does while the product is in use."""

    level: Level
    why: str
    advice: str = ""
    # What goes wrong in the code of the version before, for as long as it still runs.
    breaks: str = ""
    # True, or why it cannot be reversed, or what is lost then.
    reversible: Literal[True] | str = True

    @property
    def worth_saying(self) -> bool:
        return self.level is not Level.SAFE or self.breaks != "" or self.reversible is not True


def together(effects: list[Effect]) -> Effect:
    """Return the effect of several at once: as bad as the worst, for the reasons of each."""
    worst = max(effects, key=lambda effect: effect.level.rank)
    grave = [effect for effect in effects if effect.level is worst.level]
    reasons = [effect.reversible for effect in effects if effect.reversible is not True]
    return Effect(
        level=worst.level,
        why="; ".join(_distinct(effect.why for effect in grave)),
        advice=" ".join(_distinct(effect.advice for effect in effects)),
        breaks="; ".join(_distinct(effect.breaks for effect in effects)),
        reversible="; ".join(_distinct(reasons)) or True,
    )


def renaming(former: str) -> Effect:
    """Return the effect of another name for a column or a table."""
    return Effect(
        Level.SAFE,
        BRIEF,
        "Stop the processes of the version before first. Without a pause: add the new name beside "
        "the old one, write to both, copy the rows, read the new one, then drop the old one.",
        breaks=f"code that says `{former}` fails",
    )


def constraining(constraint: models.BaseConstraint) -> Effect:
    """Return the effect of a new constraint on a table that has rows."""
    if isinstance(constraint, models.CheckConstraint):
        return CHECKING
    if isinstance(constraint, models.UniqueConstraint):
        _, expressions, options = constraint.deconstruct()
        by_index = expressions or options.keys() & {"condition", "include", "opclasses"}
        return UNIQUE_INDEX if by_index else UNIQUE
    if isinstance(constraint, ExclusionConstraint):
        return Effect(
            Level.LOCKING,
            "locks the table while every row is compared",
            "Add it when the product is quiet: PostgreSQL has no other way for an exclusion.",
        )
    return Effect(
        Level.LOCKING,
        f"{type(constraint).__name__} is not known: it may lock the table",
        "Read its SQL (`manage.py sqlmigrate`) before it runs on a large table.",
    )


CHECKING = Effect(
    Level.LOCKING,
    "locks the table while every row is checked",
    "On a large table: AddConstraintNotValid in one migration, ValidateConstraint in the next "
    "(django.contrib.postgres.operations).",
)
INDEXING = Effect(
    Level.LOCKING,
    "blocks writes while the index is built",
    "On a large table: AddIndexConcurrently (django.contrib.postgres.operations) in a migration "
    "with `atomic = False`.",
)
UNIQUE = Effect(
    Level.LOCKING,
    "locks the table while its unique index is built, fails on duplicates",
    "On a large table: CREATE UNIQUE INDEX CONCURRENTLY first, then ALTER TABLE ... ADD "
    "CONSTRAINT ... UNIQUE USING INDEX (RunSQL, `atomic = False`).",
)
UNIQUE_INDEX = Effect(
    Level.LOCKING,
    "blocks writes while the unique index is built, fails on duplicates",
    "On a large table: CREATE UNIQUE INDEX CONCURRENTLY (RunSQL with `state_operations`, "
    "`atomic = False`).",
)
REWRITING = Effect(
    Level.LOCKING,
    "rewrites the table and its indexes",
    "On a large table: add a column of the new type, write to both, copy the rows in batches, read "
    "the new one, then drop the old one.",
    breaks="code that expects the former type may fail",
)
STOP_USING = (
    "First deliver code that no longer uses it; let this migration run when all of the code before "
    "has stopped."
)


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
