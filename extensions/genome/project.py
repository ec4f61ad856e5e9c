"""What belongs to the project as a whole: settings, requirements, texts."""

from dataclasses import dataclass

from . import pycode
from .resolution import needs_second_factor
from .schema import Field, Genome, Role

DJANGO = {"5.2": "5.2.19", "6.1": "6.1.3"}
VERSIONING = {
    "url": "rest_framework.versioning.URLPathVersioning",
    "accept_header": "rest_framework.versioning.AcceptHeaderVersioning",
    "query_parameter": "rest_framework.versioning.QueryParameterVersioning",
}
SHORTEST_PASSWORD_WORD = 4
# How many days the audit trail stays, and why; of several laws the longest time holds.
AUDIT_RETENTION = {
    "sox": (2557, "seven years, as for audit papers under the Sarbanes-Oxley Act"),
    "hipaa": (2192, "six years, as HIPAA asks (45 CFR 164.316)"),
}
AUDIT_RETENTION_OTHERWISE = (
    730,
    "two years: enough to look into what is found late, and no longer than that takes",
)


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
    site_name: str
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
    has_files: bool
    has_redis: bool
    has_social_sign_in: bool
    provider_variables: list[str]
    has_second_factor: bool
    second_factor_roles: str
    has_pending_steps: bool
    roles: list[RoleSource]
    example_path: str
    example_app: str
    not_built_yet: list[str]
    asvs_capabilities: list[str]
    password_words: list[str]
    password_words_md: list[str]
    audit_days: int
    audit_reason: str
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
        site_name=pycode.assignment("SITE_NAME", pycode.string(one_line(genome.project_title)), 0),
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
        requirements_base=_requirements(genome, has_encryption, _has_files(genome)),
        requirements_production=["gunicorn"],
        has_encryption=has_encryption,
        has_images=has_images,
        has_files=_has_files(genome),
        has_redis=genome.cache == "redis",
        has_social_sign_in=bool(genome.oauth2_providers),
        provider_variables=_provider_variables(genome),
        has_second_factor=has_second_factor(genome),
        second_factor_roles=_second_factor_roles(genome),
        has_pending_steps=has_second_factor(genome) or bool(genome.oauth2_providers),
        roles=[RoleSource(role.name, _role_line(role)) for role in genome.all_roles],
        example_path=f"/{'api/v1/' if in_url else 'api/'}{first.names.plural_kebab}/",
        example_app=first.app,
        not_built_yet=not_built_yet(genome),
        asvs_capabilities=_asvs_capabilities(genome),
        password_words=[f"{pycode.string(word)}," for word in _password_words(genome)],
        password_words_md=[markdown(word) for word in _password_words(genome)],
        audit_days=_audit_retention(genome)[0],
        audit_reason=_audit_retention(genome)[1],
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


def has_second_factor(genome: Genome) -> bool:
    """Tell whether people can have a second factor; the admin asks for one in any case."""
    return genome.two_factor or genome.admin


def _second_factor_roles(genome: Genome) -> str:
    """Return the setting; laws that ask for a second factor ask it of those who run things."""
    roles = ["owner", "admin"] if needs_second_factor(genome.compliance) else []
    default = f"[{', '.join(pycode.string(role) for role in roles)}]"
    value = f'env.list("REQUIRE_SECOND_FACTOR_ROLES", default={default})'
    return f"REQUIRE_SECOND_FACTOR_ROLES = {value}"


def _role_line(role: Role) -> str:
    return pycode.bare_tuple(
        role.name.upper(), [pycode.string(role.name), pycode.string(role.names.label)], 4
    )


def _installed_apps(genome: Genome, apps: list[str]) -> list[str]:
    admin = genome.admin
    return [
        *(["apps.core.admin_app.PlatformAdminConfig"] if admin else []),
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        *(["django.contrib.messages"] if admin else []),
        "django.contrib.postgres",
        "django.contrib.staticfiles",
        "rest_framework",
        "rest_framework_simplejwt.token_blacklist",
        "allauth",
        "allauth.account",
        "allauth.headless",
        *(["allauth.mfa"] if has_second_factor(genome) else []),
        *(["allauth.socialaccount"] if genome.oauth2_providers else []),
        *(f"allauth.socialaccount.providers.{name}" for name in genome.oauth2_providers),
        "allauth.usersessions",
        "django_filters",
        "drf_spectacular",
        "drf_spectacular_sidecar",
        "csp",
        "django_structlog",
        "apps.core",
        "apps.audit",
        "apps.users",
        *(f"apps.{name}" for name in apps),
    ]


def _middleware(genome: Genome) -> list[str]:
    admin = genome.admin
    return [
        "apps.core.middleware.ResponseHeaders",
        "csp.middleware.CSPMiddleware",
        "apps.core.middleware.RequestLog",
        "apps.core.middleware.HttpsOnlyApi",
        "django.middleware.security.SecurityMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        *(["django.contrib.sessions.middleware.SessionMiddleware"] if admin else []),
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        *(["django.contrib.auth.middleware.AuthenticationMiddleware"] if admin else []),
        *(["django.contrib.messages.middleware.MessageMiddleware"] if admin else []),
        "allauth.account.middleware.AccountMiddleware",
        "apps.audit.middleware.AuditMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]


def _allauth(genome: Genome) -> str:
    """Return the requirement of allauth, with what its optional parts need."""
    extras = [
        *(["mfa"] if has_second_factor(genome) else []),
        *(["socialaccount"] if genome.oauth2_providers else []),
    ]
    return f"django-allauth[{','.join(extras)}]" if extras else "django-allauth"


def _requirements(genome: Genome, has_encryption: bool, has_files: bool) -> list[str]:
    return sorted(
        [
            f"Django=={DJANGO[genome.django_version]}",
            _allauth(genome),
            "django-csp",
            "django-environ",
            "django-filter",
            "django-structlog",
            *(["cryptography"] if has_encryption else []),
            "djangorestframework",
            "djangorestframework-simplejwt",
            "drf-spectacular[sidecar]",
            *(["django-storages[s3]", "Pillow"] if has_files else []),
            "psycopg[binary]",
            *(["redis"] if genome.cache == "redis" else []),
            "whitenoise",
        ],
        key=str.lower,
    )


def _audit_retention(genome: Genome) -> tuple[int, str]:
    asked = [time for name, time in AUDIT_RETENTION.items() if name in genome.compliance]
    return max(asked, default=AUDIT_RETENTION_OTHERWISE)


def _password_words(genome: Genome) -> list[str]:
    """Return the words of the product's names, which say nothing as a password."""
    names = " ".join([genome.project_name, genome.project_title, genome.domain]).casefold()
    words = "".join(c if c.isalnum() else " " for c in names).split()
    telling = {word for word in words if len(word) >= SHORTEST_PASSWORD_WORD}
    return sorted(telling or {genome.project_name})


def _asvs_capabilities(genome: Genome) -> list[str]:
    """Return what the product has of the things that requirements of OWASP ASVS are about."""
    flags = [
        ("admin", genome.admin),
        ("encryption", any(field.encrypted for field in _fields(genome))),
        ("files", _has_files(genome)),
        ("second_factor", has_second_factor(genome)),
        ("social", bool(genome.oauth2_providers)),
    ]
    return [name for name, is_there in flags if is_there]


def _provider_variables(genome: Genome) -> list[str]:
    """Return the names of the variables that hold the keys of providers."""
    apple = ("CLIENT_ID", "TEAM_ID", "KEY_ID", "PRIVATE_KEY")
    others = ("CLIENT_ID", "CLIENT_SECRET")
    return [
        f"{provider.upper()}_{name}"
        for provider in genome.oauth2_providers
        for name in (apple if provider == "apple" else others)
    ]


def _has_files(genome: Genome) -> bool:
    return any(field.type in {"file", "image"} for field in _fields(genome))


def _fields(genome: Genome) -> list[Field]:
    return [field for entity in genome.entities for field in entity.fields]


def not_built_yet(genome: Genome) -> list[str]:
    """Return what the genome asks for and this version does not make, one line each."""
    entities = genome.entities
    flags = [
        (genome.read_replica, "read_replica: one database serves reads and writes"),
        (genome.celery, "celery: worker, beat and jobs"),
        (genome.search == "elasticsearch", "search: elasticsearch; PostgreSQL searches instead"),
        (genome.graphql, "graphql"),
        (genome.websockets, "websockets"),
        (genome.billing != "none", f"billing: {genome.billing}"),
        (
            bool(genome.compliance),
            f"compliance: documents and controls for {', '.join(genome.compliance)}",
        ),
        (genome.mobile, "mobile: Expo"),
        (genome.docker, "docker"),
        (genome.kubernetes, "kubernetes"),
        (genome.hosting != "none", f"hosting: {genome.hosting}"),
        (genome.monitoring != "none", f"monitoring: {genome.monitoring}"),
        (any(entity.retention for entity in entities), "retention: nothing is erased by itself"),
        (bool(genome.user_stories), "user_stories: no scenarios yet"),
    ]
    return [text for is_asked_for, text in flags if is_asked_for]
