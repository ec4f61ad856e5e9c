"""Words that mean something to Python, Django, REST framework or SQL work as names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from extensions.genome.base import SNAKE
from tests.words import ATTRIBUTES
from tests.workshop import Product, Workshop

pytestmark = pytest.mark.product

NAMES = ["words", "entities"]
# What the classes have that a field becomes a part of, by the libraries that a project has.
PRINT_ATTRIBUTES = """
import django; django.setup()
import json, re
import django_filters, factory
from django.contrib import admin
from django.db import models
from rest_framework import serializers, viewsets
from apps.core import models as own
classes = {
    "Models": [models.Model, own.WorkspaceModel, own.GlobalModel, type],
    "Managers and querysets": [models.Manager, models.QuerySet],
    "Expressions of queries": [models.F, models.Func, models.Q, models.Lookup],
    "Fields of models": [models.CharField, models.ForeignKey],
    "Serializers": [serializers.ModelSerializer],
    "Views": [viewsets.ModelViewSet],
    "Filters": [django_filters.FilterSet],
    "Factories": [factory.django.DjangoModelFactory, factory.builder.Resolver],
}
print(json.dumps({kind: sorted({n for c in of for n in dir(c)}) for kind, of in classes.items()}))
"""


def entity_apps(product: Product) -> list[Path]:
    """The apps of a project, without those that are the same in every project."""
    apps = sorted(path.parent for path in product.folder.glob("apps/*/models.py"))
    return [app for app in apps if app.name not in {"core", "users"}]


@pytest.mark.parametrize("name", ["entities", pytest.param("words", marks=pytest.mark.slow)])
def test_entities_of_that_name_pass_their_tests(workshop: Workshop, name: str) -> None:
    product = workshop.product(name)
    apps = entity_apps(product)

    tests = product.python("-m", "pytest", "-n", "2", "-q", "-p", "no:cacheprovider", *apps)

    passed = re.search(r"(\d+) passed", tests.stdout)
    assert passed is not None
    assert int(passed[1]) > 30 * len(apps)


@pytest.mark.parametrize("name", NAMES)
def test_the_gate_finds_nothing(workshop: Workshop, name: str) -> None:
    judged = workshop.product(name).python("-m", "tools.archverify", "--format", "json")

    checks = json.loads(judged.stdout)["checks"]
    assert {check["id"]: check["findings"] for check in checks if check["findings"]} == {}


@pytest.mark.parametrize("name", NAMES)
def test_types_are_sound(workshop: Workshop, name: str, tmp_path: Path) -> None:
    checked = workshop.product(name).python("-m", "mypy", "--cache-dir", tmp_path, ".")

    assert "Success: no issues found" in checked.stdout


@pytest.mark.parametrize("app", ["tests", "migrations"])
def test_no_name_hides_an_app_from_the_gate(workshop: Workshop, app: str, tmp_path: Path) -> None:
    product = workshop.product("entities").copy(tmp_path / "project")
    views = product.folder / "apps" / app / "views.py"
    source = views.read_text(encoding="utf-8")
    everything = source.replace("filter(workspace=self.request.user.active_workspace)", "all()")
    assert everything != source
    views.write_text(everything, encoding="utf-8")

    judged = product.python("-m", "tools.archverify", check=False)

    assert judged.returncode == 1
    assert f"apps/{app}/views.py" in judged.stdout


def test_the_list_of_words_is_complete(workshop: Workshop) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    said = workshop.product("clinic").python("-c", PRINT_ATTRIBUTES, **settings).stdout

    for kind, names in json.loads(said).items():
        known = {word for words in ATTRIBUTES.values() for word in words}
        assert {name for name in names if re.fullmatch(SNAKE, name)} <= known, kind
