"""Checks of the line between workspaces: querysets, other queries, permissions."""

import ast
from collections.abc import Iterator

from ..code import (
    Class,
    Code,
    Function,
    Module,
    called,
    calls,
    dotted,
    keyword,
    string,
    strings,
)
from ..domain import (
    app_of,
    is_core,
    is_current_workspace,
    is_workspace_model,
    model_of_view,
    names_in,
    relations,
    views,
    viewsets,
)
from ..frame import Finding, Severity, check
from ..project import BUILT_IN_APPS, Project

_NOT_REQUEST_CODE = {"models.py", "admin.py", "apps.py"}
_SHORTCUTS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404", "aget_list_or_404"}
_MANAGERS = {"objects", "_default_manager", "_base_manager"}


@check(
    "SEC-01",
    "every viewset shows rows of the active workspace only",
    severity=Severity.CRITICAL,
    weight=15,
    reason="One queryset without the filter shows every customer's data to every other customer.",
    fix="filter(workspace=self.request.user.active_workspace) in get_queryset()",
)
def scoped_querysets(project: Project) -> Iterator[Finding]:
    code = project.code
    for view in viewsets(project):
        model = model_of_view(code, view)
        if is_core(code, view, "GlobalViewSet") or is_core(code, view, "GlobalModelViewSet"):
            if model is not None and is_workspace_model(code, model):
                message = f"{view.name} serves {model.name}, which is not global, to all workspaces"
                yield Finding(view.module.path, view.node.lineno, message)
            continue
        found = code.method(view, "get_queryset")
        if found is None or app_of(found[0]) == "core":
            message = f"{view.name} has no get_queryset() of its own"
            yield Finding(view.module.path, view.node.lineno, message)
            continue
        owner, method = found
        for line in _unscoped_returns(code, owner, method):
            message = f"{view.name}.get_queryset() does not filter by the active workspace"
            yield Finding(owner.module.path, line, message)


def _unscoped_returns(code: Code, owner: Class, method: Function) -> Iterator[int]:
    """Lines of a get_queryset() that hand out rows of other workspaces."""
    returns = [n for n in ast.walk(method) if isinstance(n, ast.Return) and n.value is not None]
    if not returns:
        yield method.lineno
    scope = _Scope(code, owner, method)
    for node in returns:
        if node.value is not None and not scope.holds(node.value):
            yield node.lineno


class _Scope:
    """Whether expressions of one method are limited to the active workspace."""

    def __init__(self, code: Code, owner: Class, method: Function) -> None:
        self._code = code
        self._owner = owner
        self._names: dict[str, list[ast.expr]] = {}
        self._pending: set[str] = set()
        for node in ast.walk(method):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self._names.setdefault(node.targets[0].id, []).append(node.value)
            elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
                self._names.setdefault(dotted(node.target), []).append(node.value)

    def holds(self, node: ast.expr) -> bool:
        """True only where the filter can be seen; what cannot be followed is not filtered."""
        if isinstance(node, ast.Name):
            return self._name_holds(node.id)
        if isinstance(node, ast.IfExp):
            return self.holds(node.body) and self.holds(node.orelse)
        if isinstance(node, ast.BinOp):
            sides = (self.holds(node.left), self.holds(node.right))
            return any(sides) if isinstance(node.op, ast.BitAnd) else all(sides)
        if isinstance(node, ast.Subscript | ast.Attribute):
            return self.holds(node.value)
        return isinstance(node, ast.Call) and self._call_holds(node)

    def _name_holds(self, name: str) -> bool:
        if name in self._pending:  # `rows = rows.filter(...)`: the other assignments decide
            return True
        self._pending.add(name)
        try:
            values = self._names.get(name, [])
            return bool(values) and all(self.holds(value) for value in values)
        finally:
            self._pending.discard(name)

    def _call_holds(self, call: ast.Call) -> bool:
        method = called(call)
        if method == "none":
            return True
        if method == "filter" and any(self._is_workspace_filter(k) for k in call.keywords):
            return True
        if not isinstance(call.func, ast.Attribute):
            return False
        target = call.func.value
        if isinstance(target, ast.Call) and called(target) == "super":
            return self._parent_holds(method)
        if method == "union":
            return self.holds(target) and all(self.holds(argument) for argument in call.args)
        return self.holds(target)

    def _is_workspace_filter(self, argument: ast.keyword) -> bool:
        if argument.arg not in {"workspace", "workspace_id"}:
            return False
        if isinstance(argument.value, ast.Name):
            values = self._names.get(argument.value.id, [])
            return bool(values) and all(is_current_workspace(value) for value in values)
        return is_current_workspace(argument.value)

    def _parent_holds(self, method: str) -> bool:
        for parent in list(self._code.ancestry(self._owner))[1:]:
            found = parent.method(method)
            if found is not None:
                return not list(_unscoped_returns(self._code, parent, found))
        return False


@check(
    "SEC-02",
    "no query on workspace data leaves the workspace out",
    severity=Severity.CRITICAL,
    weight=12,
    reason="A bare manager in a view, serializer or filter reaches the rows of all workspaces.",
    fix="start from self.get_queryset(), or name workspace= in the query",
)
def scoped_queries(project: Project) -> Iterator[Finding]:
    code = project.code
    of_users = _relations_of_users(code)
    for module in project.modules("apps"):
        parts = module.path.split("/")
        if parts[1] == "core" or parts[-1] in _NOT_REQUEST_CODE or "management" in parts:
            continue
        judged_elsewhere = _querysets_of_views(module)
        for node in module.nodes:
            if not isinstance(node, ast.expr) or node in judged_elsewhere:
                continue
            what = _rows_of_all_workspaces(code, module, node, of_users)
            if what and not _names_workspace(module, node):
                yield Finding(module.path, node.lineno, f"{what} is used without a workspace")


def _rows_of_all_workspaces(
    code: Code, module: Module, node: ast.expr, of_users: dict[str, str]
) -> str:
    """What an expression starts from, if that holds the rows of every workspace; else ""."""
    if isinstance(node, ast.Attribute) and node.attr in _MANAGERS:
        model = code.class_of(module, node.value)
        if model is not None and is_workspace_model(code, model):
            return f"{model.name}.{node.attr}"
    if isinstance(node, ast.Attribute) and dotted(node.value).split(".")[-1] == "user":
        return of_users.get(node.attr, "")
    if isinstance(node, ast.Call) and called(node) in _SHORTCUTS and node.args:
        model = code.class_of(module, node.args[0])
        if model is not None and is_workspace_model(code, model):
            return f"{called(node)}({model.name})"
    return ""


def _relations_of_users(code: Code) -> dict[str, str]:
    """The reverse names of references to users: they hold records of all workspaces alike."""
    found = {}
    for model in code.models():
        if app_of(model) in BUILT_IN_APPS or not is_workspace_model(code, model):
            continue
        for name, call in relations(model).items():
            related_name = string(keyword(call, "related_name"))
            if related_name and any(s.value == "users.CustomUser" for s in strings(call)):
                found[related_name] = f"user.{related_name} ({model.name}.{name})"
    return found


def _querysets_of_views(module: Module) -> set[ast.AST]:
    """What stands in get_queryset() methods: SEC-01 judges those."""
    return {
        inner
        for node in module.nodes
        if isinstance(node, Function) and node.name == "get_queryset"
        for inner in ast.walk(node)
    }


def _names_workspace(module: Module, start: ast.AST) -> bool:
    """Whether the chain of calls from an expression names a workspace, or asks for no row."""
    for node in module.nodes:
        if not isinstance(node, ast.Call) or not _starts_at(node, start):
            continue
        if called(node) == "none":
            return True
        arguments = [k for inner in [node, *_argument_calls(node)] for k in inner.keywords]
        if any(k.arg and "workspace" in k.arg.replace("_id", "").split("__") for k in arguments):
            return True
    return False


def _starts_at(node: ast.AST, start: ast.AST) -> bool:
    """Whether a chain `a.b().c()` begins with the expression `start`."""
    while node is not start:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute | ast.Subscript):
            node = node.value
        else:
            return False
    return True


def _argument_calls(call: ast.Call) -> Iterator[ast.Call]:
    for argument in call.args:
        yield from calls(argument)


@check(
    "SEC-03",
    "every view asks for a signed-in member of the workspace",
    severity=Severity.CRITICAL,
    weight=12,
    reason="A view without both answers strangers, or people who have left the workspace.",
    fix="permission_classes = [IsAuthenticated, IsWorkspaceMember, ...]",
)
def member_permissions(project: Project) -> Iterator[Finding]:
    code = project.code
    for view in views(project):
        found = code.attribute(view, "permission_classes")
        if found is None:
            yield Finding(view.module.path, view.node.lineno, f"{view.name} lists no permissions")
        else:
            yield from _lacking(code, *found, view.name)
        for name, own in _actions_with_permissions(view):
            yield from _lacking(code, view, own, f"{view.name}.{name}()")
    for module in project.modules("apps"):
        for node in module.tree.body if module.path.split("/")[1] not in BUILT_IN_APPS else ():
            if isinstance(node, Function) and _is_function_view(code, module, node):
                message = f"{node.name}() is a function view; a viewset would bring the permissions"
                yield Finding(module.path, node.lineno, message)


def _actions_with_permissions(view: Class) -> Iterator[tuple[str, ast.expr]]:
    """Actions whose decorator sets permissions of its own, and what it sets."""
    for method in view.node.body:
        for decorator in method.decorator_list if isinstance(method, Function) else ():
            own = (
                keyword(decorator, "permission_classes")
                if isinstance(decorator, ast.Call)
                else None
            )
            if isinstance(method, Function) and own is not None:
                yield method.name, own


def _lacking(code: Code, owner: Class, classes: ast.expr, what: str) -> Iterator[Finding]:
    listed = {name.rpartition(".")[2] for name in names_in(code, owner, classes)}
    for needed in ("IsAuthenticated", "IsWorkspaceMember"):
        if needed not in listed:
            yield Finding(owner.module.path, classes.lineno, f"{what} does not list {needed}")


def _is_function_view(code: Code, module: Module, function: Function) -> bool:
    for decorator in function.decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        if code.resolve(module, target) == "rest_framework.decorators.api_view":
            return True
    return False
