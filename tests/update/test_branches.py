"""Two branches that have each written a migration come together."""

from pathlib import Path

import pytest

from tests.workshop import Workshop

pytestmark = pytest.mark.product

LEAF = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("patients", "0001_initial")]
    operations = [migrations.AlterModelOptions(name="patient", options={options})]
"""


def test_makemigrations_merges_them(workshop: Workshop, tmp_path: Path) -> None:
    project = workshop.product("clinic").copy(tmp_path / "clinic")
    migrations = project.folder / "apps" / "patients" / "migrations"
    for name, options in {"0002_one": "{}", "0002_other": '{"ordering": ["mrn"]}'}.items():
        text = LEAF.replace("{options}", options)
        (migrations / f"{name}.py").write_text(text, encoding="utf-8")

    project.manage("makemigrations", "--merge", "--noinput", "--skip-checks")

    (merge,) = migrations.glob("0003_*.py")
    assert "0002_one" in merge.read_text(encoding="utf-8")
    assert "0002_other" in merge.read_text(encoding="utf-8")
