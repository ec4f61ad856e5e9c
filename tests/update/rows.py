"""All values of a database under the genome's names, to be compared before and after an edit.

A column is a mapping from the row's id to the value as PostgreSQL writes it; so counts and values
are compared at once, and a difference can be shown. What the database computes is left out.
"""

from __future__ import annotations

from copy import deepcopy

from extensions.genome import Genome
from extensions.genome.entities import Entity
from extensions.genome.fields import TO_ONE_TYPES, Field
from tests.update.workbench import Workbench

Value = str | None
Column = dict[str, Value]
Table = dict[str, Column]
Rows = dict[str, Table]

# What `migrate` itself fills.
BOOKS = {"django_migrations", "django_content_type", "auth_permission"}
COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND is_generated = 'NEVER'
    ORDER BY table_name, ordinal_position
"""
SHOWN = 3
DEFAULTED = "whatever the genome says"


def rows_in(bench: Workbench, database: str, genome: Genome) -> Rows:
    """Read all rows: of entities by the names of the genome, of other tables by those in SQL.

    A many-to-many relation is a column of its entity: the ids that a row is related to.
    """
    columns: dict[str, list[str]] = {}
    for table, column in bench.query(database, COLUMNS)[0]:
        if table not in BOOKS:
            columns.setdefault(table, []).append(column)
    queries = [_query(table, names) for table, names in columns.items()]
    answers = bench.query(database, *queries)
    raw = {
        table: {
            name: {row[0]: row[place] for row in found} for place, name in enumerate(names, start=1)
        }
        for (table, names), found in zip(columns.items(), answers, strict=True)
    }
    rows: Rows = {}
    for entity in genome.entities:
        table = raw.pop(table_of(entity), None)
        if table is not None:
            rows[entity.name] = _named(entity, table)
    for entity in genome.entities:
        for field in entity.relations:
            through = raw.pop(f"{table_of(entity)}_{field.name}", None)
            if through is not None and entity.name in rows:
                ids = rows[entity.name]["id"]
                rows[entity.name][field.name] = _related(through, ids)
    return {**rows, **raw}


def table_of(entity: Entity) -> str:
    """The table in which the records of an entity are."""
    return f"{entity.app}_{entity.name.lower()}"


def column_of(field: Field) -> str:
    """The column in which a field is."""
    return f"{field.name}_id" if field.type in TO_ONE_TYPES else field.name


def _query(table: str, columns: list[str]) -> str:
    key = "id" if "id" in columns else columns[0]
    listed = ", ".join(f'"{name}"::text' for name in columns)
    return f'SELECT "{key}"::text, {listed} FROM "{table}" ORDER BY 1'


def _named(entity: Entity, table: Table) -> Table:
    names = {column_of(field): field.name for field in entity.fields}
    return {names.get(column, column): values for column, values in table.items()}


def _related(through: Table, ids: Column) -> Column:
    source, target = [name for name in through if name.endswith("_id")][:2]
    related: dict[str, list[str]] = {row: [] for row in ids}
    for key, row in through[source].items():
        related[str(row)].append(str(through[target][key]))
    return {row: ",".join(sorted(found)) for row, found in related.items()}


def differences(expected: Rows, found: Rows) -> list[str]:
    """Tell in words how rows differ from those that were expected; nothing if they do not."""
    told = [f"{name}: the table is gone" for name in expected.keys() - found.keys()]
    told += [f"{name}: a table that nobody expected" for name in found.keys() - expected.keys()]
    for name in expected.keys() & found.keys():
        told += [f"{name}.{words}" for words in _in_table(expected[name], found[name])]
    return sorted(told)


def _in_table(expected: Table, found: Table) -> list[str]:
    told = [f"{name}: the column is gone" for name in expected.keys() - found.keys()]
    told += [f"{name}: a column that nobody expected" for name in found.keys() - expected.keys()]
    for name in expected.keys() & found.keys():
        before, after = expected[name], found[name]
        if before.keys() != after.keys():
            told.append(f"{name}: {len(after)} rows where {len(before)} were expected")
            continue
        wrong = [row for row in before if before[row] != after[row]]
        shown = ", ".join(f"{after[row]!r} instead of {before[row]!r}" for row in wrong[:SHOWN])
        if wrong:
            told.append(f"{name}: {len(wrong)} of {len(before)} values differ: {shown}")
    return told


def copied(rows: Rows) -> Rows:
    """A copy to be changed into what is expected."""
    return deepcopy(rows)


def emptied(bench: Workbench, database: str, genome: Genome) -> None:
    """Take values away from every third row where a field is optional, so that some are empty."""
    statements = []
    for entity in genome.entities:
        for number, field in enumerate(entity.fields):
            empty = nothing(field)
            if field.required or field.is_computed or field.is_many_to_many or empty == DEFAULTED:
                continue
            value = "NULL" if empty is None else "''"
            statements.append(
                f'UPDATE "{table_of(entity)}" SET "{column_of(field)}" = {value} WHERE id IN '
                f"(SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS number "
                f'FROM "{table_of(entity)}") AS numbered WHERE (number + {number}) % 3 = 0)'
            )
    bench.query(database, *statements)


def nothing(field: Field) -> Value:
    """What an optional field holds where nothing was said; DEFAULTED if it always has a value."""
    if field.type in {"boolean", "json", "array"}:
        return DEFAULTED
    if field.is_many_to_many or field.is_text or field.is_file or field.type == "enum":
        return ""
    return None if field.default is None else DEFAULTED
