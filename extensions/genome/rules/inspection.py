"""What every rule works with: the genome, what others it may name, and where to report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..entities import Entity
from ..fields import Field
from ..problems import Location, Problem, did_you_mean, quoted
from ..repair import Doubts
from ..schema import USER, Genome


class Inspection:
    """Collects problems and warnings about one genome, and looks up what it names."""

    def __init__(self, genome: Genome, doubts: Doubts) -> None:
        self.genome = genome
        self.doubts = doubts
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def refuse(self, location: Location, message: str) -> None:
        """Report a problem, unless it lies in a part that is already known to be wrong."""
        if not self.doubts.cover(location):
            self.problems.append(Problem(location, message))

    def warn(self, location: Location, message: str) -> None:
        """Report what deserves a second look."""
        if not self.doubts.cover(location):
            self.warnings.append(Problem(location, message))

    def entity(self, name: str, location: Location) -> Entity | None:
        """Look an entity up; report when there is none of that name."""
        found = self.genome.entities_by_name.get(name)
        if found is None and not self.doubts.about("entities"):
            names = [*self.genome.entities_by_name, USER]
            self.refuse(location, f"no entity {quoted(name)}{did_you_mean(name, names)}")
        return found

    def field(
        self, index: int, name: str, location: Location, *, also: Sequence[str] = ()
    ) -> Field | None:
        """Look a field of the entity at an index up; report when there is none of that name.

        also: other names that are right there, for which nothing is returned either.
        """
        fields = self.genome.entities[index].fields_by_name
        found = fields.get(name)
        if found is None and name not in also and not self.doubts.about("entities", index):
            names = [*fields, *also]
            self.refuse(location, f"no field {quoted(name)}{did_you_mean(name, names)}")
        return found if found is not None and found.is_sound else None

    def fields(
        self, index: int, names: Iterable[str], location: Location, *, also: Sequence[str] = ()
    ) -> list[tuple[Location, Field]]:
        """Look several fields up; report unknown names and names that stand there twice."""
        found: list[tuple[Location, Field]] = []
        seen: set[str] = set()
        for position, name in enumerate(names):
            here = (*location, position)
            if name in seen:
                self.refuse(here, f"{quoted(name)} stands here twice")
            elif field := self.field(index, name, here, also=also):
                found.append((here, field))
            seen.add(name)
        return found

    def roles(self, names: Iterable[str] | None, location: Location) -> None:
        """Report names of roles that do not exist or stand in a list twice."""
        seen: set[str] = set()
        for position, name in enumerate(names or ()):
            self.role(name, (*location, position))
            if name in seen:
                self.refuse((*location, position), f"{quoted(name)} stands here twice")
            seen.add(name)

    def role(self, name: str, location: Location) -> None:
        """Report a role that does not exist."""
        known = [role.name for role in self.genome.all_roles]
        if name not in known and not self.doubts.about("roles"):
            self.refuse(location, f"no role {quoted(name)}{did_you_mean(name, known)}")

    def unique(self, names: Iterable[tuple[Location, str]], what: str) -> None:
        """Report names that collide with an earlier one, upper and lower case being the same."""
        seen: dict[str, str] = {}
        for location, name in names:
            earlier = seen.get(name.casefold())
            if earlier is None:
                seen[name.casefold()] = name
            elif earlier == name:
                self.refuse(location, f"{what} {quoted(name)} is there twice")
            else:
                self.refuse(
                    location, f"{what} {quoted(name)} differs from {quoted(earlier)} by case only"
                )
