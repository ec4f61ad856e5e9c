"""The answers that make a genome, without what goes without saying."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from .resolution import needs_second_factor, title_of
from .schema import Genome


def answers_of(genome: Genome, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that differ from their defaults, in the order of the reference.

    What stands inside of entities and the like is kept as it was said, and in its order: there,
    saying `list: false` differs from saying nothing.
    genome: as it was read from the answers, before its defaults were worked out.
    """
    derived = {
        "project_title": title_of(genome.project_name),
        "two_factor": needs_second_factor(genome.compliance),
    }
    kept = {}
    for name, field in Genome.model_fields.items():
        value = getattr(genome, name)
        if name in genome.model_fields_set and value != derived.get(name, field.default):
            kept[name] = deepcopy(answers[name]) if isinstance(value, tuple) else value
    return kept
