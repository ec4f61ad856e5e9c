"""Asks the project about itself, in its own interpreter: `probe.py django`, `probe.py database`.

Prints one JSON object. `django` answers with `not_installed` (a library), or with `broken` (why the
project does not load), or with all of `settings`, `messages` (of `check --deploy`), `migrations`
(`changes`, `unmigrated` and `conflicts`: where they do not cover the models), `schema` (the
OpenAPI document as YAML) and `walls` (tables of workspaces that nothing would keep apart); the last
three may be `broken` by themselves. `database` answers with what the base settings make of several
values of DATABASE_URL: "refused", "accepted", or the error that came instead.
"""

import contextlib
import json
import os
import runpy
import sys
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path.cwd()
SETTINGS = (
    "ALLOWED_HOSTS",
    "CORS_ALLOW_ALL_ORIGINS",
    "CORS_ORIGIN_ALLOW_ALL",
    "CSRF_COOKIE_SAMESITE",
    "CSRF_COOKIE_SECURE",
    "MIDDLEWARE",
    "REST_FRAMEWORK",
    "SECURE_CONTENT_TYPE_NOSNIFF",
    "SECURE_HSTS_SECONDS",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_SECURE",
    "X_FRAME_OPTIONS",
)
DATABASE_URLS = {
    "missing": "",
    "sqlite": "sqlite:///db.sqlite3",
    "mysql": "mysql://archverify@127.0.0.1:9/archverify",
}


def main(question: str) -> None:
    """Print the answers; whatever the project itself prints goes to standard error."""
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(sys.stderr):
        try:
            forget_local_environment()
            answers = about_django() if question == "django" else about_database()
        except ModuleNotFoundError as error:
            if (error.name or "").split(".")[0] in {"apps", "config", "tools"}:
                raise
            answers = {"not_installed": f"{error.name} is not installed here"}
    sys.stdout.write(json.dumps(answers, default=str))


def forget_local_environment() -> None:
    """The `.env` of this machine must not decide how production settings are judged."""
    import environ

    environ.Env.read_env = classmethod(read_nothing)


def read_nothing(_cls: type, /, *_args: object, **_options: object) -> None:
    """Stands in for `Env.read_env`."""


def about_django() -> dict[str, Any]:
    """All answers, or only what keeps the project from loading."""
    import django

    try:
        django.setup()
        remember_schema()
        answers = {"settings": settings_values(), "messages": deployment()}
    except (Exception, SystemExit) as error:
        return {"broken": describe(error)}
    return answers | {
        "migrations": attempt(migrations),
        "schema": attempt(schema),
        "walls": attempt(walls),
    }


def remember_schema() -> None:
    """Let one generation of the OpenAPI document serve `check --deploy` and `schema` below."""
    from drf_spectacular.settings import spectacular_settings

    generator = spectacular_settings.DEFAULT_GENERATOR_CLASS
    generator.get_schema = cache_first(generator.get_schema)


def cache_first(method: Callable[..., Any]) -> Callable[..., Any]:
    """The method, which works the first time and repeats its answer from then on."""
    answers: list[Any] = []

    def remembering(*args: Any, **kwargs: Any) -> Any:
        if not answers:
            answers.append(method(*args, **kwargs))
        return answers[0]

    return remembering


def attempt(question: Callable[[], Any]) -> Any:
    """The answer to one question, or the place where the project fails to give it."""
    try:
        return question()
    except Exception as error:
        return {"broken": describe(error)}


def describe(error: BaseException) -> dict[str, Any]:
    """An exception and the innermost line of the project that it passed through."""
    places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        places.append((error.filename or "", error.lineno))
    # Django's errors about the graph of migrations name the one that cannot be placed.
    origin = sys.modules.get(getattr(getattr(error, "origin", None), "__module__", ""))
    if origin is not None:
        places.append((origin.__file__ or "", 1))
    place = {"file": "manage.py", "line": 1}
    for filename, line in places:
        path = Path(filename)
        if path.is_relative_to(ROOT) and not path.is_relative_to(ROOT / ".venv"):
            place = {"file": path.relative_to(ROOT).as_posix(), "line": line or 1}
    return place | {"message": f"{type(error).__name__}: {error}"}


def settings_values() -> dict[str, Any]:
    """The settings that checks judge, as they are in force."""
    from django.conf import settings

    return {name: getattr(settings, name, None) for name in SETTINGS}


def deployment() -> list[dict[str, str]]:
    """The messages of `manage.py check --deploy`, warnings and worse."""
    from django.core import checks

    return [
        {"id": message.id or "", "text": message.msg, "object": str(message.obj or "")}
        for message in checks.run_checks(include_deployment_checks=True, databases=[])
        if message.level >= checks.WARNING and not message.is_silenced()
    ]


def migrations() -> dict[str, Any]:
    """What `manage.py makemigrations --check` would write, told apart by app and model."""
    from django.apps import apps
    from django.core.management import get_commands, load_command_class
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.questioner import MigrationQuestioner
    from django.db.migrations.state import ProjectState

    command: Any = load_command_class(get_commands()["makemigrations"], "makemigrations")
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {
        config.label: Path(config.path).relative_to(ROOT).as_posix()
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(ROOT / "apps")
    }
    detector = command.autodetector(
        loader.project_state(), ProjectState.from_apps(apps), MigrationQuestioner(dry_run=True)
    )
    changes = [
        {"folder": ours[label], "model": model_of(operation), "text": operation.describe()}
        for label, new in detector.changes(graph=loader.graph).items()
        if label in ours
        for migration in new
        for operation in migration.operations
    ]
    unmigrated = [
        ours[label]
        for label in sorted(loader.unmigrated_apps & ours.keys())
        if any(model._meta.managed for model in apps.get_app_config(label).get_models())
    ]
    conflicts = {ours[k]: sorted(v) for k, v in loader.detect_conflicts().items() if k in ours}
    return {"changes": changes, "unmigrated": unmigrated, "conflicts": conflicts}


def walls() -> list[dict[str, str]]:
    """The tables of workspaces for which `migrate` would leave something out."""
    from django.apps import apps
    from django.db.models import ForeignKey

    from apps.core.tenancy.keys import expected_keys
    from apps.core.tenancy.policies import expected_policies
    from apps.users.models import Workspace

    def has_workspace(model: Any) -> bool:
        return any(
            field.name == "workspace" and field.related_model is Workspace
            for field in model._meta.concrete_fields
        )

    policies = {(each.table, each.command) for each in expected_policies()}
    keys = {(each.table, each.column) for each in expected_keys()}
    gaps = []
    for model in apps.get_models():
        table = model._meta.db_table
        if model._meta.proxy or not model._meta.managed or not has_workspace(model):
            continue
        if (table, "ALL") not in policies:
            gaps.append((model, f"{model.__name__} has no policy"))
        for field in model._meta.concrete_fields:
            is_key = isinstance(field, ForeignKey) and has_workspace(field.related_model)
            if is_key and (table, field.column) not in keys:
                gaps.append((model, f"{model.__name__}.{field.name} has no composite key"))
        for field in model._meta.local_many_to_many:
            if (field.m2m_db_table(), "ALL") not in policies:
                gaps.append((model, f"{model.__name__}.{field.name} has no policy"))
    return [{"model": model.__name__, "text": text} for model, text in gaps]


def model_of(operation: Any) -> str:
    """The lower-case name of the model that a migration operation is about."""
    return str(getattr(operation, "model_name", None) or getattr(operation, "name", "")).lower()


def schema() -> str:
    """The OpenAPI document of the code as it is now."""
    from drf_spectacular.renderers import OpenApiYamlRenderer
    from drf_spectacular.settings import spectacular_settings

    generator = spectacular_settings.DEFAULT_GENERATOR_CLASS()
    document = generator.get_schema(request=None, public=True)
    renderer: Any = OpenApiYamlRenderer()
    text: bytes = renderer.render(document, renderer_context={})
    return text.decode()


def about_database() -> dict[str, Any]:
    """What becomes of each kind of DATABASE_URL; the one in the environment is PostgreSQL's."""
    urls = DATABASE_URLS | {"postgresql": os.environ["DATABASE_URL"]}
    return {name: load_base_settings(url) for name, url in urls.items()}


def load_base_settings(url: str) -> str:
    """Whether the base settings load with this address."""
    from django.core.exceptions import ImproperlyConfigured

    os.environ["DATABASE_URL"] = url
    try:
        runpy.run_path(str(ROOT / "config" / "settings" / "base.py"))
    except ImproperlyConfigured:
        return "refused"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "accepted"


if __name__ == "__main__":
    main(sys.argv[1])
