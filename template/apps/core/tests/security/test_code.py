"""What the code of the product never does, read from its source."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.signing import Signer

from config.environment import BASE_DIR

SAMPLES = {"factories.py", "patterns.py", "samples.py", "seeding.py", "testing.py"}


@cache
def sources() -> list[tuple[Path, ast.Module]]:
    """The modules that run in production, parsed."""
    return [
        (path.relative_to(BASE_DIR), ast.parse(path.read_text(encoding="utf-8")))
        for folder in ("apps", "config")
        for path in (BASE_DIR / folder).rglob("*.py")
        if "tests" not in path.parts
        and "migrations" not in path.parts
        and path.name not in SAMPLES
        and path.name not in {"development.py", "test.py"}
    ]


def used() -> Iterator[tuple[str, str]]:
    """The modules and names that the code imports, and the functions it calls, with their files."""
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, str(path)) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                module = node.module or ""
                yield module, str(path)
                yield from ((f"{module}.{alias.name}", str(path)) for alias in node.names)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                yield ast.unparse(node.func), str(path)


def uses(*names: str) -> list[tuple[str, str]]:
    """Where the code uses one of these, or something inside of it."""
    return [
        (name, path)
        for name, path in used()
        if name in names or name.startswith(tuple(f"{module}." for module in names))
    ]


def test_the_code_is_read():
    assert uses("django.db.models")
    assert len(sources()) > 20


@pytest.mark.asvs("1.2.5")
def test_no_other_program_is_started():
    assert not uses("subprocess", "os.system", "os.popen", "os.spawnv", "os.execv", "pty")


@pytest.mark.asvs("1.3.2")
def test_no_text_becomes_code():
    assert not uses("eval", "exec", "compile", "__import__", "code", "runpy")


@pytest.mark.asvs("1.5.2")
def test_nothing_builds_objects_from_data():
    assert not uses("pickle", "marshal", "shelve", "yaml.load", "dill", "jsonpickle")
    serializer = getattr(settings, "SESSION_SERIALIZER", "")
    assert "Pickle" not in serializer


@pytest.mark.asvs("1.5.1")
def test_nothing_reads_xml():
    assert not uses("xml", "lxml", "defusedxml", "xmltodict")


@pytest.mark.asvs("1.3.6")
def test_nothing_asks_other_servers():
    assert not uses("httpx", "aiohttp", "urllib.request", "http.client", "urllib3")
    assert not uses("requests.get", "requests.post", "requests.request", "requests.Session")


@pytest.mark.asvs("1.3.7")
def test_no_template_is_made_of_a_text():
    assert not uses("django.template.Template", "Template", "engines.from_string", "jinja2")


@pytest.mark.asvs("1.2.1")
def test_nothing_switches_escaping_off():
    assert not uses("mark_safe", "django.utils.safestring")
    templates = [
        path
        for path in (BASE_DIR / "apps").rglob("templates/**/*.html")
        if any(word in path.read_text(encoding="utf-8") for word in ("|safe", "autoescape off"))
    ]
    assert not templates


@pytest.mark.asvs("11.2.1", "11.4.1")
def test_ciphers_and_hashes_come_from_libraries():
    """Approved hash functions only, and no cipher of our own making."""
    assert not uses("hashlib.md5", "hashlib.sha1", "hashlib.new", "md5", "sha1", "crypt")
    assert not uses("Crypto", "Cryptodome", "nacl", "rsa", "ecdsa")
    assert Signer().algorithm == "sha256"


@pytest.mark.asvs("11.5.1")
def test_secrets_are_not_drawn_by_lot():
    assert not uses("random", "uuid.uuid1", "uuid1")


@pytest.mark.asvs("13.2.3")
def test_no_password_stands_in_the_code():
    names = ("password", "secret", "api_key", "token")
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                told = isinstance(node.value.value, str) and len(node.value.value) > 15
                target = ast.unparse(node.targets[0]).casefold()
                assert not (told and target.endswith(names)), f"{path}:{node.lineno}"
