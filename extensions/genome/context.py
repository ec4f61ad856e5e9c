"""What the templates see of a genome."""

from collections.abc import Sequence
from typing import Any

from .django.app import app_of, shell_of
from .django.evolution import evolution_of
from .project import project_of
from .schema import Genome
from .screens import record_source, sign_in_source, site_of


def render_context(genome: Genome, left_behind: Sequence[str] = ()) -> dict[str, Any]:
    """Return what templates and paths use: `genome`, `project`, `apps`, `records` and so on.

    left_behind: apps of dropped entities, of which only the migrations are needed
    """
    names = list(dict.fromkeys(entity.app for entity in genome.entities))
    return {
        "genome": genome,
        "project": project_of(genome, [*names, *left_behind]),
        "apps": [app_of(genome, name) for name in names],
        "shells": [shell_of(name) for name in left_behind],
        "left_behind": list(left_behind),
        "evolution": evolution_of(genome),
        "records": [record_source(genome, entity) for entity in genome.entities],
        "site": site_of(genome),
        "sign_in": sign_in_source(genome),
    }
