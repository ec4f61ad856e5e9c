"""Ways to bend the architecture, the data and their migrations."""

from tests.gate.mutants import Mutant, append, both, remove_folder, replace, write

BASE = "config/settings/base.py"
MODELS = "apps/tickets/models.py"
VIEWS = "apps/tickets/views.py"
SERVICES = "apps/users/services.py"
LABELS = "apps/labels/models.py"

MUTANTS = [
    Mutant(
        "ARC-01",
        "name-error",
        append("apps/labels/models.py", "\nregister(Label)\n"),
        LABELS,
        "register(Label)",
    ),
    Mutant(
        "ARC-01",
        "missing-setting",
        append("config/settings/production.py", 'REGION = env("REGION")\n'),
        "config/settings/production.py",
        "REGION",
    ),
    Mutant(
        "ARC-02",
        "field-without-migration",
        replace(
            MODELS, "    title = ", "    severity = models.CharField(max_length=20)\n    title = "
        ),
        MODELS,
        "class Ticket(",
    ),
    Mutant(
        "ARC-02",
        "no-migrations",
        remove_folder("apps/comments/migrations"),
        "apps/comments/models.py",
    ),
    Mutant(
        "ARC-02",
        "first-migration-gone",
        remove_folder("apps/labels/migrations"),
        "apps/tickets/migrations/0001_initial.py",
    ),
    Mutant(
        "ARC-02",
        "two-last-migrations",
        both(
            *(
                write(
                    f"apps/labels/migrations/0002_{name}.py",
                    '"""One of two."""\n\nfrom django.db import migrations\n\n\n'
                    "class Migration(migrations.Migration):\n"
                    '    dependencies = [("labels", "0001_initial")]\n    operations = []\n',
                )
                for name in ("mine", "theirs")
            )
        ),
        "apps/labels/migrations/0002_mine.py",
    ),
    Mutant(
        "ARC-03",
        "make-target",
        append("Makefile", "\ntables:\n\t$(PYTHON) manage.py migrate --run-syncdb\n"),
        "Makefile",
        "--run-syncdb",
    ),
    Mutant(
        "ARC-03",
        "command",
        append(SERVICES, '\n\ncall_command("migrate", run_syncdb=True)\n'),
        SERVICES,
        "run_syncdb",
    ),
    Mutant(
        "ARC-03",
        "argument",
        append("tools/dev.py", '\n\nrun("manage.py", ["migrate", "--run-syncdb"])\n'),
        "tools/dev.py",
        "--run-syncdb",
    ),
    Mutant(
        "ARC-03",
        "create-all",
        append(SERVICES, "\n\nBase.metadata.create_all(engine)\n"),
        SERVICES,
        "create_all",
    ),
    Mutant(
        "ARC-04",
        "plain-model",
        replace(LABELS, "class Label(WorkspaceModel)", "class Label(models.Model)"),
        LABELS,
        "class Label(",
    ),
    Mutant(
        "ARC-05",
        "no-related-name",
        replace(MODELS, '        related_name="assigned_tickets",\n', ""),
        MODELS,
        "assigned_to =",
    ),
    Mutant(
        "ARC-05",
        "no-on-delete",
        replace(MODELS, "        on_delete=models.SET_NULL,\n", ""),
        MODELS,
        "assigned_to =",
    ),
    Mutant(
        "ARC-06",
        "constraint-without-workspace",
        replace(LABELS, 'fields=["workspace", "label"]', 'fields=["label"]'),
        LABELS,
        "UniqueConstraint(",
    ),
    Mutant(
        "ARC-06",
        "unique-column",
        replace(
            LABELS, "    colour = models.CharField(", "    colour = models.CharField(unique=True, "
        ),
        LABELS,
        "colour =",
    ),
    Mutant(
        "ARC-07",
        "nullable-text",
        replace(MODELS, "models.TextField(blank=True)", "models.TextField(null=True, blank=True)"),
        MODELS,
        "null=True, blank=True)",
    ),
    Mutant(
        "ARC-08",
        "handler-of-the-framework",
        replace(BASE, '    "EXCEPTION_HANDLER": "apps.core.errors.exception_handler",\n', ""),
        BASE,
        "REST_FRAMEWORK",
    ),
    Mutant(
        "ARC-08",
        "400-again",
        replace("apps/core/errors.py", "HTTPStatus.UNPROCESSABLE_ENTITY", "HTTPStatus.BAD_REQUEST"),
        "apps/core/errors.py",
    ),
    Mutant(
        "ARC-09",
        "no-serializer",
        replace(VIEWS, "    serializer_class = TicketSerializer\n", ""),
        VIEWS,
        "class TicketViewSet",
    ),
    Mutant(
        "ARC-09",
        "raw-input",
        append(
            VIEWS,
            "\n    def perform_update(self, serializer: Any) -> None:\n"
            '        serializer.save(title=self.request.data["title"])\n',
        ),
        VIEWS,
        "self.request.data",
    ),
    Mutant(
        "ARC-10",
        "core-knows-an-entity",
        append("apps/core/routes.py", "\nfrom apps.tickets.models import Ticket\n"),
        "apps/core/routes.py",
        "apps.tickets",
    ),
    Mutant(
        "ARC-10",
        "serializer-of-another-app",
        append(
            "apps/comments/serializers.py",
            "\nfrom apps.tickets.serializers import TicketSerializer\n",
        ),
        "apps/comments/serializers.py",
        "apps.tickets.serializers",
    ),
    Mutant(
        "ARC-10",
        "model-knows-its-view",
        append(MODELS, "\nfrom apps.tickets.views import TicketViewSet\n"),
        MODELS,
        "apps.tickets.views",
    ),
    Mutant(
        "ARC-11",
        "circle-of-two",
        both(
            write(
                "apps/labels/services.py",
                '"""Services."""\n\nfrom apps.tickets.services import close\n',
            ),
            write(
                "apps/tickets/services.py", '"""Services."""\n\nfrom apps.labels import services\n'
            ),
        ),
        "apps/labels/services.py",
        "apps.tickets.services",
    ),
    Mutant(
        "ARC-12",
        "not-registered",
        write("apps/tickets/urls.py", "urlpatterns: list[object] = []\n"),
        VIEWS,
        "class TicketViewSet",
    ),
    Mutant(
        "ARC-13",
        "query-per-row",
        replace(VIEWS, '"assigned_to", "reported_by", "created_by"', '"reported_by", "created_by"'),
        VIEWS,
        "def get_queryset",
    ),
    Mutant(
        "ARC-13",
        "many-not-prefetched",
        replace(VIEWS, '            .prefetch_related("labels")\n', ""),
        VIEWS,
        "def get_queryset",
    ),
    Mutant(
        "ARC-14",
        "new-package",
        append("requirements/base.txt", "django-money\n"),
        "requirements/base.txt",
        "django-money",
    ),
    Mutant(
        "ARC-14",
        "range",
        append("requirements/constraints.txt", "requests>=2\n"),
        "requirements/constraints.txt",
        "requests>=2",
    ),
    Mutant(
        "ARC-14",
        "no-constraints",
        replace("requirements/base.txt", "-c constraints.txt\n", ""),
        "requirements/base.txt",
    ),
    Mutant(
        "ARC-15",
        "order-dropped",
        replace(MODELS, "class Meta(WorkspaceModel.Meta)", "class Meta"),
        MODELS,
        "class Meta",
    ),
]
