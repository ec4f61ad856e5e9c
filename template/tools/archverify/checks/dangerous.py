"""Checks for calls that turn data into code, into SQL, or into markup."""

import ast
from collections.abc import Iterator

from ..code import Module, called, is_true, keyword, string
from ..frame import Finding, Severity, check
from ..project import WALL_BUILDERS, Project

_SQL_CALLS = {"raw", "execute", "executemany", "extra", "RawSQL", "RunSQL"}
_CODE_CALLS = {
    "eval": "eval() runs data as code",
    "exec": "exec() runs data as code",
    "os.system": "os.system() runs a shell",
    "os.popen": "os.popen() runs a shell",
    "subprocess.getoutput": "getoutput() runs a shell",
    "pickle.load": "pickle runs what it loads",
    "pickle.loads": "pickle runs what it loads",
    "marshal.loads": "marshal trusts what it loads",
    "yaml.load": "yaml.load() can build any object; safe_load() cannot",
    "yaml.unsafe_load": "yaml.unsafe_load() can build any object; safe_load() cannot",
    "django.utils.safestring.mark_safe": "mark_safe() lets markup through unescaped",
}
_BUILDERS = {"format", "join", "replace"}
_RUNNERS = ("subprocess.run", "subprocess.call", "subprocess.Popen", "subprocess.check_output")


@check(
    "SEC-14",
    "SQL is never put together from strings",
    severity=Severity.MAJOR,
    weight=6,
    reason="A value inside the text of a statement can change the statement.",
    fix="use the ORM, or placeholders: execute(sql, [value])",
)
def no_built_sql(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", "config"):
        if module.path.startswith(WALL_BUILDERS):
            continue
        for node in module.nodes:
            if not isinstance(node, ast.Call) or called(node) not in _SQL_CALLS or not node.args:
                continue
            if _is_built(module, node.args[0]):
                yield Finding(module.path, node.lineno, f"{called(node)}() gets a built string")


def _is_built(module: Module, node: ast.expr) -> bool:
    """Whether a string has parts that are no literals. Names are followed to their values."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod) and not _is_literal(node)
    if isinstance(node, ast.Call):
        is_method = isinstance(node.func, ast.Attribute)
        return is_method and called(node) in _BUILDERS and not _is_composed(module, node)
    if isinstance(node, ast.Name):
        return any(
            isinstance(other, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == node.id for t in other.targets)
            and not isinstance(other.value, ast.Name)
            and _is_built(module, other.value)
            for other in module.nodes
        )
    return False


def _is_composed(module: Module, node: ast.Call) -> bool:
    """Whether psycopg puts the parts in, which quotes each of them: `sql.SQL("...").format()`."""
    receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
    if isinstance(receiver, ast.Name):
        return any(
            isinstance(other, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == receiver.id for t in other.targets)
            and _is_template(module, other.value)
            for other in module.nodes
        )
    return receiver is not None and _is_template(module, receiver)


def _is_template(module: Module, node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and module.qualify(node.func) == "psycopg.sql.SQL"


def _is_literal(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return _is_literal(node.left) and _is_literal(node.right)
    return string(node) is not None


@check(
    "SEC-15",
    "nothing runs data as code or trusts it as markup",
    severity=Severity.MAJOR,
    weight=6,
    reason="One such call on a value from outside hands over the server or the reader's browser.",
    fix="json for data, lists of arguments for commands, format_html() for markup",
)
def no_dangerous_calls(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", "config"):
        for node in module.nodes:
            if not isinstance(node, ast.Call):
                continue
            name = module.qualify(node.func)
            own = f"{module.name}."
            message = _CODE_CALLS.get(name.removeprefix(own))
            if name == "yaml.load" and "Safe" in ast.dump(node):
                message = None
            if name in _RUNNERS and is_true(keyword(node, "shell")):
                message = "shell=True hands the command to a shell"
            if message:
                yield Finding(module.path, node.lineno, message)
