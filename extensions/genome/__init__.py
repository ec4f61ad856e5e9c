"""The genome: what a product is, read from answers into one typed, checked model.

This package is pure: no files, no clock, no network, and nothing of Copier.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from .problems import GenomeError, Problem
from .resolution import resolved
from .schema import Genome
from .translation import problems_from

__all__ = ["Genome", "GenomeError", "Problem", "load"]


def load(answers: Mapping[str, Any]) -> Genome:
    """Read a genome from its answers, as YAML gives them.

    Raises GenomeError with every problem that was found.
    """
    try:
        genome = Genome.model_validate(dict(answers))
    except ValidationError as error:
        raise GenomeError(problems_from(error.errors())) from None
    return resolved(genome)
