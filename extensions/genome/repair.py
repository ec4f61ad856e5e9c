"""Makes a genome with schema problems readable, so that one run finds its other problems, too.

What is wrong itself is taken out or replaced by a neutral stand-in, and remembered: rules do not
report anything inside it, and do not conclude anything from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .problems import Location, Problem
from .schema import Genome


@dataclass
class Doubts:
    """What cannot be relied on in a repaired genome."""

    locations: set[Location] = field(default_factory=set)
    lists: set[Location] = field(default_factory=set)

    def cover(self, location: Location) -> bool:
        """Tell whether a location lies in a part that is wrong itself."""
        return any(location[:end] in self.locations for end in range(len(location) + 1))

    def about(self, *location: str | int) -> bool:
        """Tell whether names are missing from a list, so that a name not found proves nothing."""
        return location in self.lists


def repaired(answers: dict[str, Any], problems: Iterable[Problem]) -> tuple[dict[str, Any], Doubts]:
    """Return the answers without what the problems are about, and what to doubt because of it."""
    whole, doubts = dict(answers), Doubts()
    for problem in problems:
        if problem.location:
            _repair(whole, problem.location, doubts)
    return whole, doubts


def _repair(whole: dict[str, Any], location: Location, doubts: Doubts) -> None:
    top = str(location[0])
    if top == "entities" and len(location) > 1 and isinstance(location[1], int):
        whole[top] = list(whole[top])
        whole[top][location[1]] = _entity(whole[top][location[1]], location, doubts)
        return
    whole.pop(top, None)
    doubts.locations.add((top,))
    doubts.lists.add((top,))
    if top == "project_name":
        whole[top] = "project"
    if top == "entities":
        whole[top] = [_stand_in("Unreadable")]


def _entity(entity: Any, location: Location, doubts: Doubts) -> dict[str, Any]:
    index = int(location[1])
    key = location[2] if len(location) > 2 else None
    if not isinstance(entity, dict) or key is None:
        doubts.locations.add(location[:2])
        doubts.lists |= {("entities",), ("entities", index)}
        return _stand_in(f"Unreadable{index}")
    kept: dict[str, Any] = dict(entity)
    if key == "name":
        kept["name"] = f"Unreadable{index}"
        doubts.locations.add(location[:3])
        doubts.lists.add(("entities",))
    elif key == "fields" and len(location) > 3 and isinstance(location[3], int):
        kept["fields"] = list(kept["fields"])
        kept["fields"][location[3]] = _field(kept["fields"][location[3]], location, doubts)
    elif key == "fields":
        kept["fields"] = _stand_in("Unreadable")["fields"]
        doubts.locations.add(location[:2])
        doubts.lists.add(("entities", index))
    else:
        kept.pop(str(key), None)
        doubts.locations.add(location[:3])
    return kept


def _field(field: Any, location: Location, doubts: Doubts) -> dict[str, Any]:
    doubts.locations.add(location[:4])
    name = field.get("name") if isinstance(field, dict) else None
    if not isinstance(name, str) or (len(location) > 4 and location[4] == "name"):
        doubts.lists.add(location[:2])
        name = f"unreadable_{location[3]}"
    return {"name": name, "type": "string", "required": False}


def _stand_in(name: str) -> dict[str, Any]:
    return {"name": name, "fields": [{"name": "unreadable", "type": "string"}]}


def mark_stand_ins(genome: Genome, doubts: Doubts) -> None:
    """Mark the fields of a repaired genome from which no rule may conclude anything."""
    for location in doubts.locations:
        match location:
            case ("entities", int(entity), "fields", int(field)):
                genome.entities[entity].fields[field]._sound = False
            case ("entities", int(entity)):
                for each in genome.entities[entity].fields:
                    each._sound = False
