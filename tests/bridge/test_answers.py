"""What the project remembers of its genome, when it is made and when it is updated."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from copier import run_copy, run_update

from tests.bridge.conftest import git
from tests.builders import REPOSITORY, Answers, answers_in, entity, example, field, genome

ANSWERS = ".copier-answers.yml"


def copied(template: Path, folder: Path, answers: Answers, **options: Any) -> Path:
    """Make a project, without the steps that follow rendering."""
    run_copy(
        str(template), folder, data=answers, unsafe=True, quiet=True, skip_tasks=True, **options
    )
    return folder


def committed(folder: Path) -> Path:
    """Put a project under git, as an update demands."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=state")
    return folder


def updated(folder: Path, answers: Answers | None = None, *, quiet: bool = True) -> str:
    """Update a project; return what has changed, as git tells it."""
    run_update(
        folder,
        data=answers,
        defaults=True,
        overwrite=True,
        unsafe=True,
        quiet=quiet,
        skip_tasks=True,
    )
    return git(folder, "status", "--short")


def test_the_files_of_a_genome(template: Path, tmp_path: Path) -> None:
    answers = example("shop")
    folder = copied(template, tmp_path / "project", answers)
    assert answers_in(folder / "genome.yml") == answers
    remembered = answers_in(folder / ANSWERS)
    assert remembered.pop("_src_path") == str(template)
    assert remembered == answers
    schema = (REPOSITORY / "docs" / "genome.schema.json").read_text(encoding="utf-8")
    assert (folder / "docs" / "genome.schema.json").read_text(encoding="utf-8") == schema


def test_a_file_answers_every_question(template: Path, tmp_path: Path) -> None:
    """Without a terminal, too: what a genome does not mention keeps its default."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "copier", "copy", "--trust", "--skip-tasks"),
            f"--data-file={REPOSITORY / 'examples' / 'clinic.yml'}",
            *(str(template), str(tmp_path / "project")),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Bright Clinic is ready." in done.stderr
    assert "mobile: Expo" in done.stderr, "what is asked for and not built yet is named"
    assert answers_in(tmp_path / "project" / ANSWERS)["mobile"] is True


def test_the_same_genome_gives_the_same_bytes(template: Path, tmp_path: Path) -> None:
    texts = [
        (copied(template, tmp_path / name, example("clinic")) / "genome.yml").read_bytes()
        for name in ("one", "two")
    ]
    assert texts[0] == texts[1]


def test_defaults_make_a_small_worked_example(template: Path, tmp_path: Path) -> None:
    folder = copied(template, tmp_path / "project", {"project_name": "quick"}, defaults=True)
    remembered = answers_in(folder / "genome.yml")
    assert list(remembered) == ["project_name", "entities"]
    assert [each["name"] for each in remembered["entities"]] == ["Customer", "Order"]


def test_text_is_kept_as_it_is(template: Path, tmp_path: Path) -> None:
    hostile = "'\"\\ {{ 7*7 }} {% raw %}\n\r\t # \x85\u2028😀 */ </script> $(id)" + "x" * 10_000
    answers = genome(
        entity("Thing", field("note", help=hostile, default=hostile, max_length=20_000)),
        project_title=hostile,
        description=hostile,
    )
    folder = copied(template, tmp_path / "project", answers)
    assert answers_in(folder / "genome.yml") == answers
    assert answers_in(folder / ANSWERS)["description"] == hostile


def test_dates_survive(template: Path, tmp_path: Path) -> None:
    answers = yaml.safe_load(
        "{project_name: x, entities: [{name: Thing, fields: "
        "[{name: d, type: date, default: 2024-02-29}]}]}"
    )
    folder = copied(template, tmp_path / "project", answers)
    assert answers_in(folder / ANSWERS)["entities"] == answers["entities"]


def test_an_update_that_changes_nothing_changes_nothing(
    versioned_template: Path, tmp_path: Path
) -> None:
    answers = answers_in(REPOSITORY / "tests" / "genomes" / "every_type.yml")
    folder = committed(copied(versioned_template, tmp_path / "project", answers))
    assert updated(folder) == ""
    assert updated(folder, answers_in(folder / "genome.yml")) == ""
    assert updated(folder, answers) == ""


def test_the_wizards_answers_survive_an_update(versioned_template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    committed(copied(versioned_template, folder, {"project_name": "quick"}, defaults=True))
    assert updated(folder) == ""
    assert updated(folder, answers_in(folder / "genome.yml")) == ""


def test_a_key_that_is_taken_out_of_the_genome_has_its_default_again(
    versioned_template: Path, tmp_path: Path
) -> None:
    answers = genome(celery=True, admin=True)
    folder = committed(copied(versioned_template, tmp_path / "project", answers))
    del answers["celery"]
    assert updated(folder, answers).split() == ["M", ANSWERS]
    assert "celery" not in answers_in(folder / ANSWERS)
    assert answers_in(folder / ANSWERS)["admin"] is True
    assert "celery" in answers_in(folder / "genome.yml"), "the user's own file is left alone"


def test_each_version_of_the_template_runs_its_own_code(
    versioned_template: Path, tmp_path: Path
) -> None:
    folder = committed(copied(versioned_template, tmp_path / "project", example("shop")))
    module = versioned_template / "extensions" / "genome" / "schema.py"
    text = module.read_text(encoding="utf-8")
    newer = text.replace("Background worker for e-mail", "Newer words for e-mail")
    assert newer != text
    module.write_text(newer, encoding="utf-8")
    git(versioned_template, "commit", "--quiet", "--all", "--message=second")
    git(versioned_template, "tag", "v2.0.0")
    changed = updated(folder).split()
    assert changed == ["M", ANSWERS, "M", "docs/genome.schema.json"]
    difference = git(folder, "diff", "docs/genome.schema.json")
    assert '-          "description": "Background' in difference.replace('      "', '          "')
    assert "Newer words" in difference


def test_an_update_refuses_what_is_no_genome(versioned_template: Path, tmp_path: Path) -> None:
    from copier.errors import UserMessageError

    folder = committed(copied(versioned_template, tmp_path / "project", genome()))
    with pytest.raises(UserMessageError, match="genome: 1 problem"):
        updated(folder, genome(cache="redsi"))
    assert git(folder, "status", "--short") == ""
