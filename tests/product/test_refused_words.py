"""A name is refused only where it would break: each one does, once nobody refuses it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extensions.genome.reserved import BUILT_IN_FIELDS, FIELD_NAMES, PYTHON_KEYWORDS
from tests.builders import Answers, entity, field, genome
from tests.workshop import Product, Workshop, render

pytestmark = [pytest.mark.product, pytest.mark.slow]

# Keywords and columns that are there already need no proof.
REFUSED = sorted(FIELD_NAMES - PYTHON_KEYWORDS - BUILT_IN_FIELDS)
KINDS: dict[str, Answers] = {
    "string": {"search": True, "filter": True, "sort": True},
    "reference": {"to": "Other", "required": False, "filter": True},
    "enum": {"choices": ["A", "B"], "default": "A", "filter": True},
}
COMMANDS = (
    ("manage.py", "makemigrations", "--no-header", "--noinput"),
    ("manage.py", "spectacular", "--validate", "--fail-on-warn", "--file=openapi.yaml"),
    ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "apps/things", "apps/others"),
    ("-m", "mypy", "--cache-dir=/dev/null", "apps/things"),
)


@pytest.fixture(scope="module")
def careless(workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template, without its list of names that a field may not have."""
    template = tmp_path_factory.mktemp("careless") / "template"
    shutil.copytree(workshop.template, template)
    with (template / "extensions" / "genome" / "reserved.py").open("a") as module:
        module.write("\nFIELD_NAMES = PYTHON_KEYWORDS | BUILT_IN_FIELDS\n")
    return template


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_name_would_break(
    workshop: Workshop, careless: Path, name: str, tmp_path: Path
) -> None:
    assert not all(
        works(workshop, careless, tmp_path / kind, field(name, kind, **options))
        for kind, options in KINDS.items()
    )


def works(workshop: Workshop, template: Path, folder: Path, wanted: Answers) -> bool:
    """Whether an entity with such a field loads, migrates, passes its tests and type checks."""
    answers = genome(
        entity("Other", field("label")), entity("Thing", field("title"), wanted), admin=True
    )
    render(template, answers, folder)
    project = Product(folder)
    (folder / ".venv").symlink_to(workshop.product("clinic").folder / ".venv")
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONWARNINGS": "ignore"}
    return all(
        project.python(*command, check=False, **settings).returncode == 0 for command in COMMANDS
    )
