"""The genome as its author could have written it: nothing that goes without saying."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .base import Part
from .fields import Choice
from .resolution import needs_second_factor, title_of
from .schema import Genome


def answers_of(genome: Genome) -> dict[str, Any]:
    """Return the answers that differ from their defaults, in the order of the reference.

    Inside of entities and the like, all that was said is kept: there, saying `list: false` differs
    from saying nothing. genome: as it was written, before its defaults were worked out.
    """
    derived = {
        "project_title": title_of(genome.project_name),
        "two_factor": needs_second_factor(genome.compliance),
    }
    answers = {}
    for name, field in Genome.model_fields.items():
        value = getattr(genome, name)
        if name in genome.model_fields_set and value != derived.get(name, field.default):
            answers[name] = _plain(value)
    return answers


def _plain(value: Any) -> Any:
    if isinstance(value, Choice) and not value.label:
        return value.value
    if isinstance(value, Part):
        fields = type(value).model_fields
        return {
            field.alias or name: _plain(getattr(value, name))
            for name, field in fields.items()
            if name in value.model_fields_set
        }
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
