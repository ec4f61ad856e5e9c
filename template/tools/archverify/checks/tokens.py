"""Checks of where sign-in tokens go: into HttpOnly cookies, and nowhere that a script can read."""

import ast
import re
from collections.abc import Iterator

from ..code import Function, Module, called, is_false, keyword, string
from ..frame import Finding, NotApplicableError, Severity, check
from ..project import Project

_SCRIPTS = (".ts", ".tsx", ".js", ".jsx", ".mjs", ".html", ".vue")
_TOKEN_KEYS = {"access", "refresh", "token", "jwt", "access_token", "refresh_token"}
_COMPUTED = (ast.Attribute, ast.Call, ast.JoinedStr, ast.Name, ast.Subscript)
_HTTP_ONLY = re.compile(r"^(?!CSRF).*HTTP_?ONLY$")  # the frontend has to read the CSRF cookie
_SAFE_COOKIE = re.compile(rf"{_HTTP_ONLY.pattern}|COOKIE_SECURE$")
_STOCK = re.compile(r"rest_framework_simplejwt\.(?:views|serializers)\.[Tt]oken\w+$")
_STORAGE = re.compile(
    r"(?:local|session)Storage\s*(?P<use>\??\.\s*[sg]etItem\s*\(|\[|\??\.\s*\w+\s*=[^=])"
)
_TOKEN_WORD = re.compile(
    r"token|jwt|bearer|credential|\baccess\b|\brefresh\b|access_|refresh_", re.IGNORECASE
)


@check(
    "SEC-06",
    "tokens leave the server in HttpOnly cookies only",
    severity=Severity.CRITICAL,
    weight=12,
    reason="A token that a script can read is stolen by the first script that should not be there.",
    fix="set_cookie(..., httponly=True, secure=..., samesite=...); JSON only for delivery: body",
)
def tokens_in_cookies(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", "config"):
        for node in module.nodes:
            if isinstance(node, ast.Call) and called(node) in {"set_cookie", "set_signed_cookie"}:
                yield from _cookie(module, node)
            elif isinstance(node, ast.Name | ast.Attribute) and _STOCK.match(module.qualify(node)):
                yield Finding(module.path, node.lineno, "the library's own answers tokens as JSON")
        if module.name.startswith("config.settings"):
            yield from _settings(module)
        else:
            yield from _tokens_in_json(module)


def _cookie(module: Module, call: ast.Call) -> Iterator[Finding]:
    if any(argument.arg is None for argument in call.keywords):
        yield Finding(module.path, call.lineno, "the options of a cookie cannot be seen here")
        return
    for option in ("httponly", "secure", "samesite"):
        value = keyword(call, option)
        if value is None:
            yield Finding(module.path, call.lineno, f"a cookie is set without {option}=")
        elif is_false(value) or (string(value) or "").casefold() == "none":
            yield Finding(module.path, value.lineno, f"a cookie is set with {option} off")


def _settings(module: Module) -> Iterator[Finding]:
    """Cookie options that settings turn off. Without https there is no Secure in development."""
    is_plain_http = module.path.endswith(("development.py", "test.py"))
    forms = _HTTP_ONLY if is_plain_http else _SAFE_COOKIE
    for node in module.nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            pairs = [(node.targets[0].id, node.value)]
        elif isinstance(node, ast.Dict):
            pairs = [(string(k) or "", v) for k, v in zip(node.keys, node.values, strict=True)]
        else:
            continue
        for name, value in pairs:
            if forms.search(name) and is_false(value):
                yield Finding(module.path, value.lineno, f"{name} is off")


def _tokens_in_json(module: Module) -> Iterator[Finding]:
    """Dictionaries that carry tokens where no client asked for them.

    A client asks by `delivery: body`, or by sending the refresh token itself. The branch that tests
    for this may answer with tokens, and so may a function that is called from such branches only.
    """
    asked_for = {
        inner
        for node in module.nodes
        if isinstance(node, ast.If) and _asks_for_tokens(node.test)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    calls_of: dict[str, list[ast.Call]] = {}
    for node in module.nodes:
        if isinstance(node, ast.Call):
            calls_of.setdefault(called(node), []).append(node)
    for node in module.nodes:
        if isinstance(node, Function):
            callers = calls_of.get(node.name, [])
            if callers and all(call in asked_for for call in callers):
                asked_for.update(ast.walk(node))
    in_addresses = {
        argument
        for call in calls_of.get("urlencode", [])  # a link in an e-mail
        for argument in call.args
    }
    for node in module.nodes:
        if isinstance(node, ast.Dict) and node not in asked_for | in_addresses:
            for key, value in zip(node.keys, node.values, strict=True):
                if string(key) in _TOKEN_KEYS and isinstance(value, _COMPUTED):
                    message = f"{string(key)!r} is answered whether or not the client asked for it"
                    yield Finding(module.path, node.lineno, message)


def _asks_for_tokens(test: ast.expr) -> bool:
    for node in ast.walk(test):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In):
            if string(node.left) in _TOKEN_KEYS:
                return True
        elif "delivery" in {string(node), getattr(node, "attr", ""), getattr(node, "id", "")}:
            return True
    return False


@check(
    "SEC-07",
    "no token in localStorage or sessionStorage",
    severity=Severity.CRITICAL,
    weight=10,
    reason="Every script of the page reads both, those of advertisers and attackers too.",
    fix="leave the token in its HttpOnly cookie; the browser sends it by itself",
)
def no_tokens_in_storage(project: Project) -> Iterator[Finding]:
    scripts = list(project.matching(*_SCRIPTS))
    if not scripts:
        raise NotApplicableError("the project has no scripts and no pages")
    for path in scripts:
        text = project.text(path)
        for found in _STORAGE.finditer(text):
            if _TOKEN_WORD.search(found["use"] + _operand(text, found)):
                line = text.count("\n", 0, found.start()) + 1
                yield Finding(path, line, "a token is kept where scripts can read it")


def _operand(text: str, found: re.Match[str]) -> str:
    """What a use of the storage names: the arguments of the call, or the rest of the line."""
    rest = text[found.end() : found.end() + 300]
    if not found["use"].endswith("("):
        return rest.partition("\n")[0].partition(";")[0]
    depth = 1
    for position, character in enumerate(rest):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return rest[:position]
    return rest
