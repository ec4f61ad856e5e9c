"""Rules that look across the genome; each reports every breach with its path."""

from __future__ import annotations

from ..problems import Problem
from ..repair import Doubts
from ..schema import Genome
from . import entities, expressions, fields, names, project, protection, relations, stories
from .inspection import Inspection

_RULES = (
    project.inspect,
    names.inspect,
    fields.inspect,
    relations.inspect,
    entities.inspect,
    expressions.inspect,
    protection.inspect,
    stories.inspect,
)


def inspect(genome: Genome, doubts: Doubts) -> tuple[list[Problem], list[Problem]]:
    """Apply every rule to a genome as it was written; return the problems and the warnings."""
    inspection = Inspection(genome, doubts)
    for rule in _RULES:
        rule(inspection)
    return inspection.problems, inspection.warnings
