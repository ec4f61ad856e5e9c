"""What teams rightly do to their project does not worry the gate: no false alarms."""

from collections.abc import Callable
from pathlib import Path

import pytest

from template.tools.archverify.checks import ALL_CHECKS
from template.tools.archverify.project import Project
from template.tools.archverify.scoring import State, run
from tests.gate.mutants import append, both, replace, write

pytestmark = pytest.mark.product

VIEWS = "apps/tickets/views.py"
SERVICES = "apps/users/services.py"
QUERYSET = """        return (
            Ticket.objects.filter(workspace=self.request.user.active_workspace)
            .select_related("project", "assigned_to", "reported_by", "created_by")
            .prefetch_related("labels")
            .order_by("-created_at", "id")
        )
"""
LOADED = (
    '.select_related("project", "assigned_to", "reported_by", "created_by")'
    '.prefetch_related("labels")'
)
IN_STEPS = f"""        workspace = self.request.user.active_workspace
        tickets = Ticket.objects.filter(workspace=workspace)
        if self.action == "list":
            tickets = tickets.exclude(status=Ticket.Status.CLOSED)
        return tickets{LOADED}
"""
BY_CONDITION = f"""        user = self.request.user
        rows = Ticket.objects.filter(workspace=user.active_workspace)
        shown = rows{LOADED}
        return shown if self.request.user.is_active else Ticket.objects.none()
"""
INHERITED = f"""        return super().get_queryset(){LOADED}


class Scoped(WorkspaceModelViewSet):
    \"\"\"Tickets of the workspace.\"\"\"

    def get_queryset(self) -> QuerySet[Ticket]:
        return Ticket.objects.filter(workspace_id=self.request.user.active_workspace_id)
"""
ACTION = """
    @action(detail=False)
    def overdue(self, request: Request) -> Response:
        rows = self.get_queryset().filter(status="OPEN")
        mine = request.user.assigned_tickets.filter(workspace=request.user.active_workspace)
        first = get_object_or_404(self.get_queryset(), pk=request.query_params["first"])
        copy = Ticket.objects.create(workspace=request.user.active_workspace, title=first.title)
        return Response([rows.count(), mine.count(), copy.title])
"""
COMPOSE = """services:
  db:
    environment:
      POSTGRES_USER: app
      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set it in .env}
      DATABASE_URL: postgres://app:${POSTGRES_PASSWORD}@db/app
"""
WORKFLOW = """jobs:
  deploy:
    steps:
      - uses: actions/checkout@v4
        with:
          token: ${{ secrets.DEPLOY_TOKEN }}
"""
MAILER = '''


TOKEN_HEADER = "X-Workspace-Token"
PASSWORD_FIELD = "password"
RESET_TOKEN_URL = "/api/auth/reset/"


def count(cursor: Any, *, name: str, token: str = "") -> int:
    """Count workspaces. The text "# TODO: later" is no comment, and eval("1") no call."""
    cursor.execute("SELECT count(*) FROM users_workspace WHERE name = %s", [name])
    return int(cursor.fetchone()[0])
'''
HARMLESS: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "queryset in steps": (replace(VIEWS, QUERYSET, IN_STEPS), ["SEC-01", "SEC-02", "ARC-13"]),
    "queryset by condition": (replace(VIEWS, QUERYSET, BY_CONDITION), ["SEC-01", "SEC-02"]),
    "queryset of a base": (
        both(
            replace(VIEWS, QUERYSET, INHERITED),
            replace(VIEWS, "HistoryMixin, WorkspaceModelViewSet)", "HistoryMixin, Scoped)"),
        ),
        ["SEC-01", "SEC-02", "SEC-03", "ARC-09", "ARC-12"],
    ),
    "permissions of a base": (
        both(
            replace(VIEWS, "permission_classes = [", "permission_classes = [*Members.needed, "),
            replace(
                VIEWS, "IsAuthenticated, IsWorkspaceMember, TicketPermission", "TicketPermission"
            ),
            replace(
                VIEWS,
                "class TicketViewSet",
                "class Members:\n    needed = [IsAuthenticated, IsWorkspaceMember]\n\n\n"
                "class TicketViewSet",
            ),
        ),
        ["SEC-03"],
    ),
    "action on the own queryset": (append(VIEWS, ACTION), ["SEC-01", "SEC-02", "SEC-03", "ARC-09"]),
    "storage of a preference": (
        write("frontend/src/theme.ts", 'localStorage.setItem("theme", theme)\nconst token = 1\n'),
        ["SEC-07", "SEC-08"],
    ),
    "secrets from the environment": (
        both(
            write("docker-compose.yml", COMPOSE),
            write(".github/workflows/ci.yml", WORKFLOW),
            append(
                "config/settings/production.py",
                'MAIL_PASSWORD = env.str("MAIL_PASSWORD", default="")\n',
            ),
        ),
        ["SEC-08", "ARC-01", "DOC-06"],
    ),
    "password of a test": (
        append("apps/users/tests/test_more.py", 'PASSWORD = "Corr3ct-h0rse"\n'),
        ["SEC-08"],
    ),
    "names and addresses of tokens": (
        append(SERVICES, MAILER),
        ["SEC-06", "SEC-08", "SEC-14", "SEC-15", "QUA-10"],
    ),
    "heading under a line of equals signs": (
        append("README.md", "\nDeployment\n==========\n\nNever `migrate --run-syncdb`.\n"),
        ["QUA-05", "ARC-03", "DOC-01"],
    ),
    "model that the genome does not know": (
        append(
            "apps/labels/models.py",
            "\n\nclass Colour(WorkspaceModel):\n    name = models.CharField(max_length=9)\n\n"
            "    def __str__(self) -> str:\n        return self.name\n",
        ),
        ["ARC-04", "ARC-06", "ARC-15", "DOC-04", "DOC-05"],
    ),
    "models of another app": (
        append("apps/comments/serializers.py", "\nfrom apps.tickets.models import Ticket\n"),
        ["ARC-10", "ARC-11"],
    ),
    "expected error": (
        append(SERVICES, "\n\ntry:\n    A = 1\nexcept KeyError:\n    pass\n"),
        ["QUA-13"],
    ),
    "cache of a workspace": (
        write(
            "apps/tickets/jobs.py",
            '"""Jobs, which SET ROLE nowhere."""\n\nfrom django.core.cache import cache\n\n'
            "from apps.users.models import Workspace\n\n\n"
            "def count(workspace: Workspace) -> int:\n"
            '    """Count; row level security is on."""\n'
            '    key = f"tickets:{workspace.pk}"\n'
            '    names = {"a": 1}\n'
            "    return int(cache.get(key) or cache.get_or_set(key, 0) or names.get("
            '"a"))\n',
        ),
        ["SEC-19", "SEC-20"],
    ),
    "view of a workspace": (
        append(
            VIEWS,
            "\n\nfrom apps.core.tenancy.views import TenantView\n\n\n"
            "class TotalsView(TenantView):\n"
            "    permission_classes = [IsAuthenticated, IsWorkspaceMember]\n\n"
            "    def get(self, request: Request) -> Response:\n        return Response({})\n\n\n"
            "def helper(request: Request) -> str:\n"
            '    """Help a view."""\n    return request.path\n',
        ),
        ["SEC-03", "SEC-18"],
    ),
    "report for download": (
        append(
            "apps/tickets/services.py",
            '"""What is done to tickets."""\n\nfrom django.http import FileResponse\n\n\n'
            "def report(name: str) -> FileResponse:\n"
            '    """Answer with a report."""\n'
            '    return FileResponse(open(name, "rb"), as_attachment=True, filename="a.pdf")\n',
        ),
        ["SEC-21"],
    ),
    "a test of the team's own": (
        append(
            "apps/tickets/tests/test_models.py", '\n\ndef test_more():\n    assert str(1) == "1"\n'
        ),
        ["DOC-08", "QUA-02"],
    ),
    "reasons for skipping": (
        append(
            "apps/tickets/tests/test_models.py",
            '\n\n@pytest.mark.skipif(True, reason="needs the scanner")\ndef test_scan():\n'
            "    with django_assert_num_queries(0):\n        pass\n",
        ),
        ["QUA-02", "QUA-03"],
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_edit_raises_no_alarm(name: str, example_copy: Path) -> None:
    edit, ids = HARMLESS[name]
    edit(example_copy)
    report = run(Project(example_copy), [check for check in ALL_CHECKS if check.id in ids])
    for outcome in report.outcomes:
        assert outcome.state is State.PASSED, (outcome.findings, outcome.explanation)
