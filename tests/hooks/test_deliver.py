"""What a generation prints, and how it ends."""

import re

import pytest

from tests.hooks.conftest import TinyProject


def test_the_lines_of_a_generation(tiny: TinyProject) -> None:
    result = tiny.deliver("--summary=1 entity, 2 fields, gdpr soc2")
    assert result.returncode == 0, result.stdout + result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == " genome      1 entity, 2 fields, gdpr soc2"
    assert re.fullmatch(r" environment Python 3\.\d+, \d+ packages? +\d+\.\d s", lines[1])
    assert re.fullmatch(r" migrations  2 apps, 2 migrations +\d+\.\d s", lines[2])
    assert lines[3] == " gate        98/100   0 critical"
    assert (tiny.folder / "openapi.yaml").exists()
    assert (tiny.folder / "asvs.md").exists()
    assert "\033" not in result.stdout


def test_again_it_changes_nothing(tiny: TinyProject) -> None:
    tiny.deliver()
    result = tiny.deliver()
    assert result.returncode == 0
    assert " migrations  0 apps, 0 migrations" in result.stdout


def test_quiet(tiny: TinyProject) -> None:
    result = tiny.deliver("--quiet=True", "--summary=1 entity")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize("quiet", ["--quiet=True", "--quiet=False"])
def test_a_shut_gate_stops_delivery_with_its_findings(tiny: TinyProject, quiet: str) -> None:
    tiny.write("leaky")
    result = tiny.deliver(quiet)
    assert result.returncode == 1
    assert "SEC-01  a view without a filter" in result.stdout
    assert "refused by the gate" in result.stdout


def test_a_project_that_django_cannot_load_is_not_delivered(tiny: TinyProject) -> None:
    tiny.write("broken")
    result = tiny.deliver()
    assert result.returncode == 1
    assert "makemigrations failed.\n             django.core.exceptions.Improperly" in result.stdout


@pytest.mark.parametrize("with_uv", [True, False])
def test_without_packages_the_project_stays(tiny: TinyProject, *, with_uv: bool) -> None:
    if not with_uv:
        tiny.hide_uv()
    tiny.write("requirements/development.txt", "a-package-that-nobody-has\n")
    for name in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"):
        tiny.variables[name] = "http://127.0.0.1:9/simple"
    result = tiny.make_environment() if not with_uv else tiny.deliver()
    text = result.stdout + result.stderr
    assert "a-package-that-nobody-has" in text
    assert "Traceback" not in text
    assert not (tiny.folder / ".venv").exists()
    if with_uv:
        assert result.returncode == 0
        assert "make env migrations schema verify" in text
    assert (tiny.folder / "manage.py").exists()
