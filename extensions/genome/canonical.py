"""The answers that make a genome, without what goes without saying."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from .base import Part
from .fields import Choice
from .resolution import needs_second_factor, title_of
from .schema import Genome


def answers_of(genome: Genome) -> dict[str, Any]:
    """Return the answers that differ from their defaults, in the order of the reference.

    Inside of entities and the like, all that was said is kept: there, saying `list: false` differs
    from saying nothing. genome: as it was read, before its defaults were worked out.
    """
    derived = {
        "project_title": title_of(genome.project_name),
        "two_factor": needs_second_factor(genome.compliance),
    }
    defaults = {name: field.default for name, field in Genome.model_fields.items()} | derived
    said = _plain(genome)
    return {name: said[name] for name in said if getattr(genome, name) != defaults[name]}


def _plain(value: Any) -> Any:
    if isinstance(value, Choice) and "label" not in value.model_fields_set:
        return value.value
    if isinstance(value, Part):
        return _mapping(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return deepcopy(value)


def _mapping(part: Part) -> dict[str, Any]:
    """Write a part's keys in the order of the reference, an entity's long list of fields last."""
    fields = type(part).model_fields
    names = [name for name in fields if name in part.model_fields_set]
    names.sort(key=lambda name: name == "fields")
    return {fields[name].alias or name: _plain(getattr(part, name)) for name in names}
