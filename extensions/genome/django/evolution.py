"""What `makemigrations` needs to know of the genome: renames, values for rows, and what may go."""

from collections.abc import Iterable
from dataclasses import dataclass

from .. import pycode
from ..evolution.losses import HELD_BY_MEMBERS
from ..pycode import Code, Group
from ..schema import Genome
from .fields import app_label
from .imports import Imports
from .literals import data_literal, literal

RENAMED_MODELS = "RENAMED_MODELS: list[tuple[str, str, str]]"
RENAMED_FIELDS = "RENAMED_FIELDS: list[tuple[str, str, str, str]]"
BACKFILLS = "BACKFILLS: dict[tuple[str, str, str], Any]"
DROPPED = "DROPPED: list[str]"
OFFERED = "Invitation.role:choices"


@dataclass(frozen=True)
class EvolutionSource:
    """Finished assignments of `config/evolution.py`, and the imports that they need."""

    imports: list[str]
    renamed_models: str
    renamed_fields: str
    backfills: str
    dropped: str


def evolution_of(genome: Genome) -> EvolutionSource:
    """Work out what the genome says about changes, in terms of Django's models."""
    imports = Imports()
    imports.add("typing", "Any")
    entities = [(app_label(entity.app), entity) for entity in genome.entities]
    models = [
        _tuple(label, entity.renamed_from, entity.name)
        for label, entity in entities
        if entity.renamed_from
    ]
    fields = [
        _tuple(label, entity.name, field.renamed_from, field.name)
        for label, entity in entities
        for field in entity.fields
        if field.renamed_from
    ]
    backfills: list[tuple[Code, Code]] = []
    for label, entity in entities:
        for field in entity.fields:
            if field.backfill is not None:
                plain = field.type in {"json", "array"}
                value = (
                    data_literal(field.backfill)
                    if plain
                    else literal(field.type, field.backfill, imports)
                )
                backfills.append((_tuple(label, entity.name, field.name), value))
    return EvolutionSource(
        imports=imports.lines,
        renamed_models=pycode.assignment(RENAMED_MODELS, pycode.listing(models), 0),
        renamed_fields=pycode.assignment(RENAMED_FIELDS, pycode.listing(fields), 0),
        backfills=pycode.assignment(BACKFILLS, pycode.mapping(backfills), 0),
        dropped=pycode.assignment(DROPPED, _strings(_dropped(genome)), 0),
    )


def _dropped(genome: Genome) -> list[str]:
    """What may be lost. Invitations hold roles as members do, and whoever says one says both."""
    implied = [OFFERED] if HELD_BY_MEMBERS in genome.dropped else []
    return [*genome.dropped, *(name for name in implied if name not in genome.dropped)]


def _tuple(*names: str) -> Code:
    return Group("(", tuple(("", pycode.string(name)) for name in names), ")")


def _strings(texts: Iterable[str]) -> Code:
    return pycode.listing(pycode.string(text) for text in texts)
