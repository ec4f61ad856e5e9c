"""Checks of the settings: what production runs with, and what the base refuses."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..code import Module, assigned, is_true, keyword, string, strings
from ..frame import Finding, Severity, check
from ..introspection import (
    SETTINGS,
    about_setting,
    broken,
    database_answers,
    django_answers,
    raw_answers,
    setting_place,
)
from ..project import Project

_DATABASE = "postgresql"
_EXEMPT = "django.views.decorators.csrf.csrf_exempt"
_SAFE_VALUES = {
    "CSRF_COOKIE_SAMESITE": ("Lax", "Strict"),
    "CSRF_COOKIE_SECURE": (True,),
    "SECURE_CONTENT_TYPE_NOSNIFF": (True,),
    "SECURE_SSL_REDIRECT": (True,),
    "SESSION_COOKIE_HTTPONLY": (True,),
    "SESSION_COOKIE_SAMESITE": ("Lax", "Strict"),
    "SESSION_COOKIE_SECURE": (True,),
    "X_FRAME_OPTIONS": ("DENY", "SAMEORIGIN"),
}
_REFUSED = {"missing": "no DATABASE_URL", "sqlite": "an SQLite address", "mysql": "a MySQL address"}


@check(
    "SEC-10",
    "the settings refuse every database but PostgreSQL",
    severity=Severity.CRITICAL,
    weight=8,
    reason="On another database the constraints that keep workspaces apart are missing.",
    fix="raise ImproperlyConfigured in config/settings/base.py unless DATABASE_URL is PostgreSQL",
    background=("database",),
)
def postgresql_guard(project: Project) -> Iterator[Finding]:
    answers = database_answers(project)
    base = f"{SETTINGS}/base.py"
    line = project.line_of(base, "DATABASE")
    for attempt, what in _REFUSED.items():
        if answers[attempt] != "refused":
            yield Finding(base, line, f"{what} is not refused: {answers[attempt]}")
    if answers[_DATABASE] != "accepted":
        yield Finding(base, line, f"a PostgreSQL address is not accepted: {answers[_DATABASE]}")
    for module in project.modules("config"):
        databases = assigned(module.tree.body, "DATABASES")
        for literal in strings(databases):
            engine = str(literal.value)
            if engine.startswith("django.db.backends.") and not engine.endswith(_DATABASE):
                yield Finding(module.path, literal.lineno, f"{engine} is no PostgreSQL")


@check(
    "SEC-11",
    "DEBUG is on in development only",
    severity=Severity.CRITICAL,
    weight=8,
    reason="Debug pages show settings, queries and rows to whoever causes an error.",
    fix="DEBUG = False in base and production; only config/settings/development.py turns it on",
)
def debug_is_off(project: Project) -> Iterator[Finding]:
    for module in project.modules("config", tests=True):
        if module.path.endswith("development.py"):
            continue
        for node in module.nodes:
            value = _debug_value(node)
            if value is not None and (is_true(value) or _defaults_to_true(value)):
                yield Finding(module.path, value.lineno, "DEBUG is or defaults to True here")


def _debug_value(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.Assign):
        named = any(
            isinstance(target, ast.Name) and target.id == "DEBUG" for target in node.targets
        )
        return node.value if named else None
    if isinstance(node, ast.keyword) and node.arg == "DEBUG":  # environ.Env(DEBUG=(bool, True))
        return node.value
    return None


def _defaults_to_true(value: ast.expr) -> bool:
    if isinstance(value, ast.Tuple):
        return any(is_true(element) for element in value.elts)
    if not isinstance(value, ast.Call):
        return False
    default = keyword(value, "default")
    candidates = [*value.args[1:], *([default] if default is not None else [])]
    return any(
        is_true(candidate) or (string(candidate) or "").casefold() in {"1", "true", "yes", "on"}
        for candidate in candidates
    )


@check(
    "SEC-12",
    "production sends cookies and pages over HTTPS only",
    severity=Severity.MAJOR,
    weight=6,
    reason="One cookie over plain HTTP is a session that anybody on the way can take over.",
    fix="set what the finding names in config/settings/production.py",
    background=("django",),
)
def production_flags(project: Project) -> Iterator[Finding]:
    values: dict[str, Any] = django_answers(project)["settings"]
    has_sessions = any("SessionMiddleware" in name for name in values["MIDDLEWARE"])
    for name, wanted in _SAFE_VALUES.items():
        if name.startswith("SESSION_") and not has_sessions:
            continue
        if values[name] not in wanted:
            yield about_setting(project, name, f"{name} is {values[name]!r} in production")
    if not values["SECURE_HSTS_SECONDS"]:
        yield about_setting(project, "SECURE_HSTS_SECONDS", "SECURE_HSTS_SECONDS is not set")
    if not values["ALLOWED_HOSTS"] or "*" in values["ALLOWED_HOSTS"]:
        yield about_setting(project, "ALLOWED_HOSTS", "ALLOWED_HOSTS lets any host name through")
    for name in ("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"):
        if values[name]:
            yield about_setting(project, name, f"{name} lets any site call the API")


@check(
    "SEC-13",
    "`manage.py check --deploy` has nothing to say",
    severity=Severity.MAJOR,
    weight=6,
    reason="Django and the libraries know their own unsafe settings best.",
    fix="run `python manage.py check --deploy` and follow what it says",
    background=("django",),
)
def deployment_check(project: Project) -> Iterator[Finding]:
    for message in django_answers(project)["messages"]:
        text = str(message["text"]).splitlines()[0]
        about = f" ({message['object']})" if message["object"] else ""
        file, line = _place_of_message(project, text)
        yield Finding(file, line, f"{message['id']}: {text}{about}")


def _place_of_message(project: Project, text: str) -> tuple[str, int]:
    """The file that a message names, or the first setting in it that this project decides."""
    for word in re.findall(r"/\S+\.py", text):
        path = Path(word)
        if path.is_relative_to(project.root):
            return path.relative_to(project.root).as_posix(), 1
    places = (setting_place(project, name) for name in re.findall(r"\b[A-Z][A-Z_]{3,}\b", text))
    return next((place for place in places if place), (f"{SETTINGS}/production.py", 1))


@check(
    "SEC-16",
    "every unsafe request is protected against forgery",
    severity=Severity.MAJOR,
    weight=6,
    reason="Sign-in is a cookie, and a browser sends cookies with requests that other sites make.",
    fix="remove csrf_exempt and keep CsrfViewMiddleware",
    background=("django",),
)
def csrf_protection(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", "config"):
        for node in module.nodes:
            if isinstance(node, ast.Name | ast.Attribute) and module.qualify(node) == _EXEMPT:
                yield Finding(module.path, node.lineno, "csrf_exempt turns the protection off")
    middleware = django_answers(project)["settings"]["MIDDLEWARE"]
    if not any(name.rpartition(".")[2].startswith("Csrf") for name in middleware):
        yield about_setting(project, "MIDDLEWARE", "CsrfViewMiddleware is not in MIDDLEWARE")


@check(
    "SEC-17",
    "a view that says nothing is closed",
    severity=Severity.MAJOR,
    weight=5,
    reason="The view that somebody forgets to protect must be the one that answers nobody.",
    fix="REST_FRAMEWORK: IsAuthenticated by default, no BasicAuthentication",
    background=("django",),
)
def closed_by_default(project: Project) -> Iterator[Finding]:
    framework = django_answers(project)["settings"]["REST_FRAMEWORK"]
    permissions = framework.get("DEFAULT_PERMISSION_CLASSES") or []
    if not any(name.endswith(".IsAuthenticated") for name in permissions):
        message = "DEFAULT_PERMISSION_CLASSES does not hold IsAuthenticated"
        yield about_setting(project, "REST_FRAMEWORK", message)
    for name in framework.get("DEFAULT_AUTHENTICATION_CLASSES") or ["BasicAuthentication"]:
        if name.endswith("BasicAuthentication"):
            message = "BasicAuthentication takes passwords in a header of every request"
            yield about_setting(project, "REST_FRAMEWORK", message)


@check(
    "ARC-01",
    "the project loads under production settings",
    severity=Severity.CRITICAL,
    weight=10,
    reason="What does not load in production cannot be delivered, and cannot be judged either.",
    fix="run `python manage.py check --settings config.settings.production` and mend what it names",
    background=("django",),
)
def project_loads(project: Project) -> Iterator[Finding]:
    fault = broken(raw_answers(project))
    if fault:
        yield fault


@check(
    "ARC-08",
    "every error leaves in the common form",
    severity=Severity.MAJOR,
    weight=5,
    reason="Clients rely on one shape of errors, with status 422 for what does not validate.",
    fix='REST_FRAMEWORK["EXCEPTION_HANDLER"] names the handler in apps/core',
    background=("django",),
)
def common_errors(project: Project) -> Iterator[Finding]:
    framework = django_answers(project)["settings"]["REST_FRAMEWORK"]
    handler = framework.get("EXCEPTION_HANDLER", "")
    if not handler.startswith("apps.core."):
        message = f"EXCEPTION_HANDLER is {handler or 'the one of the framework'}"
        yield about_setting(project, "REST_FRAMEWORK", message)
        return
    module = project.code.modules.get(handler.rpartition(".")[0])
    if module is not None and not _answers_422(module):
        yield Finding(module.path, 1, "nothing here answers 422")


def _answers_422(module: Module) -> bool:
    return any(
        (isinstance(node, ast.Constant) and node.value == 422)
        or (isinstance(node, ast.Attribute) and node.attr.startswith("HTTP_422"))
        or (isinstance(node, ast.Attribute) and node.attr.startswith("UNPROCESSABLE"))
        for node in module.nodes
    )
