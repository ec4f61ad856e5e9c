"""Edits that somebody might make next, drawn by chance: right ones, and ones to be refused."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

from extensions.genome import GenomeError, load
from extensions.genome.fields import Field
from tests.builders import Answers
from tests.builders import entity as an_entity
from tests.builders import field as a_field
from tests.update import edits
from tests.update.author import ENTITY_NAMES, Author, Proposal, Unsuitable
from tests.update.conversions import DoesNotFit, converted, must_be_filled, must_be_unique
from tests.update.edits import together
from tests.update.rows import Rows
from tests.update.warehouse import FILLINGS, OPTIONAL, RETYPED, TYPED, Shape

TRIES = 3


def proposals_of(author: Author, count: int) -> list[Proposal]:
    """Make up some edits, one upon the other; fewer where nothing possible comes to mind."""
    found: list[Proposal] = []
    for _ in range(count * TRIES):
        proposal = _proposed(author) if len(found) < count else None
        found += [proposal] if proposal else []
    return found


def _proposed(author: Author) -> Proposal | None:
    try:
        proposal: Proposal = author.choose(KINDS)(author)
        answers = deepcopy(author.answers)
        proposal.edit.change(answers)
        load(answers)
    except (Unsuitable, GenomeError):
        return None
    if author.careful and proposal.refused:
        return None
    author.answers = answers
    return proposal


def add_optional(author: Author) -> Proposal:
    entity = author.entity()
    name = author.free_name(entity)
    kind = author.choose(
        ["string", "text", "integer", "date", "boolean", "reference", "references"]
    )
    keys: Answers = {"required": False}
    if kind in {"reference", "references"}:
        keys |= {"to": author.entity(), "related_name": f"{name}_of_{entity.lower()}"}
    return Proposal(edits.add_field(entity, name, kind, value=OPTIONAL[kind], **keys))


def add_required(author: Author) -> Proposal:
    entity = author.entity()
    name = author.free_name(entity)
    kind = author.choose(sorted(FILLINGS))
    keys: Answers = {"choices": ["OPEN", "12"]} if kind == "enum" else {}
    said, stored = FILLINGS[kind]
    way = author.choose(author.ways("backfill", "default"))
    if way:
        return Proposal(edits.add_field(entity, name, kind, value=stored, **{way: said}, **keys))
    return Proposal(edits.add_field(entity, name, kind, **keys), refused=f"{entity}.{name}")


def add_required_relation(author: Author) -> Proposal:
    entity = author.entity()
    name = author.free_name(entity)
    keys = {"to": author.entity(), "related_name": f"{name}_of_{entity.lower()}"}
    return Proposal(edits.add_field(entity, name, "reference", **keys), refused=f"{entity}.{name}")


def rename(author: Author) -> Proposal:
    entity, chosen = author.field()
    name = author.free_name(entity)
    return Proposal(edits.rename_field(entity, chosen.name, name))


def rename_without_a_word(author: Author) -> Proposal:
    entity, chosen = author.field()
    name = author.free_name(entity)
    subject = f"{entity}.{chosen.name}"
    if author.is_said(subject):
        raise Unsuitable
    return Proposal(edits.rename_field(entity, chosen.name, name, said=False), refused=subject)


def swap(author: Author) -> Proposal:
    entity, one = author.field()
    others = [
        each
        for each in load(author.answers).entities_by_name[entity].fields
        if f"{entity}.{each.name}" not in author.touched and not each.is_computed
    ]
    if not others:
        raise Unsuitable
    other = author.choose(others)
    if one.renamed_from == other.name or other.renamed_from == one.name:
        raise Unsuitable  # they have changed names before: a genome cannot tell whether again
    author.touched.add(f"{entity}.{other.name}")
    return Proposal(edits.swap_fields(entity, one.name, other.name))


def drop(author: Author) -> Proposal:
    entity, chosen = author.field()
    subject = f"{entity}.{chosen.name}"
    said = author.acknowledges(subject)
    edit = edits.drop_field(entity, chosen.name, acknowledged=bool(said))
    return Proposal(edit, refused="" if said else subject)


def retype(author: Author) -> Proposal:
    entity, before = author.field(*RETYPED, unique=False, encrypted=False)
    subject = f"{entity}.{before.name}"
    shape: Shape = author.choose(RETYPED[before.type])
    keys: Answers = {**dict.fromkeys(TYPED), **shape.keys}
    present = Field.model_validate({**shape.keys, "name": before.name, "required": before.required})
    way = author.choose(author.ways("said", "backfill", "backfill")) if shape.key else "sure"
    if way == "" and author.is_said(subject):
        raise Unsuitable
    instead = None
    if way == "backfill":
        keys["backfill"], instead = FILLINGS[present.type]
    edit = edits.change_field(entity, before.name, **keys)
    edit = replace(edit, effect=_conversion(entity, before, present, instead))
    if way == "said":
        edit = together(edit, edits.acknowledge(f"{subject}:{shape.key}"))
    return Proposal(edit, refused="" if way else subject)


def _conversion(
    entity: str, before: Field, present: Field, instead: str | None
) -> Callable[[Rows], None]:
    def effect(rows: Rows) -> None:
        column = rows[entity][before.name]
        for row, value in column.items():
            try:
                column[row] = converted(before, present, value)
            except DoesNotFit:
                if instead is None:
                    raise
                column[row] = converted(present, present, instead)

    return effect


def demand(author: Author) -> Proposal:
    entity, chosen = author.field(*FILLINGS, required=False, encrypted=False)
    subject = f"{entity}.{chosen.name}"
    way = author.choose(author.ways("backfill", "said"))
    if way == "" and (author.is_said(subject) or chosen.default is not None):
        raise Unsuitable
    said, stored = FILLINGS[chosen.type]
    keys: Answers = {"required": True, "backfill": said if way == "backfill" else None}

    def effect(rows: Rows) -> None:
        if way == "said":
            must_be_filled(rows, entity, chosen.name)
        column = rows[entity][chosen.name]
        column.update(
            {row: value or converted(chosen, chosen, stored) for row, value in column.items()}
        )

    edit = replace(edits.change_field(entity, chosen.name, **keys), effect=effect)
    if way == "said":
        edit = together(edit, edits.acknowledge(f"{subject}:required"))
    return Proposal(edit, refused="" if way else subject)


def demand_relation(author: Author) -> Proposal:
    entity, chosen = author.field("reference", required=False)
    subject = f"{entity}.{chosen.name}"
    said = author.acknowledges(subject, ":required")
    edit = replace(
        edits.change_field(entity, chosen.name, required=True, on_delete="protect"),
        effect=lambda rows: must_be_filled(rows, entity, chosen.name),
    )
    return Proposal(together(edit, said) if said else edit, refused="" if said else subject)


def relax(author: Author) -> Proposal:
    entity, chosen = author.field(*FILLINGS, "reference", required=True)
    return Proposal(edits.change_field(entity, chosen.name, required=False))


def make_unique(author: Author) -> Proposal:
    entity, chosen = author.field(
        "string", "integer", "big_integer", "date", unique=False, encrypted=False
    )
    edit = edits.change_field(entity, chosen.name, unique=True)
    return Proposal(replace(edit, effect=lambda rows: must_be_unique(rows, entity, chosen.name)))


def relax_unique(author: Author) -> Proposal:
    entity, chosen = author.field(unique=True)
    return Proposal(edits.change_field(entity, chosen.name, unique=None))


def aim_elsewhere(author: Author) -> Proposal:
    """A relation to another entity: its values cannot be kept."""
    entity, chosen = author.field("reference", required=False)
    target = author.entity()
    if target == chosen.to:
        raise Unsuitable
    subject = f"{entity}.{chosen.name}"
    said = author.acknowledges(subject)
    edit = edits.change_field(entity, chosen.name, lambda value: None, to=target)
    return Proposal(together(edit, said) if said else edit, refused="" if said else subject)


def add_entity(author: Author) -> Proposal:
    taken = {each["name"] for each in [*author.answers["entities"], *author.applied["entities"]]}
    names = [name for name in ENTITY_NAMES if name not in taken]
    if not names:
        raise Unsuitable
    name, other = author.choose(names), author.entity()
    author.closed.add(name)
    way_back = f"{name.lower()}_others"
    fields = [
        a_field("title"),
        a_field("count", "integer", required=False),
        a_field("other", "reference", to=other, required=False, related_name=way_back),
    ]
    return Proposal(edits.add_entity(an_entity(name, *fields)))


def rename_entity(author: Author) -> Proposal:
    said = author.careful or author.choose([True, False])
    former = author.entity() if said else author.entity_as_a_whole()
    known = {each["name"] for each in author.applied["entities"]}
    taken = known | {each["name"] for each in author.answers["entities"]}
    names = [name for name in ENTITY_NAMES if name not in taken]
    if not names or former not in known or (not said and author.is_said(former)):
        raise Unsuitable
    name = author.choose(names)
    if former in author.closed:
        author.closed.add(name)
    author.touched |= {
        f"{name}.{each.partition('.')[2]}"
        for each in author.touched
        if each.startswith(former + ".")
    }
    return Proposal(edits.rename_entity(former, name, said=said), refused="" if said else former)


def drop_entity(author: Author) -> Proposal:
    if len(author.answers["entities"]) < 3:
        raise Unsuitable
    name = author.entity_as_a_whole()
    incoming = []
    for entity, each in load(author.answers).incoming[name]:
        if entity.name == name:
            continue
        if entity.name in author.closed or f"{entity.name}.{each.name}" in author.touched:
            raise Unsuitable
        author.touched.add(f"{entity.name}.{each.name}")
        incoming.append(edits.drop_field(entity.name, each.name))
    said = author.acknowledges(name)
    edit = edits.drop_entity(name, acknowledged=bool(said))
    return Proposal(together(*incoming, edit), refused="" if said else name)


def move_entity(author: Author) -> Proposal:
    name = author.entity_as_a_whole()
    return Proposal(edits.change_entity(name, app="elsewhere"), refused=name)


KINDS: list[Callable[[Author], Proposal]] = [
    add_optional,
    add_optional,
    add_required,
    add_required_relation,
    rename,
    rename,
    rename_without_a_word,
    swap,
    drop,
    drop,
    retype,
    retype,
    retype,
    retype,
    demand,
    demand_relation,
    relax,
    make_unique,
    relax_unique,
    aim_elsewhere,
    add_entity,
    rename_entity,
    drop_entity,
    move_entity,
]
