"""Whole projects keep their promises: their own tests, gate, types, style, contract, settings."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.catalogue import EXAMPLE_NAMES
from tests.workshop import ABOUT_ENTITIES, Product, Workshop

pytestmark = pytest.mark.product

NAMES = [*EXAMPLE_NAMES, "every_type", "hostile"]
# What is about screens has nothing to judge in a project without any.
JUDGED = {"passed", "not applicable"}
# Ten thousand characters in every key make modules that are long, and the gate says so.
EXPECTED_FINDINGS = {"hostile": {"QUA-09"}}
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "DATABASE_URL": "postgres://nobody@localhost/nothing",
    "SECRET_KEY": "only-for-this-check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "FIELD_ENCRYPTION_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "ALLOWED_HOSTS": "app.example.com",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.com:587",
    "DEFAULT_FROM_EMAIL": "noreply@example.com",
    "FRONTEND_URL": "https://example.com",
}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def product(workshop: Workshop, name: str) -> Product:
    return workshop.product(name)


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[] if name == "clinic" else pytest.mark.slow) for name in NAMES],
)
def test_its_own_tests_pass(product: Product) -> None:
    assert product.passed() > 1000


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name in {"bug_tracker", "every_type"} else pytest.mark.slow)
        for name in NAMES
        if name != "clinic"
    ],
)
def test_its_tests_of_entities_pass(product: Product) -> None:
    assert product.passed(*ABOUT_ENTITIES) > 300


def test_the_gate_finds_nothing(product: Product, name: str) -> None:
    judged = product.python("-m", "tools.archverify", "--format", "json")

    report = json.loads(judged.stdout)
    found = {
        check["id"]: check["findings"] or check["explanation"]
        for check in report["checks"]
        if check["state"] not in JUDGED or check["findings"] or check["suppressed"]
    }
    expected = EXPECTED_FINDINGS.get(name, set())
    assert {check: what for check, what in found.items() if check not in expected} == {}
    assert report["score"] >= (99 if expected else 100)
    assert len(report["checks"]) >= 20


def test_generation_says_what_it_did(product: Product) -> None:
    lines = [line for line in product.generation.splitlines() if line.startswith(" ")]

    steps = ["genome", "environment", "migrations", "gate"]
    assert [line.split()[0] for line in lines if line.split()[0] in steps] == steps
    assert "0 critical" in product.generation
    assert "Traceback" not in product.generation


def test_types_are_sound(product: Product, tmp_path: Path) -> None:
    checked = product.python("-m", "mypy", "--cache-dir", tmp_path, ".")

    assert "Success: no issues found" in checked.stdout


def test_make_format_changes_nothing(product: Product) -> None:
    product.run("make", "format")
    product.run("make", "lint")

    assert product.changes() == ""


def test_migrations_are_in_step_with_the_models(product: Product) -> None:
    checked = product.manage("makemigrations", "--check", "--dry-run", PYTHONWARNINGS="ignore")

    assert "No changes detected" in checked.stdout


def test_it_is_ready_for_deployment(product: Product) -> None:
    checked = product.manage("check", "--deploy", "--fail-level=INFO", **PRODUCTION)

    assert "System check identified no issues" in checked.stdout


def test_the_contract_is_current_and_without_warnings(product: Product, tmp_path: Path) -> None:
    fresh = tmp_path / "openapi.yaml"
    product.manage("spectacular", "--validate", "--fail-on-warn", "--file", fresh)

    assert fresh.read_bytes() == (product.folder / "openapi.yaml").read_bytes()


def test_nothing_private_is_in_the_repository(product: Product) -> None:
    tracked = product.run("git", "ls-files").stdout.splitlines()

    assert {"genome.yml", "openapi.yaml", ".env.example", ".copier-answers.yml"} <= set(tracked)
    private = re.compile(r"(^|/)(\.env|\.venv|\.postgres|media|__pycache__|.*_cache)(/|$)")
    assert [path for path in tracked if private.search(path)] == []
