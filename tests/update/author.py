"""Who makes up edits of a genome, one upon the other, and remembers what has been edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from extensions.genome import load
from extensions.genome.fields import Field
from tests.builders import Answers
from tests.update import edits
from tests.update.edits import Edit

FIELD_NAMES = ["amount", "colour", "height", "motto", "rank", "size"]
ENTITY_NAMES = ["Box", "Crate", "Drawer", "Envelope"]


class Unsuitable(Exception):
    """There is nothing of the kind to edit."""


@dataclass(frozen=True)
class Proposal:
    """An edit, and what a refusal of it must name; nothing if it must not be refused."""

    edit: Edit
    refused: str = ""


@dataclass
class Author:
    """Makes up edits of a genome, one upon the other.

    choose:  picks one of several
    careful: makes no edit that is to be refused
    touched: fields that have been edited; each is edited once
    closed:  entities of which nothing more is edited
    """

    choose: Callable[[list[Any]], Any]
    applied: Answers
    answers: Answers
    careful: bool
    touched: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)

    def entity(self) -> str:
        """An entity, new or not."""
        names = [each["name"] for each in self.answers["entities"]]
        return str(self.choose([name for name in names if name not in self.closed]))

    def entity_as_a_whole(self) -> str:
        """An entity that has been there before, and has not been edited."""
        name = self.entity()
        was_there = name in {each["name"] for each in self.applied["entities"]}
        if not was_there or any(each.startswith(f"{name}.") for each in self.touched):
            raise Unsuitable
        self.closed.add(name)
        return name

    def field(self, *types: str, **keys: Any) -> tuple[str, Field]:
        """A field that has not been edited yet, of one of the types and with such keys."""
        genome = load(self.answers)
        found = [
            (entity.name, each)
            for entity in genome.entities
            for each in entity.fields
            if (not types or each.type in types)
            and all(getattr(each, key) == value for key, value in keys.items())
            and not each.is_computed
            and entity.name not in self.closed
            and f"{entity.name}.{each.name}" not in self.touched
        ]
        if not found:
            raise Unsuitable
        entity, chosen = self.choose(found)
        self.touched.add(f"{entity}.{chosen.name}")
        return entity, chosen

    def free_name(self, entity: str) -> str:
        """A name that no field of the entity has, perhaps one that a field has had."""
        taken = {each["name"] for each in edits.entity_in(self.answers, entity)["fields"]}
        former = {
            name for each in self.applied["entities"] for name in _names(each) if _is_plain(name)
        }
        names = sorted({*FIELD_NAMES, *former} - taken)
        name = str(self.choose(names))
        if f"{entity}.{name}" in self.touched:
            raise Unsuitable
        self.touched.add(f"{entity}.{name}")
        return name

    def ways(self, *named: str) -> list[str]:
        """The ways to allow a loss, and that of not saying anything."""
        return [*named] if self.careful else [*named, ""]

    def is_said(self, name: str) -> bool:
        """Whether an earlier edit has acknowledged a loss of the field or entity already."""
        own = name.rpartition(".")[2]
        return any(
            said.partition(":")[0].rpartition(".")[2] == own
            for said in self.answers.get("dropped", [])
        )

    def acknowledges(self, name: str, mark: str = "") -> Edit | None:
        """Whether this time the genome says that something may be lost: mostly."""
        if self.careful or self.choose([True, False]):
            return edits.acknowledge(name + mark)
        if self.is_said(name):
            raise Unsuitable
        return None


def _names(entity: Answers) -> list[str]:
    return [each["name"] for each in entity["fields"]]


def _is_plain(name: str) -> bool:
    return name not in {"title", "name", "label", "twice"}
