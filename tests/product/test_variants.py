"""Variants that take minutes: other versions of Python and Django, all words as entities."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.workshop import Product, Workshop, run

pytestmark = [pytest.mark.product, pytest.mark.slow]

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


def passed(product: Product, *arguments: str) -> int:
    """Run the project's tests, all of which must pass; how many there are."""
    tests = product.python("-m", "pytest", "-n", "2", "-q", "-p", "no:cacheprovider", *arguments)
    found = re.search(r"(\d+) passed", tests.stdout)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize("name", ["django_6", "accept_header", "default"])
def test_a_variant_passes_its_tests(workshop: Workshop, name: str, tmp_path: Path) -> None:
    product = workshop.product(name)
    fresh = tmp_path / "openapi.yaml"

    assert passed(product) > 300
    product.python("-m", "mypy", "--cache-dir", tmp_path, ".")
    product.manage("spectacular", "--validate", "--fail-on-warn", "--file", fresh)
    assert fresh.read_bytes() == (product.folder / "openapi.yaml").read_bytes()
    assert "100/100" in product.python("-m", "tools.archverify", "--quiet").stdout


@pytest.mark.parametrize("name", ["all_words", "all_entities"])
def test_all_words_work(workshop: Workshop, name: str) -> None:
    product = workshop.product(name)
    apps = {path.parent.name for path in product.folder.glob("apps/*/models.py")}

    assert passed(product, *(f"apps/{app}" for app in sorted(apps - {"core", "users"}))) > 3_000


@pytest.mark.parametrize("version", PYTHONS)
def test_every_supported_python(workshop: Workshop, version: str, tmp_path: Path) -> None:
    """The project for one version of Python works on the others."""
    product = workshop.product("clinic").copy(tmp_path / "clinic")
    (product.folder / ".venv").unlink()
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or "uv"
    found = run(uv, "python", "find", "--system", version, cwd=tmp_path, check=False)
    pyenv = sorted(Path("~/.pyenv/versions").expanduser().glob(f"{version}.*/bin/python"))
    if found.returncode and not pyenv:
        pytest.skip(f"there is no Python {version} here")
    python = pyenv[-1] if pyenv else found.stdout.strip()
    product.run(uv, "venv", "--quiet", "--python", python, ".venv")
    requirements = ("-r", "requirements/development.txt")
    product.run(uv, "pip", "install", "--quiet", "--python", product.program, *requirements)

    said = product.python("-c", "import sys; print('%d.%d' % sys.version_info[:2])").stdout
    assert said.strip() == version
    product.manage("check")
    assert passed(product) > 300
