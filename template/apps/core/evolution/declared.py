"""What is said about changes of the models: by the genome, or on the command line."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from django.db import models

RENAMED_FORM = "app.Model.former_field=field or app.FormerModel=Model"
BACKFILL_FORM = "app.Model.field=value"


class Written(str):
    """A value as somebody has typed it."""

    __slots__ = ()


@dataclass(frozen=True)
class Declared:
    """Renames, values for rows, and what may be lost. Entries that are out of date do no harm.

    models:    app label, model -> its former name
    fields:    app label, model, field -> its former name
    backfills: app label, model, field -> the value for rows that have none
    dropped:   `Model`, `Model.field`, `Model.field:key`

    Models of keys are in lower case.
    """

    models: dict[tuple[str, str], str] = field(default_factory=dict)
    fields: dict[tuple[str, str, str], str] = field(default_factory=dict)
    backfills: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()

    @classmethod
    def by_genome(cls) -> "Declared":
        """Read `config/evolution.py`, which is rendered from the genome."""
        from config import evolution

        return cls(
            models={
                (label, name.lower()): former for label, former, name in evolution.RENAMED_MODELS
            },
            fields={
                (label, model.lower(), name): former
                for label, model, former, name in evolution.RENAMED_FIELDS
            },
            backfills={
                (label, model.lower(), name): value
                for (label, model, name), value in evolution.BACKFILLS.items()
            },
            dropped=frozenset(evolution.DROPPED),
        )

    def and_by_hand(
        self, renamed: Iterable[str], backfills: Iterable[str], dropped: Iterable[str]
    ) -> "Declared":
        """Add what the options of `makemigrations` say. Raises ValueError for what has no sense."""
        models, fields, values = dict(self.models), dict(self.fields), dict(self.backfills)
        for text in renamed:
            names, present = _split(text, RENAMED_FORM, parts=(2, 3))
            if len(names) == 3:
                fields[names[0], names[1].lower(), present] = names[2]
            else:
                models[names[0], present.lower()] = names[1]
        for text in backfills:
            names, value = _split(text, BACKFILL_FORM, parts=(3,))
            values[names[0], names[1].lower(), names[2]] = Written(value)
        return replace(
            self,
            models=models,
            fields=fields,
            backfills=values,
            dropped=self.dropped.union(dropped),
        )

    def allows(self, label: str, names: Iterable[str], *keys: str) -> bool:
        """Tell whether the loss of something is declared, by one of its names.

        names: `Ticket` or `Ticket.code`; keys: of a change of the field, such as `type`
        """
        tails = [f":{key}" for key in keys] or [""]
        return any(
            f"{prefix}{name}{tail}" in self.dropped
            for name in names
            for tail in tails
            for prefix in ("", f"{label}.")
        )


def value_for(model_field: models.Field, value: Any) -> Any:
    """Return a declared value as the field has it. Raises ValidationError if it cannot have it."""
    if isinstance(value, Written) and isinstance(model_field, models.JSONField):
        value = json.loads(value)
    if isinstance(value, Written):
        value = str(value)
    if model_field.is_relation or isinstance(model_field, models.FileField):
        return value
    value = model_field.clean(value, None)
    if isinstance(value, datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    return value


def _split(text: str, form: str, *, parts: tuple[int, ...]) -> tuple[list[str], str]:
    left, equals, right = text.partition("=")
    names = left.split(".")
    if not equals or len(names) not in parts or not all(names):
        raise ValueError(f"'{text}' is not of the form {form}")
    return names, right
