"""The models of a small app, and edits of them of every kind, each on what those before left."""

from __future__ import annotations

from dataclasses import dataclass

START = """\
from django.db import models


class Shelf(models.Model):
    name = models.CharField(max_length=50)


class Drawer(models.Model):
    name = models.CharField(max_length=50)


class Item(models.Model):
    class Kind(models.TextChoices):
        BOOK = "BOOK", "Book"
        DISK = "DISK", "Disk"
        TAPE = "TAPE", "Tape"

    kind = models.CharField(max_length=50, choices=Kind, default=Kind.BOOK)
    title = models.CharField(max_length=100)
    code = models.CharField(max_length=20)
    notes = models.TextField(blank=True)
    remark = models.TextField(blank=True)
    count = models.IntegerField()
    weight = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    colour = models.CharField(max_length=20)
    made = models.DateField()
    shelf = models.ForeignKey(Shelf, models.RESTRICT, null=True, related_name="+")
    # fields

    class Meta:
        constraints = [
            # constraints
        ]
        indexes = [
            # indexes
        ]
"""
ROWS = (
    "INSERT INTO stock_shelf (name) VALUES ('upper'), ('lower')",
    "INSERT INTO stock_drawer (name) VALUES ('left')",
    """
    INSERT INTO stock_item
        (kind, title, code, notes, remark, count, weight, colour, made, shelf_id)
    SELECT 'BOOK', 'title ' || n, 'code ' || n, 'notes', '', n, NULLIF(n % 3, 0) * 1.25, 'red',
        DATE '2026-01-01' + n, 1 + n % 2
    FROM generate_series(1, 20) AS n
    """,
)


@dataclass(frozen=True)
class Change:
    """Texts that take the place of others in the models, and options that say what is meant."""

    name: str
    edits: tuple[tuple[str, str], ...]
    options: tuple[str, ...] = ()


def edit(name: str, former: str, now: str, *options: str) -> Change:
    """One text takes the place of another."""
    return Change(name, ((former, now),), options)


def field(name: str, declaration: str, *options: str) -> Change:
    """A field is added."""
    return edit(name, "    # fields", f"    {declaration}\n    # fields", *options)


def constraint(name: str, declaration: str) -> Change:
    """A constraint is added."""
    mark = "            # constraints"
    return edit(name, mark, f"            {declaration},\n{mark}")


DOUBLE = (
    'double = models.GeneratedField(expression=models.F("count") * 2, '
    "output_field=models.IntegerField(), db_persist=True)"
)
INDEX = 'models.Index(fields=["made", "kind"], name="item_made")'
CHECK = 'models.CheckConstraint(condition=models.Q(count__gte=0), name="item_count")'
UNIQUE = 'models.UniqueConstraint(fields=["code"], name="item_code")'
PARTIAL = (
    'models.UniqueConstraint(fields=["remark"], condition=~models.Q(remark=""), name="item_remark")'
)

ADDED = (
    field("optional", "size = models.IntegerField(null=True, blank=True)"),
    field("optional_text", "label = models.CharField(max_length=20, blank=True)"),
    field("required", "level = models.IntegerField()", "--backfill=stock.Item.level=1"),
    field("counted", "rank = models.PositiveIntegerField(default=0)"),
    field("indexed", "tone = models.CharField(max_length=20, blank=True, db_index=True)"),
    field("reference", "drawer = models.ForeignKey(Drawer, models.SET_NULL, null=True)"),
    field("many", 'drawers = models.ManyToManyField(Drawer, related_name="+")'),
    field("generated", DOUBLE),
    edit("index", "            # indexes", f"            {INDEX},\n            # indexes"),
    constraint("check", CHECK),
    constraint("unique", UNIQUE),
    constraint("partial", PARTIAL),
)
ALTERED = (
    edit("help", "blank=True)\n    remark", 'blank=True, help_text="Why?")\n    remark'),
    edit("wider", "max_length=100", "max_length=200"),
    edit("text", "colour = models.CharField(max_length=20)", "colour = models.TextField()"),
    edit("bigger", "count = models.IntegerField()", "count = models.BigIntegerField()"),
    edit("derived", f"    {DOUBLE}\n", ""),
    edit("precise", "max_digits=6, decimal_places=2", "max_digits=8, decimal_places=4"),
    edit("moment", "made = models.DateField()", "made = models.DateTimeField()"),
    edit(
        "shorter",
        "code = models.CharField(max_length=20)",
        "code = models.CharField(max_length=10)",
        "--dropped=Item.code:max_length",
    ),
    edit(
        "replaced",
        "colour = models.TextField()",
        "colour = models.CharField(max_length=2)",
        "--backfill=stock.Item.colour=??",
    ),
    edit("worded", "size = models.IntegerField(", "size = models.CharField(max_length=20, "),
    edit("fewer", '        TAPE = "TAPE", "Tape"\n', "", "--dropped=Item.kind:choices"),
    edit(
        "demanded",
        "decimal_places=4, null=True",
        "decimal_places=4",
        "--backfill=stock.Item.weight=0",
    ),
    edit(
        "filled",
        "label = models.CharField(max_length=20, blank=True)",
        "label = models.CharField(max_length=20)",
        "--backfill=stock.Item.label=none",
    ),
    edit("relaxed", "decimal_places=4", "decimal_places=4, null=True"),
)
RENAMED = (
    edit("renamed", "notes =", "details =", "--renamed=stock.Item.notes=details"),
    Change(
        "renamed_unique",
        (("code =", "sign ="), ('["code"]', '["sign"]')),
        ("--renamed=stock.Item.code=sign",),
    ),
    Change(
        "swapped",
        (("title =", "swapped ="), ("colour =", "title ="), ("swapped =", "colour =")),
        ("--renamed=stock.Item.title=colour", "--renamed=stock.Item.colour=title"),
    ),
    Change(
        "renamed_model",
        (("class Drawer(", "class Box("), ("(Drawer,", "(Box,")),
        ("--renamed=stock.Drawer=Box",),
    ),
    edit("renamed_index", 'name="item_made"', 'name="item_made_at"'),
)
REMOVED = (
    Change("unconstrained", ((f"            {CHECK},\n", ""), (f"            {PARTIAL},\n", ""))),
    edit("unindexed", f"            {INDEX},\n".replace("item_made", "item_made_at"), ""),
    edit("dropped", "    remark = models.TextField(blank=True)\n", "", "--dropped=Item.remark"),
    edit("dropped_required", "    level = models.IntegerField()\n", "", "--dropped=Item.level"),
    edit(
        "dropped_many",
        '    drawers = models.ManyToManyField(Box, related_name="+")\n',
        "",
        "--dropped=Item.drawers",
    ),
    Change(
        "dropped_model",
        (
            ("class Box(models.Model):\n    name = models.CharField(max_length=50)\n\n\n", ""),
            ("    drawer = models.ForeignKey(Box, models.SET_NULL, null=True)\n", ""),
        ),
        ("--dropped=Box", "--dropped=Item.drawer"),
    ),
)
CHANGES = (*ADDED, *ALTERED, *RENAMED, *REMOVED)
