"""What belongs to the project as a whole: settings, requirements, texts."""

from dataclasses import dataclass

from . import pycode
from .schema import Genome, Role

DJANGO = {"5.2": "5.2.19", "6.1": "6.1.3"}
VERSIONING = {
    "url": "rest_framework.versioning.URLPathVersioning",
    "accept_header": "rest_framework.versioning.AcceptHeaderVersioning",
    "query_parameter": "rest_framework.versioning.QueryParameterVersioning",
}


@dataclass(frozen=True)
class RoleSource:
    """A role as a line of the `Role` enumeration."""

    name: str
    line: str


@dataclass(frozen=True)
class Project:
    """Finished texts for project-wide files; `_md` is quoted for Markdown."""

    name: str
    title_md: str
    schema_title: str
    schema_description: str
    description_md: str
    has_description: bool
    python_version: str
    django_version: str
    django_requirement: str
    installed_apps: list[str]
    middleware: list[str]
    api_prefix: str
    version_in_url: bool
    version_in_query: bool
    versioning_class: str
    requirements_base: list[str]
    requirements_production: list[str]
    has_encryption: bool
    has_images: bool
    roles: list[RoleSource]
    example_path: str
    example_app: str
    not_built_yet: list[str]
    summary: str


def project_of(genome: Genome, apps: list[str]) -> Project:
    """Work out the project-wide facts of a genome; apps: names of its entity apps, in order."""
    fields = [field for entity in genome.entities for field in entity.fields]
    has_encryption = any(field.encrypted for field in fields)
    has_images = any(field.type == "image" for field in fields)
    in_url = genome.api_versioning == "url"
    first = genome.entities[0]
    return Project(
        name=genome.project_name,
        title_md=markdown(genome.project_title),
        schema_title=pycode.entry("TITLE", pycode.string(one_line(genome.project_title)), 4),
        schema_description=pycode.entry("DESCRIPTION", pycode.string(genome.description), 4),
        description_md=markdown(genome.description),
        has_description=bool(genome.description.strip()),
        python_version=genome.python_version,
        django_version=genome.django_version,
        django_requirement=f"Django=={DJANGO[genome.django_version]}",
        installed_apps=[f'"{name}",' for name in _installed_apps(genome, apps)],
        middleware=[f'"{name}",' for name in _middleware(genome)],
        api_prefix="api/v1/" if in_url else "api/",
        version_in_url=in_url,
        version_in_query=genome.api_versioning == "query_parameter",
        versioning_class=VERSIONING[genome.api_versioning],
        requirements_base=_requirements(genome, has_encryption, has_images),
        requirements_production=["gunicorn"],
        has_encryption=has_encryption,
        has_images=has_images,
        roles=[RoleSource(role.name, _role_line(role)) for role in genome.all_roles],
        example_path=f"/{'api/v1/' if in_url else 'api/'}{first.names.plural_kebab}/",
        example_app=first.app,
        not_built_yet=not_built_yet(genome),
        summary=summary(genome),
    )


def one_line(text: str) -> str:
    """Return text as it can stand in a line, such as a header of HTTP."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def markdown(text: str) -> str:
    """Return text on one line, with all that means something in Markdown or HTML escaped."""
    return "".join(
        f"\\{character}" if character in r"\`*_{}[]<>#|" else character
        for character in one_line(text)
    )


def summary(genome: Genome) -> str:
    """Return the size of the genome in one line, for the report of a generation."""
    counts = [
        (len(genome.entities), "entity", "entities"),
        (sum(len(entity.fields) for entity in genome.entities), "field", "fields"),
        (len(genome.roles), "role", "roles"),
        (len(genome.user_stories), "story", "stories"),
    ]
    parts = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    return ", ".join([*parts, *([" ".join(genome.compliance)] if genome.compliance else [])])


def _role_line(role: Role) -> str:
    return pycode.bare_tuple(
        role.name.upper(), [pycode.string(role.name), pycode.string(role.names.label)], 4
    )


def _installed_apps(genome: Genome, apps: list[str]) -> list[str]:
    admin = genome.admin
    return [
        *(["django.contrib.admin"] if admin else []),
        "django.contrib.auth",
        "django.contrib.contenttypes",
        *(["django.contrib.sessions", "django.contrib.messages"] if admin else []),
        "django.contrib.postgres",
        "django.contrib.staticfiles",
        "rest_framework",
        "rest_framework_simplejwt.token_blacklist",
        "django_filters",
        "drf_spectacular",
        "drf_spectacular_sidecar",
        "apps.core",
        "apps.users",
        *(f"apps.{name}" for name in apps),
    ]


def _middleware(genome: Genome) -> list[str]:
    admin = genome.admin
    return [
        "django.middleware.security.SecurityMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        *(["django.contrib.sessions.middleware.SessionMiddleware"] if admin else []),
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        *(["django.contrib.auth.middleware.AuthenticationMiddleware"] if admin else []),
        *(["django.contrib.messages.middleware.MessageMiddleware"] if admin else []),
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]


def _requirements(genome: Genome, has_encryption: bool, has_images: bool) -> list[str]:
    return sorted(
        [
            f"Django=={DJANGO[genome.django_version]}",
            "django-environ",
            "django-filter",
            *(["cryptography"] if has_encryption else []),
            "djangorestframework",
            "djangorestframework-simplejwt",
            "drf-spectacular[sidecar]",
            *(["Pillow"] if has_images else []),
            "psycopg[binary]",
            "whitenoise",
        ],
        key=str.lower,
    )


def not_built_yet(genome: Genome) -> list[str]:
    """Return what the genome asks for and this version does not make, one line each."""
    entities = genome.entities
    flags = [
        (genome.read_replica, "read_replica: one database serves reads and writes"),
        (genome.cache == "redis", "cache: redis"),
        (genome.celery, "celery: worker, beat and jobs"),
        (genome.search == "elasticsearch", "search: elasticsearch; PostgreSQL searches instead"),
        (genome.graphql, "graphql"),
        (genome.websockets, "websockets"),
        (bool(genome.oauth2_providers), f"oauth2_providers: {', '.join(genome.oauth2_providers)}"),
        (genome.two_factor, "two_factor: sign-in asks for a password only"),
        (genome.billing != "none", f"billing: {genome.billing}"),
        (
            bool(genome.compliance),
            f"compliance: documents and controls for {', '.join(genome.compliance)}",
        ),
        (genome.frontend, "frontend: Next.js"),
        (genome.mobile, "mobile: Expo"),
        (genome.docker, "docker"),
        (genome.kubernetes, "kubernetes"),
        (genome.hosting != "none", f"hosting: {genome.hosting}"),
        (genome.monitoring != "none", f"monitoring: {genome.monitoring}"),
        (any(entity.audit for entity in entities), "audit: no trail is kept yet"),
        (any(entity.soft_delete for entity in entities), "soft_delete: a deleted record is gone"),
        (any(entity.versioned for entity in entities), "versioned: the last writer wins"),
        (any(entity.retention for entity in entities), "retention: nothing is erased by itself"),
        (bool(genome.user_stories), "user_stories: no scenarios yet"),
        (bool(genome.screens), "screens"),
    ]
    return [text for is_asked_for, text in flags if is_asked_for]
