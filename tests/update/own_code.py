"""Code of a team's own at every seam that the README of a project names."""

from __future__ import annotations

from dataclasses import dataclass

Files = dict[str, str]

IMPORTS = """\
# isort: split
import secrets

"""
FIELD = """\
    nickname = models.CharField(max_length=40, blank=True)

"""
METHOD = """\
    def greeting(self) -> str:
        return f"Hello, {self}"

"""
SERIALIZER = """\
    greeting = serializers.SerializerMethodField()

    def get_greeting(self, record: Any) -> str:
        return f"Hello, {record}"

"""
FILTER = """\
    has_nickname = django_filters.BooleanFilter(field_name="nickname", lookup_expr="gt")

"""
FACTORY = """\
    nickname = factory.Faker("first_name")

"""
ENDPOINT = """\
    def perform_transition(self, record: Any, transition: Transition) -> None:
        super().perform_transition(record, transition)
        record.greeting()

    @action(detail=True)
    def token(self, request: Request, pk: str) -> Response:
        return Response({"token": secrets.token_urlsafe()})

"""
ADMIN = """\
    list_per_page = 20

"""


@dataclass(frozen=True)
class Seam:
    """A place above a line of a module (or below it, or at the module's end)."""

    module: str
    code: str
    above: str = ""
    below: str = ""


SEAMS = (
    Seam("models.py", FIELD, above="    class Meta("),
    Seam("models.py", METHOD, above="    def __str__("),
    Seam("serializers.py", SERIALIZER, above="    class Meta:"),
    Seam("serializers.py", '            "nickname",\n', below='            "created_by",'),
    Seam("filters.py", FILTER, above="    class Meta:"),
    Seam("filters.py", '            "nickname": ["exact"],\n', below='            "created_at": ['),
    Seam("factories.py", FACTORY, above="    class Meta:"),
    Seam("views.py", ENDPOINT, above="    # Every action "),
    Seam("admin.py", ADMIN, above="    list_display = ["),
    Seam("admin.py", '        "nickname",\n', below='        "created_at",'),
)
MODULES_WITH_IMPORTS = ("models", "serializers", "filters", "factories", "views", "admin")
ROUTES = {
    "router = SimpleRouter()": IMPORTS,
    "urlpatterns = router.urls": 'router.register("tokens", TokenViewSet, basename="token")\n\n',
}
ENDS = {
    "config/settings/base.py": '\nINSTALLED_APPS += ["django.contrib.humanize"]\n',
    "config/urls.py": '\nurlpatterns += [path("status/", status)]\n',
    "config/api_urls.py": '\nurlpatterns += [path("reports/", include("apps.reports.urls"))]\n',
    "requirements/base.txt": "stripe==16.1.0\n",
    "requirements/production.txt": "django-storages==1.14.6\n",
}


def with_own_code(files: Files, app: str, entity: str) -> Files:
    """The files with code of one's own at every seam of one entity, and of the project."""
    changed = dict(files)
    for seam in SEAMS:
        path = f"apps/{app}/{seam.module}"
        changed[path] = _filled(changed[path], seam, entity)
    for module in MODULES_WITH_IMPORTS:
        path = f"apps/{app}/{module}.py"
        changed[path] = _importing(changed[path])
    routes = f"apps/{app}/urls.py"
    for line, code in ROUTES.items():
        changed[routes] = changed[routes].replace(f"\n{line}\n", f"\n{code}{line}\n")
    changed[routes] += '\nurlpatterns += [path("token/", token)]\n'
    for path, code in ENDS.items():
        changed[path] += code
    return changed


def _filled(text: str, seam: Seam, entity: str) -> str:
    lines = text.splitlines(keepends=True)
    start = next(n for n, line in enumerate(lines) if line.startswith(f"class {entity}"))
    place = next(
        n
        for n, line in enumerate(lines[start:], start)
        if line.startswith(seam.above or seam.below)
    )
    place += 0 if seam.above else 1
    return "".join([*lines[:place], seam.code, *lines[place:]])


def _importing(text: str) -> str:
    """Add imports as a paragraph of their own below those of the module."""
    head, empty, rest = text.partition("\n\n\n")
    return f"{head}\n\n{IMPORTS}\n{rest}" if empty else text
