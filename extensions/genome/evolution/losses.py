"""Edits of a genome that would lose data, or that leave open what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..entities import Entity
from ..fields import Field
from ..schema import Genome
from .conversions import is_convertible, misfit
from .successors import successors

DELETED_AT = "deleted_at"
HELD_BY_MEMBERS = "Membership.role:choices"


@dataclass(frozen=True)
class Loss:
    """One edit that is refused.

    subject: `Order` or `Order.code`
    what:    what would happen, and what is not said about it
    ways:    ways out; each is what one wants, and the line of the genome that says so
    """

    subject: str
    what: str
    ways: tuple[tuple[str, str], ...]


def refusal(found: list[Loss]) -> str:
    """Lay losses out for people: what is refused, and the lines that would allow it."""
    lines = []
    for loss in found:
        lines.append(f"refused: {loss.subject} {loss.what}.")
        width = max(len(wish) for wish, _ in loss.ways) + 1
        lines += [f"  {f'{wish}:'.ljust(width)}  {line}" for wish, line in loss.ways]
    return "\n".join([*lines, "Nothing was changed."])


def losses(former: Genome, present: Genome) -> list[Loss]:
    """Return what the step from one genome to the next would lose without saying so."""
    return [*_Step(former, present).losses()]


class _Step:
    """The step from one genome to the next."""

    def __init__(self, former: Genome, present: Genome) -> None:
        self.former = former
        self.present = present
        self.dropped = frozenset(present.dropped)
        self.entities = successors(former.entities_by_name, present.entities_by_name)

    def losses(self) -> Iterator[Loss]:
        yield from self.roles()
        for before in self.former.entities:
            after = self.entities.get(before.name)
            if after is None:
                yield from self.entity_gone(before)
            else:
                if (before.app, before.scope) != (after.app, after.scope):
                    yield self.entity_moved(before, after)
                yield from self.deletions(before, after)
                yield from self.fields(before, after)

    def roles(self) -> Iterator[Loss]:
        gone = {role.name for role in self.former.roles} - {
            role.name for role in self.present.roles
        }
        if gone and HELD_BY_MEMBERS not in self.dropped:
            yield Loss(
                "Membership.role",
                f"would not allow {', '.join(sorted(gone))} any more, and members may have it",
                (("if nobody has it", f"dropped: [{HELD_BY_MEMBERS}]"),),
            )

    def entity_gone(self, before: Entity) -> Iterator[Loss]:
        if before.name not in self.dropped:
            yield Loss(
                before.name,
                "would be dropped with all its records, and nothing in the genome says so",
                (
                    ("to drop it", f"dropped: [{before.name}]"),
                    (
                        "to rename it",
                        f"add `renamed_from: {before.name}` and `app: {before.app}` to the entity "
                        "that replaces it",
                    ),
                ),
            )

    def entity_moved(self, before: Entity, after: Entity) -> Loss:
        if before.scope != after.scope:
            return Loss(
                after.name,
                f"would change its scope from {before.scope} to {after.scope}, and nothing says "
                "which workspace a record belongs to",
                (
                    ("to keep it", f"scope: {before.scope}"),
                    ("to replace it", "add an entity of another name, copy the records, drop this"),
                ),
            )
        return Loss(
            after.name,
            f"would move from the app '{before.app}' to '{after.app}': its table and its "
            "migrations stay where they are",
            (("to keep it there", f"add `app: {before.app}` to {after.name}"),),
        )

    def deletions(self, before: Entity, after: Entity) -> Iterator[Loss]:
        """Which records are deleted is in a column, and without it they are records again."""
        names = {before.name, after.name}
        if before.soft_delete and not after.soft_delete and not self.says(names, DELETED_AT):
            subject = f"{after.name}.{DELETED_AT}"
            yield Loss(
                subject,
                "would be dropped, and all deleted records would be back",
                (
                    ("if that is meant", f"dropped: [{subject}]"),
                    ("to keep it", f"soft_delete: true on {after.name}"),
                ),
            )

    def fields(self, before: Entity, after: Entity) -> Iterator[Loss]:
        continued = successors(before.fields_by_name, after.fields_by_name)
        names = {before.name, after.name}
        for field in before.fields:
            present = continued.get(field.name)
            if present is not None:
                yield from self.field_changed(names, after, field, present)
            elif not field.is_computed and not self.says(names, field.name):
                yield self.field_gone(before, after, field)
        known = {field.name for field in continued.values()}
        for field in after.fields:
            if field.name not in known:
                yield from self.field_added(after, field)

    def says(self, entities: set[str], field: str, *keys: str) -> bool:
        """Tell whether `dropped` names a field, or one of the changes of it."""
        tails = [f":{key}" for key in keys] if keys else [""]
        return any(f"{name}.{field}{tail}" in self.dropped for name in entities for tail in tails)

    def field_gone(self, before: Entity, entity: Entity, field: Field) -> Loss:
        subject = f"{entity.name}.{field.name}"
        for other in entity.fields:
            there = before.fields_by_name.get(other.name)
            if there and there.renamed_from != field.name == other.renamed_from:
                return Loss(
                    subject,
                    f"cannot become {entity.name}.{other.name}, which is there already",
                    (("to rename it", f"drop or rename {other.name} first, in an update before"),),
                )
        return Loss(
            subject,
            "would be dropped and nothing in the genome says so",
            (
                ("to drop it", f"dropped: [{subject}]"),
                (
                    "to rename it",
                    f"add `renamed_from: {field.name}` to the field that replaces it",
                ),
            ),
        )

    def field_added(self, entity: Entity, field: Field) -> Iterator[Loss]:
        if not field.required or field.is_computed or _fills(field):
            return
        yield Loss(
            f"{entity.name}.{field.name}",
            "is new and required, and nothing says what the records that are there have in it",
            _ways_to_fill(field),
        )

    def field_changed(
        self, names: set[str], entity: Entity, before: Field, after: Field
    ) -> Iterator[Loss]:
        subject = f"{entity.name}.{after.name}"
        both = {before.name, after.name}

        def acknowledged(key: str) -> bool:
            return any(self.says(names, name, key, "type") for name in both)

        if not is_convertible(before, after, same_target=self.has_same_target(before, after)):
            if any(self.says(names, name) for name in both):
                yield from self.field_added(entity, after)
            else:
                yield _not_convertible(entity, before, after)
            return
        found = misfit(before, after)
        if found and after.backfill is None and not acknowledged(found.key):
            yield Loss(
                subject,
                f"{found.what}, and nothing says what becomes of values that do not fit",
                (
                    ("if all fit", f"dropped: [{subject}:{found.key}]"),
                    ("to replace them", f"add `backfill: <value>` to {subject}"),
                ),
            )
        if _becomes_required(before, after) and not (_fills(after) or acknowledged("required")):
            fill = ("to fill them", f"add `backfill: <value>` to {subject}")
            yield Loss(
                subject,
                "would be required, and nothing says what the records without a value get",
                (
                    *(() if _cannot_be_filled(after) else (fill,)),
                    ("if none is empty", f"dropped: [{subject}:required]"),
                ),
            )

    def has_same_target(self, before: Field, after: Field) -> bool:
        if before.to in self.former.entities_by_name:
            target = self.entities.get(before.to or "")
            return target is not None and target.name == after.to
        return before.to == after.to


def _fills(field: Field) -> bool:
    return field.backfill is not None or field.default is not None


def _cannot_be_filled(field: Field) -> bool:
    return field.is_relation or field.is_file


def _ways_to_fill(field: Field) -> tuple[tuple[str, str], ...]:
    if _cannot_be_filled(field):
        return (("to add it", "make it `required: false`, fill the records, then require it"),)
    return (("to fill them", "add `backfill: <value>` to it"), ("or", "add `required: false`"))


def _becomes_required(before: Field, after: Field) -> bool:
    is_empty_possible = not before.required and before.type not in {"boolean", "json", "array"}
    return is_empty_possible and after.required and not after.is_many_to_many


def _not_convertible(entity: Entity, before: Field, after: Field) -> Loss:
    subject = f"{entity.name}.{after.name}"
    if before.encrypted and not after.encrypted:
        what = "would not be encrypted any more, and the database cannot decrypt it"
    elif before.is_relation and after.is_relation and before.type == after.type:
        what = f"would refer to {after.to} instead of {before.to}"
    else:
        what = f"would change from {_kind(before)} to {_kind(after)}, which no value survives"
    return Loss(
        subject,
        what,
        (
            ("to lose its values", f"dropped: [{subject}]"),
            ("to keep them", "add a field of another name, copy the values, then drop this one"),
        ),
    )


def _kind(field: Field) -> str:
    if field.is_computed:
        return "a computed value"
    return f"array of {field.of}" if field.type == "array" else field.type
