"""Checks of the second wall: nothing takes it down, goes round it, or stands before it."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from ..code import Code, Function, Module, called, dotted, is_true, keyword, string
from ..domain import app_of, is_core, views
from ..frame import Finding, Severity, check
from ..introspection import broken, django_answers
from ..project import BUILT_IN_APPS, WALL_BUILDERS, Project, is_test_code

_ROUND_THE_WALLS = re.compile(
    r"\bSET\s+(?:SESSION\s+|LOCAL\s+)?(?:ROLE|SESSION\s+AUTHORIZATION)\b|\bRESET\s+ROLE\b"
    r"|\bBYPASSRLS\b|\brow_security\b|\b(?:DISABLE|NO\s+FORCE)\s+ROW\s+LEVEL\s+SECURITY\b"
    r"|\b(?:DROP|ALTER|CREATE)\s+POLICY\b|\bset_config\s*\(|\bSET\s+(?:LOCAL\s+)?app\.",
    re.IGNORECASE,
)
_WRITES_TO_CACHE = {"add", "get", "get_or_set", "set", "set_many", "get_many", "incr", "touch"}
_CACHE = "django.core.cache."


@check(
    "SEC-18",
    "every view tells the database whose rows it may see",
    severity=Severity.MAJOR,
    weight=6,
    reason="The database shows a transaction nothing until it knows the member and the workspace.",
    fix="derive from WorkspaceViewSet, GlobalViewSet or TenantView of apps/core",
)
def tenant_views(project: Project) -> Iterator[Finding]:
    code = project.code
    for view in views(project):
        if not is_core(code, view, "TenantView"):
            message = f"{view.name} does not derive from TenantView"
            yield Finding(view.module.path, view.node.lineno, message)
    for cls in code.classes.values():
        app = app_of(cls)
        if not app or app in BUILT_IN_APPS or is_test_code(cls.module.path):
            continue
        bases = [base for own in code.ancestry(cls) for base in code.bases(own)]
        if any(base.startswith("django.views.") for base in bases):
            message = f"{cls.name} is a view of Django's own, which knows no workspace"
            yield Finding(cls.module.path, cls.node.lineno, message)
    for module, function in _routed_functions(project, code):
        message = f"{function.name}() is a function view, which knows no workspace"
        yield Finding(module.path, function.lineno, message)


def _routed_functions(project: Project, code: Code) -> Iterator[tuple[Module, Function]]:
    """The functions of entity apps that a urls.py leads to."""
    routed = {
        code.resolve(module, node)
        for module in project.modules("apps", "config")
        if module.path.endswith("urls.py")
        for node in module.nodes
        if isinstance(node, ast.Name | ast.Attribute)
    }
    for module in project.modules("apps"):
        if module.path.split("/")[1] in BUILT_IN_APPS:
            continue
        for node in module.tree.body:
            if isinstance(node, Function) and f"{module.name}.{node.name}" in routed:
                yield module, node


@check(
    "SEC-19",
    "nothing goes round the walls of the database",
    severity=Severity.CRITICAL,
    weight=10,
    reason="A role, a policy or a setting that code changes lets one request see every workspace.",
    fix="leave that to apps/core/tenancy; commands and jobs work `with inside(workspace):`",
)
def walls_stand(project: Project) -> Iterator[Finding]:
    for module in [*project.modules("apps", "config"), *_migrations(project)]:
        if module.path.startswith(WALL_BUILDERS):
            continue
        explained = _docstrings(module)
        for node in module.nodes:
            text = string(node)
            found = _ROUND_THE_WALLS.search(text) if text and node not in explained else None
            if found and isinstance(node, ast.Constant):
                yield Finding(module.path, node.lineno, f"`{found[0]}` stands in a statement here")
            if (
                isinstance(node, ast.Call)
                and called(node) == "enter_every_workspace"
                and not PurePosixPath(module.path).name.startswith("admin")
            ):
                message = "enter_every_workspace() is for superusers in the admin"
                yield Finding(module.path, node.lineno, message)


def _migrations(project: Project) -> Iterator[Module]:
    for module in project.code.modules.values():
        if module.path.startswith("apps/") and "/migrations/" in module.path:
            yield module


def _docstrings(module: Module) -> set[ast.AST]:
    """The texts that explain and do nothing: expressions that stand alone."""
    return {node.value for node in module.nodes if isinstance(node, ast.Expr)}


@check(
    "SEC-20",
    "what is cached says of which workspace it is",
    severity=Severity.CRITICAL,
    weight=8,
    reason="A key without the workspace hands the rows of who came first to everybody after.",
    fix='put the workspace into the key: f"{workspace.pk}:..."; no cache_page on views',
)
def keys_of_caches(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps"):
        if module.path.split("/")[1] in BUILT_IN_APPS:
            continue
        for node in module.nodes:
            if not isinstance(node, ast.Call):
                continue
            if module.qualify(node.func) == "django.views.decorators.cache.cache_page":
                message = "cache_page() keeps answers for everybody who asks"
                yield Finding(module.path, node.lineno, message)
            elif _is_cache_call(module, node) and not _names_workspace(module, node):
                message = f"cache.{called(node)}() has a key without the workspace"
                yield Finding(module.path, node.lineno, message)


def _is_cache_call(module: Module, call: ast.Call) -> bool:
    """Whether this is `cache.get(...)` and the like, also of `caches["name"]`."""
    if called(call) not in _WRITES_TO_CACHE or not isinstance(call.func, ast.Attribute):
        return False
    owner: ast.expr = call.func.value
    if isinstance(owner, ast.Subscript):
        owner = owner.value
    return module.qualify(owner).startswith(_CACHE)


def _names_workspace(module: Module, call: ast.Call) -> bool:
    """Whether the key says the workspace. Names are followed to their values in the module."""
    key = call.args[0] if call.args else keyword(call, "key")
    return key is not None and _says_workspace(module, key, set())


def _says_workspace(module: Module, node: ast.expr, seen: set[str]) -> bool:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name | ast.Attribute) and "workspace" in dotted(inner):
            return True
        if isinstance(inner, ast.Name) and inner.id not in seen:
            seen.add(inner.id)
            if any(_says_workspace(module, value, seen) for value in _values(module, inner.id)):
                return True
    return False


def _values(module: Module, name: str) -> Iterator[ast.expr]:
    for node in module.nodes:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == name for target in node.targets
        ):
            yield node.value


@check(
    "SEC-21",
    "uploads leave as downloads only",
    severity=Severity.CRITICAL,
    weight=6,
    reason="An upload that a browser shows instead of saving runs its scripts in our name.",
    fix="FileResponse(..., as_attachment=True); no address for MEDIA_ROOT",
)
def downloads(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", "config"):
        for node in module.nodes:
            if isinstance(node, ast.Call) and called(node) == "FileResponse":
                if not is_true(keyword(node, "as_attachment")):
                    message = "FileResponse() without as_attachment=True shows the file"
                    yield Finding(module.path, node.lineno, message)
            elif isinstance(node, ast.Call) and _serves_media(module, node):
                message = "MEDIA_ROOT gets an address, past the permissions of the records"
                yield Finding(module.path, node.lineno, message)
            elif (string(node) or "").casefold().startswith("inline;") and isinstance(
                node, ast.Constant
            ):
                yield Finding(module.path, node.lineno, "an inline file is shown, not saved")


def _serves_media(module: Module, call: ast.Call) -> bool:
    if module.qualify(call.func) not in {
        "django.conf.urls.static.static",
        "django.views.static.serve",
        "django.urls.path",
        "django.urls.re_path",
    }:
        return False
    return any(
        isinstance(node, ast.Attribute) and node.attr in {"MEDIA_ROOT", "MEDIA_URL"}
        for node in ast.walk(call)
    )


@check(
    "SEC-22",
    "every table of a workspace gets its policy and its composite keys",
    severity=Severity.CRITICAL,
    weight=10,
    reason="A table without them is open to every workspace as soon as one filter is forgotten.",
    fix="derive the model from WorkspaceModel; leave apps/core/tenancy as it is",
    background=("django",),
)
def expected_walls(project: Project) -> Iterator[Finding]:
    answer: Any = django_answers(project)["walls"]
    fault = broken(answer)
    if fault:
        yield fault
        return
    places = {model.name: model for model in project.code.models()}
    for gap in answer:
        model = places.get(gap["model"])
        file = model.module.path if model else "apps/core/tenancy/policies.py"
        yield Finding(file, model.node.lineno if model else 1, gap["text"])
