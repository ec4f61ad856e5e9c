"""Ways to let workspaces see each other."""

from tests.gate.mutants import Mutant, append, both, replace

VIEWS = "apps/tickets/views.py"
MODELS = "apps/tickets/models.py"
SERIALIZERS = "apps/tickets/serializers.py"
FILTERS = "apps/tickets/filters.py"
SCOPED = "Ticket.objects.filter(workspace=self.request.user.active_workspace)"
LISTED = "permission_classes = [IsAuthenticated, IsWorkspaceMember, TicketPermission]"
ACTION = """
    @action(detail=False{options})
    def overdue(self, request: Request) -> Response:
        {body}
"""


def action(body: str, options: str = "") -> str:
    """An action to append to the last viewset of a module."""
    return ACTION.format(body=body, options=options)


MUTANTS = [
    Mutant(
        "SEC-01",
        "filter-dropped",
        replace(VIEWS, SCOPED, "Ticket.objects.all()"),
        VIEWS,
        "return (",
    ),
    Mutant(
        "SEC-01",
        "other-filter",
        replace(VIEWS, SCOPED, "Ticket.objects.filter(project__isnull=False)"),
        VIEWS,
        "return (",
    ),
    Mutant(
        "SEC-01",
        "workspace-named-by-the-client",
        replace(VIEWS, "=self.request.user.active_workspace", '=self.request.GET["workspace"]'),
        VIEWS,
        "return (",
    ),
    Mutant(
        "SEC-01",
        "one-branch-unfiltered",
        replace(
            VIEWS,
            "        return (\n",
            "        if self.request.user.is_staff:\n"
            "            return Ticket.objects.all()\n"
            "        return (\n",
        ),
        VIEWS,
        "return Ticket.objects.all()",
    ),
    Mutant(
        "SEC-01",
        "widened-by-a-union",
        replace(
            VIEWS,
            "        return (\n",
            "        urgent = Ticket.objects.filter(priority=Ticket.Priority.HIGHEST)\n"
            "        return urgent | (\n",
        ),
        VIEWS,
        "return urgent | (",
    ),
    Mutant(
        "SEC-01",
        "get-queryset-renamed",
        replace(VIEWS, "def get_queryset(", "def own_queryset("),
        VIEWS,
        "class TicketViewSet",
    ),
    Mutant(
        "SEC-01",
        "served-as-global",
        both(
            replace(VIEWS, "import WorkspaceModelViewSet", "import GlobalModelViewSet"),
            replace(VIEWS, ", WorkspaceModelViewSet)", ", GlobalModelViewSet)"),
        ),
        VIEWS,
        "class TicketViewSet",
    ),
    Mutant(
        "SEC-02",
        "bare-manager-in-a-serializer",
        both(
            replace(
                SERIALIZERS,
                "class TicketSerializer",
                "from rest_framework import serializers\n"
                "from apps.projects.models import Project\n\n\n"
                "class TicketSerializer",
            ),
            replace(
                SERIALIZERS,
                "    class Meta:",
                "    project = serializers.PrimaryKeyRelatedField(\n"
                "        queryset=Project.objects.all()\n    )\n\n    class Meta:",
            ),
        ),
        SERIALIZERS,
        "Project.objects.all()",
    ),
    Mutant(
        "SEC-02",
        "lookup-by-id-in-an-action",
        append(VIEWS, action('return Response(Ticket.objects.get(pk=request.GET["id"]).title)')),
        VIEWS,
        "Ticket.objects.get(",
    ),
    Mutant(
        "SEC-02",
        "shortcut",
        append(VIEWS, action("return Response(get_object_or_404(Ticket, pk=1).title)")),
        VIEWS,
        "get_object_or_404(",
    ),
    Mutant(
        "SEC-02",
        "tickets-of-the-user",
        append(VIEWS, action("return Response(request.user.assigned_tickets.count())")),
        VIEWS,
        "assigned_tickets.count()",
    ),
    Mutant(
        "SEC-02",
        "count-of-all-rows",
        append(VIEWS, action("return Response(Ticket.objects.count())")),
        VIEWS,
        "Ticket.objects.count()",
    ),
    Mutant(
        "SEC-02",
        "bulk-by-ids",
        append(VIEWS, action('Ticket.objects.filter(pk__in=request.GET["ids"]).delete()')),
        VIEWS,
        "pk__in",
    ),
    Mutant(
        "SEC-03",
        "membership-not-asked",
        replace(VIEWS, LISTED, "permission_classes = [IsAuthenticated, TicketPermission]"),
        VIEWS,
        "permission_classes",
    ),
    Mutant(
        "SEC-03",
        "open-to-all",
        both(
            replace(VIEWS, LISTED, "permission_classes = [AllowAny]"),
            replace(VIEWS, "import IsAuthenticated", "import AllowAny"),
        ),
        VIEWS,
        "permission_classes = [AllowAny]",
    ),
    Mutant("SEC-03", "left-to-defaults", replace(VIEWS, LISTED, ""), VIEWS, "class TicketViewSet"),
    Mutant(
        "SEC-03",
        "one-action-open",
        append(VIEWS, action("return Response()", ", permission_classes=[AllowAny]")),
        VIEWS,
        "permission_classes=[AllowAny]",
    ),
    Mutant(
        "SEC-03",
        "function-view",
        append(
            VIEWS,
            "\n\nfrom rest_framework.decorators import api_view\n\n\n"
            '@api_view(["GET"])\ndef titles(request: Request) -> Response:\n'
            "    return Response([])\n",
        ),
        VIEWS,
        "def titles",
    ),
    Mutant(
        "SEC-04",
        "all-fields",
        replace(
            "apps/labels/serializers.py", "fields = [", 'fields = "__all__"\n        shown = ['
        ),
        "apps/labels/serializers.py",
        "__all__",
    ),
    Mutant(
        "SEC-04",
        "exclude",
        replace(
            "apps/labels/serializers.py",
            "fields = [",
            'exclude = ["created_by"]\n        shown = [',
        ),
        "apps/labels/serializers.py",
        "exclude",
    ),
    Mutant(
        "SEC-04",
        "workspace-listed",
        replace(
            SERIALIZERS,
            '            "title",\n',
            '            "title",\n            "workspace",\n',
        ),
        SERIALIZERS,
        '"workspace"',
    ),
    Mutant(
        "SEC-05",
        "library-filter-set",
        both(
            replace(
                FILTERS, "from apps.core.filters import WorkspaceFilterSet", "import django_filters"
            ),
            replace(FILTERS, "(WorkspaceFilterSet)", "(django_filters.FilterSet)"),
        ),
        FILTERS,
        '"project"',
    ),
    Mutant(
        "SEC-05",
        "choice-filter",
        replace(
            FILTERS,
            "    class Meta:",
            "    project = ModelChoiceFilter(queryset=Project.objects.all())\n\n    class Meta:",
        ),
        FILTERS,
        "ModelChoiceFilter",
    ),
    Mutant(
        "SEC-05",
        "core-looks-references-up",
        replace("apps/core/filters.py", "        models.ForeignKey: UUID_FILTER,\n", ""),
        "apps/core/filters.py",
        "FILTER_DEFAULTS",
    ),
    Mutant(
        "SEC-05",
        "automatic-filters-of-a-view",
        replace(
            VIEWS, "filterset_class = TicketFilter", 'filterset_fields = ["status", "project"]'
        ),
        VIEWS,
        "filterset_fields",
    ),
]
