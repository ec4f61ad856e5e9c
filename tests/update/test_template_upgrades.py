"""A project goes from one version of the template to the next, with all that people did in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from copier import run_copy
from copier.errors import UserMessageError

from tests.builders import REPOSITORY, answers_in
from tests.update.own_code import with_own_code
from tests.update.template_versions import LATER, two_versions
from tests.workshop import Workshop, commit, run

ANSWERS = ".copier-answers.yml"
GENOME = """\
# Our product.
project_name: desk

# What it is for:
description: Tickets for "teams"  # one line
admin: true
entities:
  - name: Ticket
    description: Something to do
    fields:
      - {name: title, type: string}
      - {name: due_date, type: date, required: false}
  - {name: Label, fields: [{name: name, type: string}]}
"""
LATER_GENOME = GENOME.replace("\ndescription:", "\ntagline:")
VIEWS, FILTERS, NEW_FILTERS = (
    f"apps/tickets/{name}.py" for name in ("views", "filters", "filtersets")
)
SEEDING, NEW_SEEDING = "apps/core/seeding.py", "apps/core/demo_data.py"
RENAME = REPOSITORY / "hooks" / "upgrades" / "rename_answer.py"
OWN_FUNCTION = "\n\ndef own() -> None:\n    pass\n"


@pytest.fixture(scope="module")
def template(workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_versions(workshop.files_only, tmp_path_factory.mktemp("versions") / "template")


@pytest.fixture(scope="module")
def untouched(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the first version, with the genome that its team writes."""
    folder = copied(template, tmp_path_factory.mktemp("first") / "project", "v1.0.0", GENOME)
    (folder / "genome.yml").write_text(GENOME, encoding="utf-8")
    commit(folder)
    return folder


@pytest.fixture(scope="module")
def fresh(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the later version makes of the same genome."""
    return copied(template, tmp_path_factory.mktemp("later") / "project", LATER, LATER_GENOME)


@pytest.fixture
def project(untouched: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(untouched, tmp_path / "project"))


def copied(template: Path, folder: Path, version: str, genome: str) -> Path:
    data = folder.with_name("genome.yml")
    data.write_text(genome, encoding="utf-8")
    options = ("--trust", "--defaults", "--quiet", f"--vcs-ref={version}", f"--data-file={data}")
    run(sys.executable, "-m", "copier", "copy", *options, template, folder, cwd=folder.parent)
    return folder


def status(project: Path) -> str:
    return run("git", "status", "--short", cwd=project).stdout


def updated(project: Path, *options: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    update = ("copier", "update", "--trust", "--defaults", *options)
    return run(sys.executable, "-m", *update, cwd=project, check=check)


def edited(project: Path, *paths: str) -> None:
    """Let a person write code at the seams, of the modules of one app or anywhere."""
    files = {str(p.relative_to(project)): p for p in project.rglob("*.py")}
    files |= {str(p.relative_to(project)): p for p in project.rglob("*.txt")}
    texts = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    own = with_own_code(texts, "tickets", "Ticket")
    for name in paths:
        (project / name).write_text(own[name], encoding="utf-8")


@pytest.mark.parametrize("options", [("--data-file=genome.yml",), ()], ids=["genome", "answers"])
def test_what_nobody_edited_is_as_if_made_anew(
    project: Path, fresh: Path, options: tuple[str, ...]
) -> None:
    updated(project, *options)
    assert (project / "genome.yml").read_text(encoding="utf-8") == LATER_GENOME
    commit(project)
    names = run("git", "ls-files", cwd=project).stdout.splitlines()
    assert set(names) == {str(p.relative_to(fresh)) for p in fresh.rglob("*") if p.is_file()}
    differing = {n for n in names if (project / n).read_bytes() != (fresh / n).read_bytes()}
    assert differing == {"genome.yml"}
    assert answers_in(project / ANSWERS)["tagline"] == 'Tickets for "teams"'
    # The model of the later version, too: it was loaded in the process that ran the earlier one.
    assert '"""Tickets of one workspace."""' in (project / VIEWS).read_text(encoding="utf-8")


def test_a_new_project_is_told_the_present_name(template: Path, tmp_path: Path) -> None:
    with pytest.raises(UserMessageError, match=r"description +is called 'tagline' now"):
        run_copy(str(template), tmp_path / "new", data=yaml.safe_load(GENOME), unsafe=True)


def test_an_edit_that_loses_data_is_refused_under_a_former_name_too(project: Path) -> None:
    genome = project / "genome.yml"
    kept = [line for line in GENOME.splitlines(keepends=True) if "due_date" not in line]
    genome.write_text("".join(kept), encoding="utf-8")
    commit(project)
    done = updated(project, "--data-file=genome.yml", check=False)
    assert done.returncode == 1
    assert "Ticket.due_date" in done.stdout
    assert status(project) == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: 1\nold : x  # why\nb: [old]\n", "a: 1\nnew : x  # why\nb: [old]\n"),
        ("'old': |\n  old: 1\r\n\n# end", "new: |\n  old: 1\r\n\n# end"),
        ("a: {old: 1}\nolder: 2\n", "a: {old: 1}\nolder: 2\n"),
        ("new: 1\n", "new: 1\n"),
    ],
)
def test_a_key_is_renamed_in_its_line(text: str, wanted: str, tmp_path: Path) -> None:
    file = tmp_path / "genome.yml"
    file.write_bytes(text.encode())
    for _ in range(2):
        run(sys.executable, RENAME, ANSWERS, "old", "new", cwd=tmp_path)
        assert file.read_bytes().decode() == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{old: 1}\n", "genome.yml has no line that begins with old; call it new there"),
        ("old: 1\nnew: 2\n", "genome.yml has both old and new, its new name; keep one of them"),
    ],
)
def test_what_cannot_be_renamed_is_said(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "genome.yml").write_text(text, encoding="utf-8")
    done = run(sys.executable, RENAME, ANSWERS, "old", "new", cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert done.stdout.startswith(said)
    assert (tmp_path / "genome.yml").read_text(encoding="utf-8") == text


def test_hand_edits_stay_also_in_files_that_moved(project: Path, fresh: Path) -> None:
    edited(project, VIEWS, FILTERS)
    with (project / SEEDING).open("a", encoding="utf-8") as file:
        file.write(OWN_FUNCTION)
    (project / "apps/labels/filters.py").unlink()
    commit(project)

    updated(project, "--data-file=genome.yml")

    wanted = Path(shutil.copytree(fresh, project.with_name("wanted")))
    (wanted / NEW_FILTERS).rename(wanted / FILTERS)
    edited(wanted, VIEWS, FILTERS)
    (wanted / FILTERS).rename(wanted / NEW_FILTERS)
    for name in (VIEWS, NEW_FILTERS):
        assert (project / name).read_text("utf-8") == (wanted / name).read_text("utf-8"), name
    assert (project / NEW_SEEDING).read_text("utf-8").endswith(OWN_FUNCTION)
    gone = [FILTERS, SEEDING, "apps/labels/filters.py", "apps/labels/filtersets.py"]
    assert not [name for name in gone if (project / name).exists()]
    assert not list(project.rglob("*.orig")) + list(project.rglob("*.rej"))


def test_a_conflict_in_a_moved_file_is_one_like_any_other(project: Path) -> None:
    path = project / FILTERS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"""What lists of', '"""Which lists of'), encoding="utf-8")
    commit(project)

    done = updated(project, "--data-file=genome.yml", check=False)

    assert done.returncode == 1
    assert NEW_FILTERS in done.stdout
    shown = (project / NEW_FILTERS).read_text(encoding="utf-8")
    for line in ("<<<<<<< before updating", '"""Which lists of', '"""By what lists of'):
        assert line in shown
    unmerged = run("git", "ls-files", "--unmerged", cwd=project).stdout
    assert [line.split()[2] for line in unmerged.splitlines()] == ["1", "2", "3"]
    assert {line.split("\t")[1] for line in unmerged.splitlines()} == {NEW_FILTERS}
