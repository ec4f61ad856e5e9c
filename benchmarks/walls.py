"""What the two walls cost: queries with and without row-level security and composite keys.

A project of two entities gets 1,000 workspaces with 1,000 tickets each, on a real PostgreSQL of
its own. The same Django queries run as the app's role, in alternating rounds:

  both      row-level security and composite keys, as every project has them
  first     scoped queries alone: the policies off, the composite keys dropped

Prints the median milliseconds of each query and the ratio. Run it as `python -m benchmarks.walls`.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

GENOME = """\
project_name: walls
project_title: Walls
frontend: false
docker: false
entities:
  - name: Project
    fields:
      - {name: title, type: string}
  - name: Ticket
    fields:
      - {name: title, type: string}
      - {name: project, type: reference, to: Project, on_delete: cascade}
"""
ROUNDS = 7
REPEATS = 200


def main() -> int:
    """Make the project and measure in it."""
    parser = argparse.ArgumentParser(prog="benchmarks.walls", description=__doc__.splitlines()[0])
    parser.add_argument("--workspaces", type=int, default=1000)
    parser.add_argument("--tickets", type=int, default=1000, help="in each workspace")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        measure(options.workspaces, options.tickets)
        return 0
    with tempfile.TemporaryDirectory(prefix="walls-") as folder:
        project = make_project(Path(folder))
        inside = [str(project / ".venv" / "bin" / "python"), str(Path(__file__).resolve())]
        sizes = ["--workspaces", str(options.workspaces), "--tickets", str(options.tickets)]
        environment = {**os.environ, "PYTHONPATH": str(project)}
        command = [*inside, "--inside", *sizes]
        return subprocess.run(command, cwd=project, env=environment, check=False).returncode


def make_project(folder: Path) -> Path:
    """Generate the project by the real Copier."""
    root = Path(__file__).resolve().parent.parent
    genome, project = folder / "genome.yml", folder / "project"
    genome.write_text(GENOME, encoding="utf-8")
    print("A project is made ...", file=sys.stderr)
    copy = (sys.executable, "-m", "copier", "copy", "--trust", "--vcs-ref=HEAD", "--quiet")
    done = subprocess.run(
        [*copy, "--data-file", str(genome), str(root), str(project)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return project


def measure(workspaces: int, tickets: int) -> None:
    """Fill the database and print the table; runs in the project's own environment."""
    from tools import local_postgres

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    local_postgres.ensure("test")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(f"{workspaces * tickets:,} rows are written ...", file=sys.stderr)
    workspace, project, ticket = fill(workspaces, tickets)
    figures: dict[str, dict[str, list[float]]] = {}
    for _ in range(ROUNDS):
        for wall in ("both", "first"):
            with standing(wall):
                for name, query in queries(workspace, project, ticket).items():
                    spent = timed(query, workspace)
                    figures.setdefault(name, {}).setdefault(wall, []).append(spent)
    print(f"{'':24}{'both':>10}{'first':>10}{'ratio':>8}{'difference':>13}")
    for name, found in figures.items():
        both, first = (statistics.median(found[wall]) for wall in ("both", "first"))
        ratio, difference = both / first, both - first
        print(f"{name:24}{both:>7.3f} ms{first:>7.3f} ms{ratio:>8.2f}{difference:>10.3f} ms")


def fill(workspaces: int, tickets: int) -> tuple[Any, Any, Any]:
    """Write the rows past Django; returns the ids of a workspace, a project and a ticket in it."""
    from django.db import connection

    times = "now(), now()"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO users_workspace (id, name, created_at, updated_at) "
            f"SELECT gen_random_uuid(), 'w' || n, {times} FROM generate_series(1, %s) n",
            [workspaces],
        )
        cursor.execute(
            "INSERT INTO projects_project (id, title, workspace_id, created_at, updated_at) "
            f"SELECT gen_random_uuid(), 'p', id, {times} FROM users_workspace"
        )
        cursor.execute(
            "INSERT INTO tickets_ticket "
            "(id, title, workspace_id, project_id, created_at, updated_at) "
            "SELECT gen_random_uuid(), 't' || n, p.workspace_id, p.id, "
            "now() - n * interval '1 second', now() "
            "FROM projects_project p, generate_series(1, %s) n",
            [tickets],
        )
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT workspace_id, project_id, id FROM tickets_ticket ORDER BY id LIMIT 1"
        )
        return cursor.fetchone()


def queries(workspace: Any, project: Any, ticket: Any) -> dict[str, Callable[[], object]]:
    """Return what the API does all day."""
    from apps.tickets.models import Ticket

    mine = Ticket.objects.filter(workspace=workspace)
    return {
        "list, 50 of them": lambda: list(mine.select_related("project")[:50]),
        "count": lambda: mine.count(),
        "retrieve": lambda: mine.get(pk=ticket),
        "search": lambda: list(mine.filter(title__icontains="t77")[:50]),
        "create": lambda: Ticket.objects.create(
            workspace_id=workspace, project_id=project, title="new"
        ),
        "update": lambda: mine.filter(pk=ticket).update(project=project),
    }


def timed(query: Callable[[], object], workspace: Any) -> float:
    """Return the milliseconds of a query in a transaction as the app's role, which is undone."""
    from apps.core.tenancy.context import enter_workspace
    from django.conf import settings
    from django.db import connection, transaction

    with transaction.atomic():
        connection.connection.execute(f'SET LOCAL ROLE "{settings.DATABASE_APP_ROLE}"')
        enter_workspace(workspace)
        query()
        repeats = REPEATS
        start = time.perf_counter()
        for _ in range(repeats):
            query()
            connection.check_constraints()
        spent = time.perf_counter() - start
        transaction.set_rollback(True)
    return spent / repeats * 1000


@contextmanager
def standing(wall: str) -> Iterator[None]:
    """Take the second wall down for a round, and put it up again."""
    from apps.core.tenancy.keys import expected_keys
    from apps.core.tenancy.policies import expected_policies
    from apps.core.tenancy.walls import raise_walls
    from django.db import connection

    if wall == "both":
        yield
        return
    with connection.cursor() as cursor:
        for policy in expected_policies():
            cursor.execute(f"ALTER TABLE {policy.table} DISABLE ROW LEVEL SECURITY")
        for key in expected_keys():
            cursor.execute(f"ALTER TABLE {key.table} DROP CONSTRAINT {key.name}")
    try:
        yield
    finally:
        raise_walls()


if __name__ == "__main__":
    sys.exit(main())
