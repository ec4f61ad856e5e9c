"""Leaks of the second wall: policies, roles and composite keys of PostgreSQL."""

from tests.leaks.leak import Leak

POLICIES = "apps/core/tenancy/policies.py"
WALLS = "apps/core/tenancy/walls.py"
CONTEXT = "apps/core/tenancy/context.py"

LEAKS = [
    Leak(
        "row-level security not enabled",
        "test_sql",
        WALLS,
        '            yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"\n',
        "",
    ),
    Leak(
        "not forced on the owner",
        "../test_walls",
        WALLS,
        '            yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"\n',
        "",
    ),
    Leak(
        "policy that lets everything through",
        "test_sql",
        POLICIES,
        'rows = f"workspace_id = {CURRENT} OR {EVERY}"',
        'rows = f"workspace_id = {CURRENT} OR {EVERY} OR true"',
    ),
    Leak(
        "workspace that outlasts the transaction",
        "test_sql",
        CONTEXT,
        "set_config(key, value, true)",
        "set_config(key, value, false)",
    ),
    Leak(
        "everything where nothing is set",
        "test_sql",
        POLICIES,
        'rows = f"workspace_id = {CURRENT} OR {EVERY}"',
        'rows = f"workspace_id = {CURRENT} OR {EVERY} OR {CURRENT} IS NULL"',
    ),
    Leak(
        "policy by membership, not by the active workspace",
        "test_lists",
        POLICIES,
        'rows = f"workspace_id = {CURRENT} OR {EVERY}"',
        'rows = (f"workspace_id = {CURRENT} OR {EVERY} OR workspace_id IN "\n'
        '                f"(SELECT workspace_id FROM users_membership WHERE user_id = {USER})")\n'
        "        if model is Membership:\n"
        '            rows = f"workspace_id = {CURRENT} OR {EVERY}"',
    ),
    Leak(
        "rows may be written elsewhere",
        "test_sql",
        POLICIES,
        'check = f" WITH CHECK ({self.written or self.rows})" if self.command == "ALL" else ""',
        'check = " WITH CHECK (true)" if self.command == "ALL" else ""',
    ),
    Leak(
        "links of all workspaces",
        "test_sql",
        POLICIES,
        'yield Policy(table, "tenancy", rows)',
        'yield Policy(table, "tenancy", "true")',
    ),
    Leak(
        "composite keys forgotten",
        "test_sql",
        "apps/core/tenancy/keys.py",
        "        if field.name != TENANT and is_tenant_key(field)",
        '        if field.name == "nothing" and is_tenant_key(field)',
    ),
    Leak(
        "app role that bypasses",
        "test_sql",
        "apps/core/tenancy/roles.py",
        '"CREATE ROLE {} LOGIN"',
        '"CREATE ROLE {} LOGIN BYPASSRLS"',
    ),
    Leak(
        "workspace entered before the membership is known",
        "test_sql",
        CONTEXT,
        "        if membership := active_membership(known):\n",
        "        _set({WORKSPACE: str(known.active_workspace_id or '')})\n"
        "        if membership := active_membership(known):\n",
    ),
    Leak(
        "every workspace for staff",
        "test_lists",
        CONTEXT,
        "        if membership := active_membership(known):\n",
        "        enter_every_workspace()\n        if membership := active_membership(known):\n",
    ),
]
