"""Checks of the frontend: what browsers keep and run, and how it speaks with the API."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ..frame import Finding, NotApplicableError, Severity, check
from ..project import Project
from ..scripts import bare_code, code, line_of, literals

_HOME = "frontend/"
_SOURCE = f"{_HOME}src/"
_CLIENT = f"{_SOURCE}api/"
_GENERATED = f"{_CLIENT}generated/"
_PROXY = f"{_SOURCE}proxy.ts"
_PACKAGE = f"{_HOME}package.json"
_LOCK = f"{_HOME}package-lock.json"
_TYPESCRIPT = f"{_HOME}tsconfig.json"
_GROUPS = ("dependencies", "devDependencies", "optionalDependencies")

_KEPT = re.compile(
    r"\b(?:local|session)Storage\b\s*(?:\??\.\s*setItem|\[|\??\.\s*\w+\s*=[^=])"
    r"|\bdocument\s*\.\s*cookie\s*=[^=]|\bcookieStore\s*\.\s*set\b|\bindexedDB\s*\.\s*open\b"
)
_RUN = re.compile(
    r"\bdangerouslySetInnerHTML\b|\.\s*(?:inner|outer)HTML\s*\+?=[^=]|\.\s*insertAdjacentHTML\b"
    r"|\bdocument\s*\.\s*write(?:ln)?\s*\(|(?<![.\w])eval\s*\(|\bnew\s+Function\s*\("
)
_PAST_THE_CLIENT = re.compile(
    r"(?<![.\w])fetch\s*\(|\baxios\s*\.\s*(?:create|delete|get|head|patch|post|put|request)\b"
    r"|\bimport\s+axios\b|\bnew\s+(?:XMLHttpRequest|EventSource|WebSocket)\b"
)
_UNTYPED = re.compile(r"(?::|\bas|<|,|\|)\s*any\b(?!\s*[:(])")
_SILENCED = re.compile(r"(?://|/\*)\s*(@ts-(?:ignore|nocheck|expect-error)\b|eslint-disable\b.*)")
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:[-+].+)?")
_ADDRESS = re.compile(r'"resolved":\s*"')


@check(
    "SEC-23",
    "browsers keep nothing of people but HttpOnly cookies",
    severity=Severity.MAJOR,
    weight=6,
    reason="What a script keeps in the browser is still there after people have signed out.",
    fix="ask the API again; what only concerns a view belongs into its address",
)
def nothing_kept(project: Project) -> Iterator[Finding]:
    for path in _sources(project):
        text = project.text(path)
        for found in _KEPT.finditer(bare_code(text)):
            yield Finding(path, line_of(text, found.start()), "this is kept where scripts read it")


@check(
    "SEC-24",
    "no text becomes markup or code",
    severity=Severity.CRITICAL,
    weight=8,
    reason="A name with a script in it then runs in the browser of whoever looks at it.",
    fix="render elements; React escapes what they hold",
)
def no_markup_from_text(project: Project) -> Iterator[Finding]:
    for path in _sources(project):
        text = project.text(path)
        for found in _RUN.finditer(bare_code(text)):
            yield Finding(path, line_of(text, found.start()), "text is taken for markup or code")


@check(
    "SEC-25",
    "pages allow no script without a nonce",
    severity=Severity.CRITICAL,
    weight=8,
    reason="It is the last thing that stands between a slip and the session of a user.",
    fix="src/proxy.ts: script-src 'self' 'nonce-...' 'strict-dynamic', and no 'unsafe-inline'",
)
def scripts_need_a_nonce(project: Project) -> Iterator[Finding]:
    _sources(project)
    text = project.text(_PROXY)
    if not text:
        yield Finding(_PACKAGE, 1, "there is no src/proxy.ts, which sets the policy of the pages")
        return
    policies = [
        (line, part)
        for line, literal in literals(text)
        for part in literal.split(";")
        if part.strip().startswith(("script-src", "default-src"))
    ]
    scripts = [(line, part) for line, part in policies if part.strip().startswith("script-src ")]
    if not scripts:
        yield Finding(_PROXY, 1, "the policy says nothing of scripts")
    for line, part in policies:
        if "'unsafe-inline'" in part or re.search(r"\s(?:\*|https?:|data:)(?=\s|$)", part):
            yield Finding(_PROXY, line, "the policy allows scripts that nobody has vouched for")
    for line, part in scripts:
        if "'nonce-" not in part:
            yield Finding(_PROXY, line, "the policy names no nonce")
    if not re.search(r"response\.headers\.set\(\s*\"content-security-policy\"", code(text)):
        yield Finding(_PROXY, 1, "no answer carries the policy")


@check(
    "ARC-16",
    "the API is called by the client that is made from its contract",
    severity=Severity.MAJOR,
    weight=6,
    reason="Calls and types that are written by hand go on compiling when the API has changed.",
    fix="import from @/api/generated; after a change of the API, `make schema`",
)
def generated_client(project: Project) -> Iterator[Finding]:
    sources = _sources(project)
    for path in project.files:
        if path.startswith(_GENERATED):
            yield Finding(path, 1, "the generated client is about to be committed, or is already")
    for path in sources:
        if path.startswith(_CLIENT) or not path.startswith(_SOURCE):
            continue
        text = project.text(path)
        for found in _PAST_THE_CLIENT.finditer(bare_code(text)):
            yield Finding(path, line_of(text, found.start()), "a request goes past the client")
        for line, literal in literals(text):
            if literal.startswith("/api/"):
                yield Finding(path, line, "an address of the API is written by hand")


@check(
    "ARC-17",
    "the frontend's packages are pinned, and from no place in particular",
    severity=Severity.MAJOR,
    weight=4,
    reason="What is not pinned differs between machines; an address may be out of reach.",
    fix="exact versions in package.json, then `python -m tools.node npm install`",
)
def pinned_packages(project: Project) -> Iterator[Finding]:
    _sources(project)
    wanted = _json(project, _PACKAGE)
    for group in _GROUPS:
        for name, version in wanted.get(group, {}).items():
            if not _VERSION.fullmatch(version):
                line = project.line_of(_PACKAGE, f'"{name}"')
                yield Finding(_PACKAGE, line, f"{name} is not pinned to one version")
    lock = _json(project, _LOCK)
    if not lock:
        yield Finding(_PACKAGE, 1, "there is no package-lock.json that can be read")
        return
    for group in _GROUPS:
        locked = lock.get("packages", {}).get("", {}).get(group, {})
        if locked != wanted.get(group, {}):
            yield Finding(_LOCK, 1, f"the lock holds other {group} than package.json")
    for number, text in enumerate(project.lines(_LOCK), start=1):
        if _ADDRESS.search(text):
            yield Finding(_LOCK, number, "the lock names the address of a package")


@check(
    "QUA-14",
    "TypeScript is strict, and nothing is kept from it",
    severity=Severity.MAJOR,
    weight=4,
    reason="Behind `any` and a silenced error, the compiler no longer sees what breaks.",
    fix="give it its type, or narrow an `unknown`; a silenced rule says why after `--`",
)
def typed(project: Project) -> Iterator[Finding]:
    sources = _sources(project)
    if not re.search(r'"strict":\s*true', project.text(_TYPESCRIPT)):
        yield Finding(_TYPESCRIPT, 1, "the compiler is not strict")
    for path in sources:
        text = project.text(path)
        for found in _UNTYPED.finditer(bare_code(text)):
            yield Finding(path, line_of(text, found.start()), "a value of any type")
        for found in _SILENCED.finditer(text):
            if found[1].startswith("@") or " -- " not in found[1]:
                yield Finding(
                    path, line_of(text, found.start()), f"{found[1][:40]} gives no reason"
                )


def _sources(project: Project) -> list[str]:
    """The scripts that people write; there may be no frontend at all."""
    sources = [
        path
        for path in project.matching(".ts", ".tsx", ".mjs")
        if path.startswith(_HOME) and not path.startswith(_GENERATED)
    ]
    if not project.exists(_PACKAGE):
        raise NotApplicableError("the project has no frontend")
    return sources


def _json(project: Project, path: str) -> dict[str, Any]:
    try:
        content = json.loads(project.text(path))
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
