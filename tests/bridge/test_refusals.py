"""Copier refuses what is no genome: status 1, paths and reasons, no traceback, nothing written."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from copier import run_copy
from copier.errors import UserMessageError

from tests.builders import Answers, entity, example, field, genome
from tests.mutations import MUTATIONS, broken

EACH = 10
REPORT = re.compile(r"genome: \d+ problems?\n(  \S.*? {3,}\S.*\n?)+")
INVALID = Path(__file__).parents[1] / "invalid"


def refused(template: Path, folder: Path, answers: Answers, **options: Any) -> str:
    """Copy in this process; return the report of the refusal."""
    with pytest.raises(UserMessageError) as caught:
        run_copy(str(template), folder, data=answers, unsafe=True, quiet=True, **options)
    assert not folder.exists()
    return str(caught.value.message)


def command_line(template: Path, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Call Copier as people do, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "copier", "copy", "--trust", *options, str(template), str(folder)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", MUTATIONS)
def test_every_broken_genome_is_refused(template: Path, tmp_path: Path, name: str) -> None:
    for seed in range(100, 100 + EACH):
        what, answers = broken(name, seed)
        report = refused(template, tmp_path / "project", answers)
        assert REPORT.fullmatch(report), (what, report)


def test_that_is_two_hundred_genomes_or_more() -> None:
    assert len(MUTATIONS) * EACH >= 200


@pytest.mark.parametrize("name", ["the_contract", "unwritable_text", "hostile_words", "itself"])
def test_the_command_line_prints_the_report_and_writes_nothing(
    template: Path, tmp_path: Path, name: str
) -> None:
    done = command_line(template, tmp_path / "project", f"--data-file={INVALID / name}.yml")
    assert done.returncode == 1
    assert (INVALID / f"{name}.txt").read_text(encoding="utf-8").strip() in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "project").exists()


def test_answers_of_the_command_line_are_checked_too(template: Path, tmp_path: Path) -> None:
    done = command_line(
        template,
        tmp_path / "project",
        "-dcache=redsi",
        "-dfrobnicate=1",
        "-dcelery=perhaps",
        "-dcompliance=[gdrp]",
        "-droles=[{name: Clerk}]",
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "project").exists()
    reported = [line.split()[0] for line in done.stderr.splitlines() if line.startswith("  ")]
    assert reported == ["cache", "frobnicate", "celery", "compliance[0]", "roles[0].name"]


def test_an_override_is_checked_together_with_the_file(template: Path, tmp_path: Path) -> None:
    (tmp_path / "genome.yml").write_text(yaml.safe_dump(example("clinic")), encoding="utf-8")
    done = command_line(
        template,
        tmp_path / "project",
        f"--data-file={tmp_path / 'genome.yml'}",
        "-dcompliance=[gdpr]",
    )
    assert done.returncode == 1
    assert "health data needs hipaa" in done.stderr


def test_without_a_terminal_the_wizard_says_so(template: Path, tmp_path: Path) -> None:
    done = command_line(template, tmp_path / "project")
    assert done.returncode == 1
    assert "Interactive session required" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_genome_without_a_name_is_refused_and_not_asked_for(
    template: Path, tmp_path: Path
) -> None:
    answers = genome()
    del answers["project_name"]
    assert "project_name   is required" in refused(template, tmp_path / "project", answers)


@pytest.mark.parametrize("key", ["_tasks", "_src", "__proto__"])
def test_hidden_keys_are_unknown_keys(template: Path, tmp_path: Path, key: str) -> None:
    report = refused(template, tmp_path / "project", genome(**{key: 1}))
    assert report.splitlines()[1].split() == [key, "unknown", "key"]


def test_nothing_is_written_into_a_folder_that_is_there(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UserMessageError):
        run_copy(
            str(template),
            folder,
            data=genome(entity("Book", field("class"))),
            unsafe=True,
            quiet=True,
        )
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
