"""The tables of a database: columns, constraints and indexes."""

from __future__ import annotations

from tests.update.workbench import Row, Workbench

COLUMNS = """
    SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision,
           numeric_scale, is_nullable, column_default, generation_expression
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2
"""
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2
"""
INDEXES = """
    SELECT tablename, indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' ORDER BY 1, 2
"""


def schema_in(bench: Workbench, database: str) -> list[Row]:
    """Everything that migrations make, one line for each part, in order."""
    return [row for rows in bench.query(database, COLUMNS, CONSTRAINTS, INDEXES) for row in rows]
