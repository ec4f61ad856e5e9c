"""Ways to go round the walls of the database, or to build without them."""

from tests.gate.mutants import Mutant, append, both, replace, write

VIEWS = "apps/tickets/views.py"
MODELS = "apps/tickets/models.py"
SERVICES = "apps/users/services.py"
URLS = "apps/tickets/urls.py"
POLICIES = "apps/core/tenancy/policies.py"
KEYS = "apps/core/tenancy/keys.py"
DOWNLOADS = "apps/core/downloads.py"
JOBS = "apps/tickets/jobs.py"


def job(imports: str, body: str) -> str:
    """A module with one function."""
    return f'"""Jobs."""\n\n{imports}\n\n\ndef run(pk: str) -> None:\n    """Run."""\n    {body}\n'


def in_cursor(statement: str) -> str:
    """A function that runs a statement."""
    return job(
        "from django.db import connection",
        f"with connection.cursor() as cursor:\n        cursor.execute({statement!r})",
    )


def cached(body: str) -> str:
    """A function that uses the cache."""
    return job("from django.core.cache import cache, caches", body)


MUTANTS = [
    Mutant(
        "SEC-18",
        "view-of-the-library",
        append(
            VIEWS,
            "\n\nfrom rest_framework.views import APIView\n\n\nclass TotalsView(APIView):\n"
            "    permission_classes = [IsAuthenticated, IsWorkspaceMember]\n\n"
            "    def get(self, request: Request) -> Response:\n        return Response({})\n",
        ),
        VIEWS,
        "class TotalsView",
    ),
    Mutant(
        "SEC-18",
        "view-of-django",
        append(
            VIEWS,
            "\n\nfrom django.views import View\n\n\nclass TotalsView(View):\n"
            "    def get(self, request: Request) -> Response:\n        return Response({})\n",
        ),
        VIEWS,
        "class TotalsView",
    ),
    Mutant(
        "SEC-18",
        "function",
        both(
            append(
                VIEWS,
                "\n\ndef totals(request: Request) -> Response:\n"
                '    """Totals."""\n    return Response({})\n',
            ),
            append(
                URLS,
                "\nfrom django.urls import path\n\nfrom apps.tickets import views\n\n"
                'urlpatterns += [path("totals/", views.totals)]\n',
            ),
        ),
        VIEWS,
        "def totals",
    ),
    Mutant(
        "SEC-19",
        "role",
        write(JOBS, in_cursor("SET ROLE postgres")),
        JOBS,
        "SET ROLE",
    ),
    Mutant(
        "SEC-19",
        "session-authorization",
        write(JOBS, in_cursor("set session authorization postgres")),
        JOBS,
        "authorization",
    ),
    Mutant(
        "SEC-19",
        "wall-down-in-a-migration",
        write(
            "apps/tickets/migrations/0099_open.py",
            "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
            "    operations = [\n        migrations.RunSQL(\n"
            '            "ALTER TABLE tickets_ticket DISABLE ROW LEVEL SECURITY"\n'
            "        )\n    ]\n",
        ),
        "apps/tickets/migrations/0099_open.py",
        "DISABLE ROW LEVEL SECURITY",
    ),
    Mutant(
        "SEC-19",
        "policy",
        write(JOBS, in_cursor("CREATE POLICY everybody ON tickets_ticket USING (true)")),
        JOBS,
        "CREATE POLICY",
    ),
    Mutant(
        "SEC-19",
        "setting",
        write(JOBS, in_cursor("SELECT set_config('app.workspace_id', %s, false)")),
        JOBS,
        "set_config",
    ),
    Mutant(
        "SEC-19",
        "every-workspace",
        write(
            JOBS,
            job(
                "from apps.core.tenancy.context import enter_every_workspace",
                "enter_every_workspace()",
            ),
        ),
        JOBS,
        "enter_every_workspace()",
    ),
    Mutant(
        "SEC-20",
        "constant-key",
        write(JOBS, cached('cache.set("tickets", pk, 60)')),
        JOBS,
        "cache.set",
    ),
    Mutant(
        "SEC-20",
        "key-of-the-record",
        write(JOBS, cached('key = f"ticket:{pk}"\n    cache.get(key)')),
        JOBS,
        "cache.get",
    ),
    Mutant(
        "SEC-20",
        "another-cache",
        write(JOBS, cached('caches["default"].get_or_set("tickets", dict)')),
        JOBS,
        "get_or_set",
    ),
    Mutant(
        "SEC-20",
        "whole-answers",
        append(
            VIEWS,
            "\n\nfrom django.views.decorators.cache import cache_page\n\n"
            "cached = cache_page(60)(TicketViewSet.as_view({}))\n",
        ),
        VIEWS,
        "cache_page(60)",
    ),
    Mutant(
        "SEC-21",
        "shown",
        replace(DOWNLOADS, "        as_attachment=True,\n", ""),
        DOWNLOADS,
        "FileResponse(",
    ),
    Mutant(
        "SEC-21",
        "shown-by-the-bucket",
        replace(DOWNLOADS, "f'attachment; ", "f'inline; "),
        DOWNLOADS,
        "inline; ",
    ),
    Mutant(
        "SEC-21",
        "address-of-the-folder",
        append(
            "config/urls.py",
            "\nfrom django.conf import settings\nfrom django.conf.urls.static import static\n\n"
            'urlpatterns += static("/media/", document_root=settings.MEDIA_ROOT)\n',
        ),
        "config/urls.py",
        "static(",
    ),
    Mutant(
        "SEC-22",
        "left-out-by-name",
        replace(
            POLICIES,
            "def is_tenant(model: Any) -> bool:\n",
            "def is_tenant(model: Any) -> bool:\n"
            '    if model._meta.label == "tickets.Ticket":\n        return False\n',
        ),
        MODELS,
        "class Ticket(",
    ),
    Mutant(
        "SEC-22",
        "no-composite-keys",
        replace(KEYS, "if field.name != TENANT and", "if field.name == TENANT and"),
        MODELS,
        "class Ticket(",
    ),
]
