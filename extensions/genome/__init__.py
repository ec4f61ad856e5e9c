"""The genome: what a product is, read from answers into one typed, checked model.

This package is pure: no files, no clock, no network, and nothing of Copier.
"""

from __future__ import annotations

from .loading import load
from .problems import GenomeError, Problem
from .schema import Genome

__all__ = ["Genome", "GenomeError", "Problem", "load"]
