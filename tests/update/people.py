"""Rows as people enter them: values of every kind, empty ones among them, relations included."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from extensions.genome import Genome
from extensions.genome.entities import Entity
from extensions.genome.fields import Field
from tests.update.rows import Value, column_of, nothing, table_of
from tests.update.workbench import Workbench

TEXTS = ["12", "7", "abc", "OPEN", "2024-01-05", "it's", "a text that has thirty letters"]
NUMBERS = ["0", "5", "12", "1000"]
DECIMALS = ["5.00", "12.50", "0.25", "1000.00", "5.0"]
DATES = ["2024-01-05", "2024-02-29"]
MOMENTS = ["2024-01-05 00:00:00+00", "2024-02-29 10:30:00+00"]
SIMPLE = {
    "integer": NUMBERS,
    "big_integer": [*NUMBERS, "9000000000"],
    "boolean": ["true", "false"],
    "date": DATES,
    "datetime": MOMENTS,
    "json": ['{"a": [1, null]}', "[]"],
    "array": ["{}", '{a,"b c"}'],
}
MOST_RELATED = 2


def enter(bench: Workbench, database: str, genome: Genome, chooser: Random, count: int) -> None:
    """Add rows to every table, where the records that they need are there."""
    first = "SELECT min(id::text) FROM users_{}"
    found = bench.query(database, first.format("workspace"), first.format("customuser"))
    workspace, user = (rows[0][0] for rows in found)
    for entity in genome.entities:
        known = _ids(bench, database, genome)
        statements: list[str] = []
        for _ in range(count):
            values = dict(_values(entity, known, user, chooser))
            if all(values.get(field.name, "") is not None for field in _demanded(entity)):
                row = str(UUID(int=chooser.getrandbits(128)))
                statements.append(_insert(entity, row, values, workspace))
                statements += _relate(entity, row, known, user, chooser)
        bench.query(database, *statements)


def _ids(bench: Workbench, database: str, genome: Genome) -> dict[str, list[str]]:
    queries = [
        f'SELECT id::text FROM "{table_of(entity)}" ORDER BY 1' for entity in genome.entities
    ]
    found = bench.query(database, *queries)
    return {
        entity.name: [row[0] for row in rows]
        for entity, rows in zip(genome.entities, found, strict=True)
    }


def _values(
    entity: Entity, known: dict[str, list[str]], user: str, chooser: Random
) -> Iterator[tuple[str, Value]]:
    for field in entity.fields:
        if not field.is_computed and not field.is_many_to_many:
            yield field.name, _value(field, known, user, chooser)


def _value(field: Field, known: dict[str, list[str]], user: str, chooser: Random) -> Value:
    if not field.required and nothing(field) in (None, "") and chooser.random() < 0.3:
        return nothing(field)
    if field.is_to_one:
        targets = [user] if field.to == "User" else known[str(field.to)]
        return chooser.choice(targets) if targets else None
    if field.unique:
        return _once(field, chooser)
    return chooser.choice(list(_pool(field)))


def _once(field: Field, chooser: Random) -> str:
    """A value that no other row has."""
    if field.is_text:
        return f"{chooser.getrandbits(60):015x}"[: field.max_length or 15]
    number = chooser.randrange(10**6)
    return str(date(2000, 1, 1) + timedelta(number)) if field.type == "date" else str(number)


def _pool(field: Field) -> Iterator[str]:
    if field.type == "enum":
        yield from (choice.value for choice in field.choices)
    elif field.is_text:
        room = field.max_length or len(TEXTS[-1])
        yield from (text for text in TEXTS if len(text) <= room)
    elif field.type == "decimal":
        digits, places = field.digits or 0, field.places or 0
        yield from (
            text
            for text in DECIMALS
            if round(Decimal(text), places) == Decimal(text)
            and Decimal(text) < 10 ** (digits - places)
        )
    else:
        yield from SIMPLE[field.type]


def _demanded(entity: Entity) -> list[Field]:
    return [field for field in entity.fields if field.required]


def _insert(entity: Entity, row: str, values: dict[str, Value], workspace: str) -> str:
    cells = {
        "id": row,
        "created_at": "2024-01-01 00:00:00+00",
        "updated_at": "2024-01-01 00:00:00+00",
        **({} if entity.is_global else {"workspace_id": workspace}),
        **{column_of(field): values[field.name] for field in entity.fields if field.name in values},
    }
    columns = ", ".join(f'"{name}"' for name in cells)
    texts = ", ".join(map(_quoted, cells.values()))
    return f'INSERT INTO "{table_of(entity)}" ({columns}) VALUES ({texts})'


def _relate(
    entity: Entity, row: str, known: dict[str, list[str]], user: str, chooser: Random
) -> Iterator[str]:
    for field in entity.fields:
        if field.is_many_to_many:
            table = f"{table_of(entity)}_{field.name}"
            source, target = _through(entity, field)
            others = [user] if field.to == "User" else known[str(field.to)]
            count = min(len(others), chooser.randint(0, MOST_RELATED))
            for other in chooser.sample(others, count):
                yield f"INSERT INTO \"{table}\" ({source}, {target}) VALUES ('{row}', '{other}')"


def _through(entity: Entity, field: Field) -> tuple[str, str]:
    name = entity.name.lower()
    if field.to == entity.name:
        return f"from_{name}_id", f"to_{name}_id"
    return f"{name}_id", "customuser_id" if field.to == "User" else f"{str(field.to).lower()}_id"


def _quoted(value: Value) -> str:
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'"
