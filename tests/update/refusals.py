"""Edits that would lose data, or leave open what becomes of it, with the lines that allow them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.update.edits import (
    Edit,
    acknowledge,
    add_field,
    change_entity,
    change_field,
    change_project,
    drop_entity,
    drop_field,
    rename_entity,
    rename_field,
    together,
)

ITEM = "stock_item"


RESIGNED = "UPDATE users_membership SET role = 'member' WHERE role = 'packer'"


@dataclass(frozen=True)
class Way:
    """A way out that the refusal names.

    line:    what it says is to be added
    edit:    that, done
    fits:    a statement after which every row fits, where the line only says that they do
    changes: columns or tables that hold something else afterwards
    """

    line: str
    edit: Edit
    fits: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """An edit that is refused, and the objects that are named."""

    name: str
    edit: Edit
    subjects: Sequence[str]
    ways: Sequence[Way]


def said(name: str, fits: str = "", *also: str) -> Way:
    """The way out that says that something may be lost."""
    return Way(f"dropped: [{name}]", acknowledge(name), fits, (name.partition(":")[0], *also))


def keyed(entity: str, name: str, line: str, **keys: Any) -> Way:
    """The way out that adds a key to a field."""
    changes = () if "renamed_from" in keys else (f"{entity}.{name}",)
    return Way(line, change_field(entity, name, **keys), changes=changes)


def every(column: str, value: str) -> str:
    """The statement that sets a column of all items."""
    return f"UPDATE {ITEM} SET {column} = {value}"


GONE = [
    Refusal(
        "a field that goes",
        drop_field("Item", "code", acknowledged=False),
        ["Item.code"],
        [said("Item.code")],
    ),
    Refusal(
        "a field that is called otherwise, without a word",
        rename_field("Item", "note", "remark", said=False),
        ["Item.note"],
        [
            said("Item.note", "", "Item.remark"),
            keyed("Item", "remark", "renamed_from: note", renamed_from="note"),
        ],
    ),
    Refusal(
        "a required field that is called otherwise, without a word",
        rename_field("Item", "title", "heading", said=False),
        ["Item.title", "Item.heading"],
        [keyed("Item", "heading", "renamed_from: title", renamed_from="title")],
    ),
    Refusal(
        "a many-to-many relation that goes",
        drop_field("Item", "tags", acknowledged=False),
        ["Item.tags"],
        [said("Item.tags")],
    ),
    Refusal(
        "a many-to-many relation that is called otherwise, without a word",
        rename_field("Item", "tags", "marks", said=False),
        ["Item.tags"],
        [
            said("Item.tags", "", "Item.marks"),
            keyed("Item", "marks", "renamed_from: tags", renamed_from="tags"),
        ],
    ),
    Refusal(
        "an entity that goes",
        drop_entity("Move", acknowledged=False),
        ["Move"],
        [said("Move")],
    ),
    Refusal(
        "an entity that is called otherwise, without a word",
        rename_entity("Tag", "Mark", said=False),
        ["Tag"],
        [Way("renamed_from: Tag", change_entity("Mark", renamed_from="Tag", app="tags"))],
    ),
    Refusal(
        "a field of an entity that is called otherwise",
        together(rename_entity("Tag", "Mark"), drop_field("Mark", "weight", acknowledged=False)),
        ["Mark.weight"],
        [said("Mark.weight")],
    ),
    Refusal(
        "an entity that moves to another app",
        change_entity("Move", app="moves"),
        ["Move"],
        [Way("app: stock", change_entity("Move", app="stock"))],
    ),
    Refusal(
        "records of a workspace that all are to share",
        change_entity("Tag", scope="global"),
        ["Tag"],
        [Way("scope: workspace", change_entity("Tag", scope=None))],
    ),
    Refusal(
        "a role that goes",
        change_project(roles=None),
        ["Membership.role"],
        [said("Membership.role:choices", RESIGNED)],
    ),
]
CHANGED = [
    Refusal(
        "a text that becomes a number",
        change_field("Item", "code", type="integer", max_length=None),
        ["Item.code"],
        [
            said("Item.code:type", every("code", "'7'")),
            keyed("Item", "code", "backfill: <value>", backfill=7),
        ],
    ),
    Refusal(
        "a long text that becomes a short one",
        change_field("Item", "note", type="string", max_length=6),
        ["Item.note"],
        [said("Item.note:type", every("note", "'short'"))],
    ),
    Refusal(
        "a text that is cut",
        change_field("Item", "code", max_length=3),
        ["Item.code"],
        [
            said("Item.code:max_length", every("code", "'few'")),
            keyed("Item", "code", "backfill: <value>", backfill="-"),
        ],
    ),
    Refusal(
        "a choice that goes",
        change_field("Item", "state", choices=["OPEN", "12"]),
        ["Item.state"],
        [
            said("Item.state:choices", every("state", "'OPEN'")),
            keyed("Item", "state", "backfill: <value>", backfill="OPEN"),
        ],
    ),
    Refusal(
        "a number with fewer digits",
        change_field("Item", "price", digits=4),
        ["Item.price"],
        [said("Item.price:digits", every("price", "1"))],
    ),
    Refusal(
        "a number with fewer places",
        change_field("Item", "price", digits=7, places=1),
        ["Item.price"],
        [said("Item.price:places", every("price", "1.5"))],
    ),
    Refusal(
        "a number that becomes a whole one",
        change_field("Item", "price", type="integer", digits=None, places=None),
        ["Item.price"],
        [
            said("Item.price:type", every("price", "2.00")),
            keyed("Item", "price", "backfill: <value>", backfill=0),
        ],
    ),
    Refusal(
        "a moment that becomes a day",
        change_field("Item", "seen", type="date"),
        ["Item.seen"],
        [
            said("Item.seen:type", f"UPDATE {ITEM} SET seen = date_trunc('day', seen)"),
            keyed("Item", "seen", "backfill: <value>", backfill="2020-01-01"),
        ],
    ),
    Refusal(
        "a choice that becomes a number",
        change_field("Item", "state", type="integer", choices=None),
        ["Item.state"],
        [said("Item.state:type", every("state", "'12'"))],
    ),
]
STRICTER = [
    Refusal(
        "a text that is demanded",
        change_field("Item", "code", required=True),
        ["Item.code"],
        [
            said("Item.code:required", every("code", "'7'")),
            keyed("Item", "code", "backfill: <value>", backfill="-"),
        ],
    ),
    Refusal(
        "a number that is demanded",
        change_field("Item", "places", required=True),
        ["Item.places"],
        [
            said("Item.places:required", every("places", "1")),
            keyed("Item", "places", "backfill: <value>", backfill=1),
        ],
    ),
    Refusal(
        "a relation that is demanded",
        change_field("Item", "shelf", required=True),
        ["Item.shelf"],
        [said("Item.shelf:required", every("shelf_id", "(SELECT id FROM shelves_shelf LIMIT 1)"))],
    ),
    Refusal(
        "a new field that is demanded",
        add_field("Item", "size", "integer"),
        ["Item.size"],
        [
            keyed("Item", "size", "backfill: <value>", backfill=1),
            keyed("Item", "size", "required: false", required=False),
        ],
    ),
    Refusal(
        "a new text that is demanded",
        add_field("Item", "motto", "string"),
        ["Item.motto"],
        [keyed("Item", "motto", "backfill: <value>", backfill="-")],
    ),
    Refusal(
        "a new relation that is demanded",
        add_field("Tag", "place", "reference", to="Shelf"),
        ["Tag.place"],
        [keyed("Tag", "place", "required: false", required=False)],
    ),
    Refusal(
        "a new file that is demanded",
        add_field("Tag", "picture", "image"),
        ["Tag.picture"],
        [keyed("Tag", "picture", "required: false", required=False)],
    ),
]
REPLACED = [
    Refusal(
        "a relation to something else",
        change_field("Item", "shelf", to="Tag", related_name="placed_items"),
        ["Item.shelf"],
        [said("Item.shelf")],
    ),
    Refusal(
        "a relation to many that becomes one to one",
        change_field("Item", "tags", type="reference", required=False),
        ["Item.tags"],
        [said("Item.tags")],
    ),
    Refusal(
        "a relation that becomes a text",
        change_field("Item", "shelf", type="string", to=None),
        ["Item.shelf"],
        [said("Item.shelf")],
    ),
    Refusal(
        "a list that becomes a text",
        change_field("Item", "words", type="string", of=None),
        ["Item.words"],
        [said("Item.words")],
    ),
    Refusal(
        "a list of something else",
        change_field("Item", "words", of="integer"),
        ["Item.words"],
        [said("Item.words")],
    ),
    Refusal(
        "a secret that is told",
        change_field("Item", "secret", encrypted=None),
        ["Item.secret"],
        [said("Item.secret")],
    ),
    Refusal(
        "a computed value that is entered",
        change_field("Item", "twice", computed=None, required=False),
        ["Item.twice"],
        [said("Item.twice")],
    ),
    Refusal(
        "an entered value that is computed",
        change_field("Item", "places", computed="count + 1", required=None),
        ["Item.places"],
        [said("Item.places")],
    ),
]
SEVERAL = [
    Refusal(
        "many edits at once",
        together(
            drop_field("Item", "code", acknowledged=False),
            change_field("Item", "price", digits=4),
            change_field("Item", "shelf", to="Tag", related_name="placed_items"),
            add_field("Tag", "size", "integer"),
            rename_entity("Move", "Journey", said=False),
        ),
        ["Item.code", "Item.price", "Item.shelf", "Tag.size", "Move"],
        [
            Way(
                "dropped: [Item.code]",
                together(
                    acknowledge("Item.code", "Item.price:digits", "Item.shelf", "Move"),
                    change_field("Tag", "size", backfill=1),
                ),
                every("price", "1"),
                ("Item.shelf", "Item.price", "Tag.size", "Move", "Journey"),
            )
        ],
    ),
]
REFUSALS = [*GONE, *CHANGED, *STRICTER, *REPLACED, *SEVERAL]
