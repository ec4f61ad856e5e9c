"""Checks that nothing secret, and nothing that only looks like a secret, is in the repository."""

import ast
import math
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..code import Module, string
from ..files import ignore_patterns, is_ignored, tracked_files
from ..frame import Finding, Severity, check
from ..project import Project, is_test_code

_SECRET_NAME = re.compile(
    r"(?:secret|secret_?key|passw(?:or)?d|passphrase|pwd|token|api_?key|access_?key|private_?key"
    r"|encryption_?key|signing_?key|salt_?key|fernet_?key|credentials?|dsn)s?$",
    re.IGNORECASE,
)
_DUMMIES = {
    *("admin", "admin123", "changeit", "changeme", "default", "demo", "django", "dummy", "example"),
    *("foobar", "guest", "insecure", "letmein", "pass", "password", "password1", "password123"),
    *("placeholder", "postgres", "qwerty", "root", "secret", "secret123", "test", "test123", "xxx"),
    *("12345678", "123456", "hunter2", "s3cret", "topsecret", "supersecret"),
}
_PLACEHOLDER = re.compile(
    r"change[-_ ]?(?:me|it|this)|your[-_ ]|replace[-_ ]?me|insecure|placeholder"
    r"|not[-_ ]?(?:so[-_ ]?)?secret",
    re.IGNORECASE,
)
_KNOWN_FORMS = (
    ("a private key", re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----")),
    ("an AWS access key", re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b")),
    ("a Stripe key", re.compile(r"\b(?:sk|rk|whsec)_(?:live_|test_)?[0-9A-Za-z]{16,}\b")),
    ("a GitHub token", re.compile(r"\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{22,})")),
    ("a Slack token", re.compile(r"\bxox[abprs]-[0-9A-Za-z-]{10,}")),
    ("a Google key", re.compile(r"\bAIza[0-9A-Za-z_-]{35}\b")),
    ("a SendGrid key", re.compile(r"\bSG\.[\w-]{16,}\.[\w-]{16,}")),
    ("a signed token", re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}")),
    ("Django's example key", re.compile(r"django-insecure-")),
)
_URL_WITH_PASSWORD = re.compile(
    r"""\b[a-z][a-z0-9+]*://(?P<user>[^\s:/@"'<>{}$]*):(?P<value>[^\s@/"'`]+)@"""
)
_SETTING = re.compile(
    r"""^\s*(?:-\s+|export\s+|ENV\s+|ARG\s+)?["']?(?P<name>[\w.-]+)["']?"""
    r"""\s*(?::?=|\?=|:)\s*["']?(?P<value>[^\s"',}]+)"""
)
_LITERAL = re.compile(r"""["']?(?P<name>[\w-]+)["']?\s*[:=]\s*["'`](?P<value>[^\s"'`$]+)["'`]""")
_INDIRECT = re.compile(
    r"^[$<{(\[]|\$[{(]|\{\{|%\(|^%s$|\.env\b|^(?:true|false|null|none|~|\*+|[|>][-+]?)$", re.I
)
_ENTROPY_OF_PASSWORDS = 2.75
_ENTROPY_OF_KEYS = 4.0
_LONG_KEY = re.compile(r"[A-Za-z0-9+/_-]{40,}={0,2}")

_SCRIPTS = (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".json")
_CONFIGURATION = (".yml", ".yaml", ".toml", ".ini", ".cfg", ".conf", ".sh", ".properties", ".tf")
_NOT_READ = ("openapi.yaml", "package-lock.json", "pnpm-lock.yaml", "uv.lock", ".svg", ".map")


@check(
    "SEC-08",
    "no secret and no placeholder secret in any file",
    severity=Severity.CRITICAL,
    weight=12,
    reason="What is committed once is known for ever, and a placeholder ends up in production.",
    fix="read it from the environment; `make env` writes fresh values into the ignored .env",
)
def no_secrets(project: Project) -> Iterator[Finding]:
    code = {module.path: module for module in project.code.modules.values()}
    for path in project.files:
        if path.endswith(_NOT_READ):
            continue
        yield from _known_forms(project, path)
        if path in code:
            yield from _python_literals(code[path])
        elif _is_environment_file(path):
            yield from _environment_values(project, path)
        elif _is_configuration(path):
            yield from _configured_values(project, path)
        elif path.endswith(_SCRIPTS):
            yield from _scripted_values(project, path)


def _known_forms(project: Project, path: str) -> Iterator[Finding]:
    """What is a secret wherever it stands: keys with a known form, and passwords in addresses."""
    if path.startswith("tools/archverify/"):
        return
    for number, line in enumerate(project.lines(path), start=1):
        for what, form in _KNOWN_FORMS:
            if form.search(line):
                yield Finding(path, number, f"this looks like {what}")
        for found in _URL_WITH_PASSWORD.finditer(line):
            if not _is_explanation(path, line, found):
                yield Finding(path, number, "this address holds a password")


def _is_explanation(path: str, line: str, found: re.Match[str]) -> bool:
    """Whether an address only shows readers its form: `user:password` outside of configuration.

    `app` and `migrating` are the users that `manage.py createroles` explains.
    """
    value = found["value"]
    if _INDIRECT.search(value) or value.isupper() or not value.strip(".*"):
        return True
    is_text = path.endswith((".md", ".py")) or line.lstrip().startswith(("#", "//"))
    return is_text and value == "password" and found["user"] in {"app", "migrating", "user"}


def _python_literals(module: Module) -> Iterator[Finding]:
    """Literals under a secret-like name. Tests may have them: their users are made up."""
    if is_test_code(module.path) or module.path.startswith("tools/archverify/"):
        return
    for node in module.nodes:
        for name, value in _named_values(node):
            text = string(value)
            if text and _SECRET_NAME.search(name) and looks_secret(text):
                yield Finding(module.path, value.lineno, f"{name} has its value in the code")
        if isinstance(node, ast.Constant) and _is_long_key(string(node) or ""):
            yield Finding(module.path, node.lineno, "this literal looks like a key")


def _named_values(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names and the values that a piece of code gives them, defaults of environment readers too."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield _name_of(target), node.value
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield _name_of(node.target), node.value
    elif isinstance(node, ast.keyword):
        yield node.arg or "", node.value
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            yield string(key) or "", value
    elif isinstance(node, ast.Call) and node.args:
        name = string(node.args[0]) or ""
        for value in [*node.args[1:], *(k.value for k in node.keywords if k.arg == "default")]:
            yield name, value
    elif isinstance(node, ast.arguments):
        yield from _defaults(node)


def _defaults(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    """The parameters of a function that have a default, and what it is."""
    positional = [*arguments.posonlyargs, *arguments.args]
    first = len(positional) - len(arguments.defaults)
    pairs = [*zip(positional[first:], arguments.defaults, strict=True)]
    for argument, default in [
        *pairs,
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]:
        if default is not None:
            yield argument.arg, default


def _name_of(target: ast.expr) -> str:
    if isinstance(target, ast.Name):
        return target.id
    if isinstance(target, ast.Attribute):
        return target.attr
    if isinstance(target, ast.Subscript):
        return string(target.slice) or ""
    return ""


def looks_secret(value: str) -> bool:
    """Whether a literal under a secret-like name is a secret or a stand-in for one.

    Names of things are neither: a dotted path, a header, a cookie, an address, a sentence.
    """
    if not value.strip() or value.casefold() in _DUMMIES or _PLACEHOLDER.search(value):
        return bool(value.strip())
    if " " in value or value.startswith(("/", "http://", "https://", "__Host-", "__Secure-")):
        return False
    return _is_random(value)


def _is_random(value: str) -> bool:
    """Whether the characters are as mixed as those of a generated key or a chosen password."""
    kinds = sum(
        bool(re.search(kind, value)) for kind in ("[a-z]", "[A-Z]", "[0-9]", "[^A-Za-z0-9]")
    )
    if len(value) < 8 or kinds < 2 or re.fullmatch(r"[a-z]+(?:[._-][a-z]+)*", value, re.IGNORECASE):
        return False
    return _entropy(value) >= _ENTROPY_OF_PASSWORDS


def _entropy(value: str) -> float:
    """Shannon's measure of how mixed the characters are, in bits per character."""
    shares = [value.count(character) / len(value) for character in set(value)]
    return -sum(share * math.log2(share) for share in shares)


def _is_long_key(value: str) -> bool:
    """Whether a literal has the form of a generated key, whatever its name is."""
    kinds = ("[a-z]", "[A-Z]", "[0-9]")
    return (
        bool(_LONG_KEY.fullmatch(value))
        and all(re.search(kind, value) for kind in kinds)
        and _entropy(value) >= _ENTROPY_OF_KEYS
    )


def _is_environment_file(path: str) -> bool:
    name = PurePosixPath(path).name
    return name.startswith(".env") or name.endswith(".env")


def _environment_values(project: Project, path: str) -> Iterator[Finding]:
    """In an environment file a secret-like name has no value at all."""
    for number, line in enumerate(project.lines(path), start=1):
        name, separator, value = line.strip().removeprefix("export ").partition("=")
        value = value.partition(" #")[0].strip().strip("\"'")
        is_setting = bool(separator) and not name.startswith("#")
        if (
            is_setting
            and _is_secret_setting(name.strip())
            and value
            and not _INDIRECT.search(value)
        ):
            yield Finding(path, number, f"{name.strip()} has a value")


def _is_configuration(path: str) -> bool:
    name = PurePosixPath(path).name
    return path.endswith(_CONFIGURATION) or name.startswith(("Dockerfile", "Makefile", "Procfile"))


def _configured_values(project: Project, path: str) -> Iterator[Finding]:
    for number, line in enumerate(project.lines(path), start=1):
        found = _SETTING.match(line)
        if found and _is_secret_setting(found["name"]):
            value = found["value"]
            if not _INDIRECT.search(value) and looks_secret(value):
                yield Finding(path, number, f"{found['name']} has its value in the file")


def _scripted_values(project: Project, path: str) -> Iterator[Finding]:
    """In scripts and JSON only what is mixed like a key counts: the rest are labels."""
    for number, line in enumerate(project.lines(path), start=1):
        for found in _LITERAL.finditer(line):
            if _is_secret_setting(found["name"]) and _is_random(found["value"]):
                yield Finding(path, number, f"{found['name']} has its value in the file")


def _is_secret_setting(name: str) -> bool:
    return bool(_SECRET_NAME.search(name.replace("-", "_")))


@check(
    "SEC-09",
    ".env is ignored by git and not tracked",
    severity=Severity.CRITICAL,
    weight=8,
    reason="The file holds the real secrets of this machine.",
    fix="add .env to .gitignore, run `git rm --cached .env`, and make new secrets",
)
def environment_file_stays_out(project: Project) -> Iterator[Finding]:
    if not is_ignored(".env", ignore_patterns(project.root)):
        yield Finding(".gitignore", 1, ".env is not ignored")
    for path in tracked_files(project.root):
        if PurePosixPath(path).name == ".env":
            yield Finding(path, 1, "git tracks this file")
