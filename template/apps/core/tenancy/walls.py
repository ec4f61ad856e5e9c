"""What `migrate` puts in place around the tables: policies, composite keys, triggers, grants.

All of it follows from the models, so none of it stands in migrations: what is expected is
compared with what the database has, and the difference is made up for. A table without its walls
gets no grant, so the app's role cannot touch it.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from django.db import connection, transaction

from apps.audit.triggers import Trigger, expected_triggers, functions
from apps.core.tenancy import roles
from apps.core.tenancy.keys import (
    KEY_PREFIX,
    PAIR_PREFIX,
    Key,
    expected_keys,
    key_name,
    pair_name,
)
from apps.core.tenancy.policies import expected_policies

OWN_POLICIES = {"tenancy", "own"}
SHOWN = 5


def prepare() -> None:
    """Put in place what tables refer to; before migrations run."""
    with connection.cursor() as cursor:
        for function in functions():
            cursor.execute(function)


def raise_walls() -> list[str]:
    """Bring the database in step with the models, and return the statements that it took."""
    statements = []
    with transaction.atomic(), connection.cursor() as cursor:
        for step in STEPS:
            for statement in step():
                cursor.execute(statement)
                statements.append(statement)
    return statements


def rows_across() -> list[str]:
    """Tell of rows that point to another workspace, for which keys cannot be created."""
    told = []
    for key in _missing_keys():
        count, ids = key.rows_across(SHOWN)
        if count:
            told.append(f"{key.table}.{key.column}: {count}, such as {', '.join(ids)}")
    return told


def missing_walls() -> list[str]:
    """Return the statements that `migrate` has yet to run; none in a database that is in step."""
    return [statement for step in STEPS for statement in step()]


def _policies() -> Iterator[str]:
    """Enable row-level security, also for owners; create policies, remove those nobody asks for."""
    walled = dict(
        _rows(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class"
            " WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"
        )
    )
    present = {
        (table, name): comment
        for table, name, comment in _rows(
            "SELECT relname, polname, obj_description(pg_policy.oid, 'pg_policy') FROM pg_policy"
            " JOIN pg_class ON pg_class.oid = polrelid"
            " WHERE relnamespace = current_schema()::regnamespace"
        )
    }
    expected = {
        (policy.table, policy.name): policy
        for policy in expected_policies()
        if policy.table in walled
    }
    tables = {table for table, _ in expected}
    for table, name in sorted(present.keys() - expected.keys()):
        if name in OWN_POLICIES:
            yield f"DROP POLICY {_quoted(name)} ON {_quoted(table)}"
            if table not in tables:
                yield f"ALTER TABLE {_quoted(table)} DISABLE ROW LEVEL SECURITY"
    for key, policy in expected.items():
        table, name = _quoted(policy.table), _quoted(policy.name)
        if not walled[policy.table]:
            walled[policy.table] = True
            yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
            yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        if present.get(key) != _fingerprint(policy.sql):
            yield f"DROP POLICY IF EXISTS {name} ON {table}"
            yield policy.sql
            yield f"COMMENT ON POLICY {name} ON {table} IS '{_fingerprint(policy.sql)}'"


def _keys() -> Iterator[str]:
    """Create the composite keys and the unique pairs that they point to; remove former ones.

    Both are called after what they are on, so they follow when that is renamed.
    """
    expected = expected_keys()
    possible = _possible(expected)
    wanted = {(key.table, key.column, key.target) for key in expected}
    present = _present_keys()
    former = [key for key in present if key[3].startswith(KEY_PREFIX) and key[:3] not in wanted]
    keys = [key for key in present if key not in former]
    targets = {key.target for key in possible}
    referred = targets | {target for _, _, target, _ in keys}
    present_pairs = _present_pairs()
    pairs = [pair for pair in present_pairs if pair[0] in referred]
    unused = [
        (table, name)
        for table, name in present_pairs
        if name.startswith(PAIR_PREFIX) and table not in referred
    ]

    for table, name in [*((table, name) for table, _, _, name in former), *unused]:
        yield f"ALTER TABLE {_quoted(table)} DROP CONSTRAINT {_quoted(name)}"
    yield from _renamed(
        [
            *((table, name, key_name(column)) for table, column, _, name in keys),
            *((table, name, pair_name(table)) for table, name in pairs),
        ]
    )
    for target in sorted(targets - {table for table, _ in pairs}):
        name = _quoted(pair_name(target))
        yield f"ALTER TABLE {_quoted(target)} ADD CONSTRAINT {name} UNIQUE (workspace_id, id)"
    yield from (key.sql for key in _missing_keys())


def _renamed(constraints: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Rename constraints of ours, by table, present and right name; they may have swapped names."""
    wrong = [
        (table, name, right)
        for table, name, right in constraints
        if name != right and name.startswith((KEY_PREFIX, PAIR_PREFIX))
    ]
    for number, (table, name, _) in enumerate(wrong):
        yield f"ALTER TABLE {_quoted(table)} RENAME CONSTRAINT {_quoted(name)} TO renamed_{number}"
    for number, (table, _, name) in enumerate(wrong):
        yield f"ALTER TABLE {_quoted(table)} RENAME CONSTRAINT renamed_{number} TO {_quoted(name)}"


def _triggers() -> Iterator[str]:
    present = set(
        _rows(
            "SELECT relname, tgname, obj_description(pg_trigger.oid, 'pg_trigger') FROM pg_trigger"
            " JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
            " AND relnamespace = current_schema()::regnamespace"
        )
    )
    tables = {table for table, _ in _columns()}
    expected = {
        (trigger.table, trigger.name, _fingerprint(trigger.sql)): trigger
        for trigger in expected_triggers()
        if trigger.table in tables
    }
    for table, name, _ in sorted(present - expected.keys(), key=str):
        if name == Trigger.name:
            yield f"DROP TRIGGER {_quoted(name)} ON {_quoted(table)}"
    for table, name, fingerprint in sorted(expected.keys() - present):
        yield expected[table, name, fingerprint].sql
        yield f"COMMENT ON TRIGGER {_quoted(name)} ON {_quoted(table)} IS '{fingerprint}'"


STEPS = (_policies, _keys, _triggers, roles.grants)


def _fingerprint(sql: str) -> str:
    """Return what tells a definition from a former one; it is kept as the object's comment."""
    return sha256(sql.encode()).hexdigest()[:16]


def _present_pairs() -> list[tuple[str, str]]:
    """Return table and name of each unique (workspace_id, id)."""
    return _rows(
        "SELECT relname::text, conname::text"
        " FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid"
        " WHERE contype = 'u' AND relnamespace = current_schema()::regnamespace"
        " AND (SELECT array_agg(attname::text ORDER BY attname) FROM pg_attribute"
        "      WHERE attrelid = conrelid AND attnum = ANY (conkey)) = '{id,workspace_id}'"
    )


def _missing_keys() -> list[Key]:
    """Return the composite keys that can be created and are not there."""
    there = {(table, column, target) for table, column, target, _ in _present_keys()}
    return [
        key
        for key in _possible(expected_keys())
        if (key.table, key.column, key.target) not in there
    ]


def _possible(keys: Iterable[Key]) -> list[Key]:
    """Leave out what a database that is behind the models cannot have yet."""
    columns = _columns()
    return [
        key for key in keys if {(key.table, key.column), (key.target, "workspace_id")} <= columns
    ]


def _columns() -> set[tuple[str, str]]:
    return set(
        _rows(
            "SELECT table_name::text, column_name::text FROM information_schema.columns"
            " WHERE table_schema = current_schema()"
        )
    )


def _present_keys() -> list[tuple[str, str, str, str]]:
    """Return table, column, target and name of the composite keys that are there."""
    return _rows(
        "SELECT own.relname::text, attname::text, target.relname::text, conname::text"
        " FROM pg_constraint"
        " JOIN pg_class own ON own.oid = conrelid JOIN pg_class target ON target.oid = confrelid"
        " JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)"
        " WHERE contype = 'f' AND cardinality(conkey) = 2 AND attname <> 'workspace_id'"
        " AND own.relnamespace = current_schema()::regnamespace"
    )


def _rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
