"""What the templates see of a genome."""

from typing import Any

from .django.app import app_of
from .project import project_of
from .schema import Genome


def render_context(genome: Genome) -> dict[str, Any]:
    """Return the three names that templates and paths use: `genome`, `project` and `apps`."""
    names = list(dict.fromkeys(entity.app for entity in genome.entities))
    return {
        "genome": genome,
        "project": project_of(genome, names),
        "apps": [app_of(genome, name) for name in names],
    }
