"""What holds for every update, whatever is updated: the laws that people build upon."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalogue import EXAMPLE_NAMES
from tests.update.edits import (
    add_entity,
    add_field,
    add_to,
    change_entity,
    change_field,
    change_project,
    drop_entity,
    drop_field,
    rename_field,
    together,
)
from tests.update.living import ANSWERS, Living, quick_first
from tests.update.workbench import Workbench
from tests.workshop import Product, Workshop, render, run

pytestmark = pytest.mark.product

PATIENCE = 120.0
ROOM = {"name": "Room", "fields": [{"name": "name", "type": "string"}]}
FIRST = together(
    add_field("Patient", "nickname", "string", required=False, list=True),
    rename_field("Visit", "reason", "complaint"),
    add_to("roles", {"name": "auditor", "description": "Reads what others may not"}),
    add_entity(ROOM),
)
SECOND = together(
    add_field("Visit", "room", "reference", to="Room", required=False),
    rename_field("Patient", "phone", "telephone"),
    drop_field("Practitioner", "licence_number"),
    change_field("Patient", "email", unique=True),
    change_entity("Practitioner", soft_delete=True),
    drop_entity("Condition"),
    drop_field("Patient", "conditions"),
    change_project(admin=None, description="Records of a clinic"),
)
BOTH = together(FIRST, SECOND)
# What a team wrote into the project, above the line that comes with it.
OWN_CODE = {
    "models.py": (
        "    class Meta(WorkspaceModel.Meta):\n",
        '    nickname_of_ours = models.CharField(max_length=40, blank=True, default="")\n\n',
    ),
    "views.py": (
        "    # Every action ",
        '    @action(detail=False, url_path="of-ours")\n'
        "    def of_ours(self, request: Request) -> Response:\n"
        '        return Response({"count": self.get_queryset().count()})\n\n',
    ),
}
OWN_IMPORTS = """
# isort: split
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

"""
OWN_METHOD = """
    def greeting(self) -> str:
        return f"Hello, {self}"
"""
OWN_FILES = {
    "apps/practitioners/reminders.py": '"""Ours."""\n\nDAYS = 3\n',
    "apps/practitioners/tests/test_of_ours.py": '''\
"""What we added keeps working."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.practitioners.factories import PractitionerFactory
from apps.practitioners.reminders import DAYS

pytestmark = pytest.mark.django_db


def test_method_and_field() -> None:
    practitioner = PractitionerFactory(full_name="Ada", nickname_of_ours="Countess")
    practitioner.refresh_from_db()
    assert practitioner.greeting() == "Hello, Ada"
    assert practitioner.nickname_of_ours == "Countess"
    assert DAYS == 3


def test_endpoint(client_as: Callable[..., Any]) -> None:
    response = client_as("owner").get("/api/v1/practitioners/of-ours/")
    assert response.status_code == 200
    assert response.json() == {"count": 0}
''',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws")


@pytest.fixture(scope="module")
def clinic(workshop: Workshop) -> Product:
    return workshop.product("clinic")


@pytest.fixture(scope="module")
def at_once(clinic: Product, folder: Path) -> Living:
    """A project after one update with all of the edits; not committed."""
    project = Living.begun(clinic, folder / "at_once")
    project.edit(BOTH)
    project.update()
    return project


@pytest.mark.parametrize("name", quick_first(EXAMPLE_NAMES))
def test_an_update_with_the_same_genome_changes_nothing(
    workshop: Workshop, folder: Path, name: str
) -> None:
    project = Living.begun(workshop.product(name), folder / f"same-{name}")

    project.update()

    assert project.product.changes() == ""


def test_an_update_equals_a_fresh_generation(
    at_once: Living, workshop: Workshop, bench: Workbench, folder: Path
) -> None:
    fresh = folder / "fresh"
    render(workshop.template, at_once.answers, fresh)
    bench.managed(fresh, "spectacular", "--file=openapi.yaml", database="none")
    run(at_once.product.program, "-m", "tools.asvs", cwd=fresh)

    expected = files_to_compare(Living(Product(fresh)))
    found = files_to_compare(at_once)
    for path in ("apps/conditions/__init__.py", "apps/conditions/apps.py"):
        assert found.pop(path) is not None, "what migrations need of an entity that is gone stays"
    settings = "config/settings/base.py"  # where that app stays installed
    found[settings] = found[settings].replace(b'    "apps.conditions",\n', b"")
    assert different(expected, found) == []


def test_two_updates_in_a_row_equal_one(at_once: Living, clinic: Product, folder: Path) -> None:
    project = Living.begun(clinic, folder / "in_a_row")

    project.applied(FIRST)
    project.applied(SECOND)

    assert different(files_to_compare(at_once), files_to_compare(project)) == []


def test_an_update_that_was_killed_can_be_run_again(
    at_once: Living, clinic: Product, folder: Path
) -> None:
    """Wherever it was killed, the next run brings the very same files, migrations included."""
    project = Living.begun(clinic, folder / "killed")
    project.edit(BOTH)
    answers, model, settings = (
        project.folder / path
        for path in (ANSWERS, "apps/patients/models.py", "config/settings/base.py")
    )
    before = {path: path.read_bytes() for path in (answers, model, settings)}
    migrations = set(project.folder.glob("apps/*/migrations/0*.py"))
    moments: dict[str, Callable[[], bool]] = {
        "an app is noted as left behind": lambda: answers.read_bytes() != before[answers],
        "files are written": lambda: model.read_bytes() != before[model],
        "a migration is written": lambda: (
            set(project.folder.glob("apps/*/migrations/0*.py")) > migrations
        ),
    }

    for name, has_come in moments.items():
        assert killed_when(project, has_come), f"the update ended before {name}"
        project.restore()
        assert project.product.changes() == ""
    project.update()

    assert different(at_once.files, project.files) == []


def test_what_a_team_has_added_survives(clinic: Product, folder: Path) -> None:
    project = Living.begun(clinic, folder / "added_to")
    write_own_code(project)
    project.product.manage("makemigrations", "--no-header", "practitioners")
    project.commit()
    before = project.files

    said = project.applied(
        together(
            BOTH,
            add_field("Practitioner", "title", "string", required=False, list=True, search=True),
            rename_field("Practitioner", "specialty", "subject"),
        )
    )

    after = project.files
    models = after["apps/practitioners/models.py"].decode()
    assert "nickname_of_ours = models.CharField" in models
    assert OWN_METHOD in models
    assert 'url_path="of-ours"' in after["apps/practitioners/views.py"].decode()
    for path in [*OWN_FILES, *(path for path in before if "/migrations/" in path)]:
        assert after[path] == before[path], path
    assert "conflict" not in said
    tests = project.product.python(
        *("-m", "pytest", "-q", "-p", "no:cacheprovider"), "apps/practitioners"
    )
    assert " passed" in tests.stdout
    project.product.manage("makemigrations", "--check", "--dry-run", PYTHONWARNINGS="ignore")


def write_own_code(project: Living) -> None:
    """Write what a team might add to one app."""
    app = project.folder / "apps" / "practitioners"
    for module, (line, code) in OWN_CODE.items():
        text = (app / module).read_text(encoding="utf-8")
        assert text.count(line) == 1, f"{module}: no place for code of ours"
        text = text.replace(line, code + line)
        if module == "models.py":
            text += OWN_METHOD
        else:
            head, empty, rest = text.partition("\n\n\n")
            text = head + "\n" + OWN_IMPORTS + empty[2:] + "\n" + rest
        (app / module).write_text(text, encoding="utf-8")
    for path, text in OWN_FILES.items():
        (project.folder / path).write_text(text, encoding="utf-8")


def files_to_compare(project: Living) -> dict[str, bytes]:
    """The files without migrations, which tell the way, and without the notes of the genome."""
    return {
        path: content
        for path, content in project.files.items()
        if "/migrations/" not in path and path not in {ANSWERS, "genome.yml"}
    }


def different(expected: dict[str, bytes], found: dict[str, bytes]) -> list[str]:
    """The paths of files that are not the same on both sides."""
    return sorted(
        path for path in expected.keys() | found.keys() if expected.get(path) != found.get(path)
    )


def killed_when(project: Living, has_come: Callable[[], bool]) -> bool:
    """Start an update and kill it with all that it started; False if it was quicker."""
    update = project.start_update()
    end = time.monotonic() + PATIENCE
    while not has_come() and update.poll() is None and time.monotonic() < end:
        time.sleep(0.005)
    was_running = update.poll() is None
    os.killpg(update.pid, signal.SIGKILL)
    update.wait()
    # What Git itself says to do after a crash.
    (project.folder / ".git" / "index.lock").unlink(missing_ok=True)
    return was_running
