"""The triggers that write the audit trail: they see `update()`, bulk writes and raw SQL, too.

One function compares the row before and after as JSON, and names no column: a renamed or
converted column needs no other function. Functions run with the rights of the caller, so that
an event is held to row-level security and lands in no other workspace's trail; the app's role
may add events and nothing else, so there is nothing to gain from rights of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import connection, models

from apps.audit.registry import Audited, audited_models, is_hidden
from apps.core.deletion import SoftDeleteModel
from apps.core.tenancy.policies import TENANT

APPEND_ONLY = {"audit.AuditEvent"}

LONGEST_VALUE = 2000

# Arguments: target; column of the workspace, or empty; hidden columns; ignored columns; the column
# that marks a record as deleted, or empty.
RECORD = """
CREATE OR REPLACE FUNCTION audit_record() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    whole jsonb := coalesce(to_jsonb(NEW), to_jsonb(OLD));
    before jsonb := coalesce(to_jsonb(OLD), '{}') - TG_ARGV[3]::text[];
    after jsonb := coalesce(to_jsonb(NEW), '{}') - TG_ARGV[3]::text[];
    changes jsonb;
    action text := CASE TG_OP WHEN 'INSERT' THEN 'create' ELSE lower(TG_OP) END;
BEGIN
    SELECT jsonb_object_agg(
        name,
        CASE WHEN name <> ALL (TG_ARGV[2]::text[])
        THEN jsonb_build_array(before -> name, after -> name) END
    )
    INTO changes
    FROM jsonb_object_keys(before || after) AS name
    WHERE nullif(nullif(before -> name, 'null'), '""')
        IS DISTINCT FROM nullif(nullif(after -> name, 'null'), '""');
    IF TG_OP = 'UPDATE' AND changes ? TG_ARGV[4] THEN
        action := CASE WHEN after ->> TG_ARGV[4] IS NULL THEN 'restore' ELSE 'delete' END;
    END IF;
    IF changes IS NOT NULL OR TG_OP <> 'UPDATE' THEN
        PERFORM audit_write(
            action,
            TG_ARGV[0],
            (whole ->> 'id')::uuid,
            (whole ->> nullif(TG_ARGV[1], ''))::uuid,
            audit_shortened(coalesce(changes, '{}'))
        );
    END IF;
    RETURN NULL;
END
$function$
"""

# A many-to-many table: an event of the record that has the field, for each link that comes or
# goes. Arguments: target; field; column of the record; column of the other; quoted table of the
# record, or empty if no workspace owns it.
LINK = """
CREATE OR REPLACE FUNCTION audit_link() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    record_id uuid := coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> TG_ARGV[2];
    workspace_id uuid;
BEGIN
    -- In the middle of a migration, the table may just have got another name.
    IF to_regclass(nullif(TG_ARGV[4], '')) IS NOT NULL THEN
        EXECUTE 'SELECT workspace_id FROM ' || TG_ARGV[4] || ' WHERE id = $1'
            INTO workspace_id USING record_id;
        workspace_id := coalesce(
            workspace_id, nullif(current_setting('app.workspace_id', true), '')::uuid
        );
    END IF;
    PERFORM audit_write(
        'update',
        TG_ARGV[0],
        record_id,
        workspace_id,
        jsonb_build_object(
            TG_ARGV[1],
            jsonb_build_array(to_jsonb(OLD) -> TG_ARGV[3], to_jsonb(NEW) -> TG_ARGV[3])
        )
    );
    RETURN NULL;
END
$function$
"""

# Who and where from is what `apps.core.tenancy.context` has told the transaction.
WRITE = """
CREATE OR REPLACE FUNCTION audit_write(
    action text, target text, record_id uuid, workspace_id uuid, changes jsonb
) RETURNS void LANGUAGE plpgsql AS $function$
BEGIN
    INSERT INTO audit_auditevent (
        id, created_at, workspace_id, actor_id, action, target, record_id, changes, address,
        request_id, login_hash
    ) VALUES (
        gen_random_uuid(), clock_timestamp(), workspace_id,
        nullif(current_setting('app.user_id', true), '')::uuid,
        action, target, record_id, changes,
        left(coalesce(current_setting('app.address', true), ''), 64),
        left(coalesce(current_setting('app.request_id', true), ''), 64),
        ''
    );
END
$function$
"""

# Most changes are short as a whole: their values need not be looked at one by one.
SHORTENED = """
CREATE OR REPLACE FUNCTION audit_shortened(changes jsonb) RETURNS jsonb LANGUAGE plpgsql AS
$function$
BEGIN
    IF NOT audit_is_long(changes) THEN
        RETURN changes;
    END IF;
    RETURN (
        SELECT jsonb_object_agg(
            key,
            CASE jsonb_typeof(value) WHEN 'array'
            THEN jsonb_build_array(audit_value(value -> 0), audit_value(value -> 1)) END
        )
        FROM jsonb_each(changes)
    );
END
$function$
"""

VALUE = f"""
CREATE OR REPLACE FUNCTION audit_value(value jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS
$function$
    SELECT CASE WHEN audit_is_long(value)
    THEN to_jsonb(left(value #>> '{{}}', {LONGEST_VALUE}) || '…') ELSE value END
$function$
"""

IS_LONG = f"""
CREATE OR REPLACE FUNCTION audit_is_long(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$function$
    SELECT length(value::text) > {LONGEST_VALUE}
$function$
"""


@dataclass(frozen=True)
class Trigger:
    """A trigger on one table."""

    table: str
    function: str
    arguments: tuple[str, ...]

    name: ClassVar[str] = "audit"

    @property
    def sql(self) -> str:
        quoted = connection.ops.quote_name
        arguments = ", ".join(f"'{argument}'" for argument in self.arguments)
        return (
            f"CREATE TRIGGER {quoted(self.name)} AFTER INSERT OR UPDATE OR DELETE "
            f"ON {quoted(self.table)} FOR EACH ROW EXECUTE FUNCTION {self.function}({arguments})"
        )


def functions() -> list[str]:
    """Return the SQL of the functions that triggers call; tables may come later."""
    return [IS_LONG, VALUE, SHORTENED, WRITE, RECORD, LINK]


def expected_triggers() -> list[Trigger]:
    """Return the triggers of all audited models, and of the tables behind their relations."""
    return [trigger for model, how in audited_models().items() for trigger in _of(model, how)]


def _of(model: type[models.Model], how: Audited) -> Iterator[Trigger]:
    target = model._meta.label_lower
    fields = model._meta.concrete_fields
    workspace = _workspace_column(model)
    yield Trigger(
        model._meta.db_table,
        "audit_record",
        (
            target,
            workspace,
            _array(field.column for field in fields if is_hidden(field)),
            _array(field.column for field in fields if field.name in how.ignored),
            "deleted_at" if issubclass(model, SoftDeleteModel) else "",
        ),
    )
    for relation in model._meta.local_many_to_many:
        through: Any = relation.remote_field.through
        if through._meta.auto_created:
            yield Trigger(
                through._meta.db_table,
                "audit_link",
                (
                    target,
                    relation.name,
                    relation.m2m_column_name(),
                    relation.m2m_reverse_name(),
                    connection.ops.quote_name(model._meta.db_table) if workspace else "",
                ),
            )


def _workspace_column(model: type[models.Model]) -> str:
    """Return the column that says whose event a change is; a workspace's own row is its own."""
    if model._meta.label == "users.Workspace":
        return "id"
    fields = model._meta.concrete_fields
    return next((str(field.column) for field in fields if field.name == TENANT), "")


def _array(names: Any) -> str:
    """Return names as an array literal of PostgreSQL."""
    return "{" + ",".join(f'"{name}"' for name in sorted(names)) + "}"
