"""The gate judges the same files and settings everywhere, and says what it could not judge."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from template.tools.archverify.checks import ALL_CHECKS
from template.tools.archverify.project import Project
from template.tools.archverify.scoring import Report, State, run
from tests.gate.mutants import append, delete, git, write

pytestmark = pytest.mark.product


def judge(project: Path, *ids: str) -> Report:
    return run(Project(project), [check for check in ALL_CHECKS if not ids or check.id in ids])


@pytest.fixture
def bare(example_copy: Path) -> Path:
    """The example with an environment in which nothing is installed."""
    (example_copy / ".venv").unlink()
    command = [sys.executable, "-m", "venv", "--without-pip", str(example_copy / ".venv")]
    subprocess.run(command, check=True)
    return example_copy


def test_without_the_tools_their_checks_earn_nothing_and_say_why(bare: Path) -> None:
    report = judge(bare)
    silent = {outcome.check.id: outcome for outcome in report.in_state(State.COULD_NOT_RUN)}
    python_alone = {"DOC-08"}
    asking = {check.id for check in ALL_CHECKS if check.background}
    assert set(silent) == asking - python_alone
    assert "ruff is not installed" in silent["QUA-06"].explanation
    assert "is not installed here" in silent["ARC-02"].explanation
    assert not report.critical
    assert not report.is_open, "a gate that could not look must not open"


@pytest.mark.parametrize("check", ["QUA-06", "QUA-07"])
def test_a_tool_that_fails_has_not_passed(check: str, example_copy: Path) -> None:
    append("pyproject.toml", "\n[tool.ruff.no-such-section]\nx = 1\n")(example_copy)
    outcome = judge(example_copy, check).outcomes[0]
    assert outcome.state is State.COULD_NOT_RUN
    assert outcome.explanation


def test_a_python_that_does_not_start_is_said_too(bare: Path) -> None:
    python = bare / ".venv" / "bin" / "python"
    python.unlink()
    python.write_text("#!/nowhere/at/all\n")
    python.chmod(0o755)
    outcome = judge(bare, "QUA-06").outcomes[0]
    assert outcome.state is State.COULD_NOT_RUN
    assert "Python does not start" in outcome.explanation


def test_a_project_that_does_not_load_is_judged_once(example_copy: Path) -> None:
    with (example_copy / "config" / "settings" / "production.py").open("a") as stream:
        stream.write("raise SystemExit(3)\n")
    report = judge(example_copy, "ARC-01", "SEC-12", "SEC-13")
    assert [finding.file for finding in report.critical] == ["config/settings/production.py"]
    assert len(report.in_state(State.COULD_NOT_RUN)) == 2
    assert "see ARC-01" in report.in_state(State.COULD_NOT_RUN)[0].explanation


def test_the_environment_of_the_machine_decides_nothing(
    example_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    careless = {"DEBUG": "True", "SECURE_SSL_REDIRECT": "False", "SECRET_KEY": "x"}
    write(".env", "".join(f"{name}={value}\n" for name, value in careless.items()))(example_copy)
    for name, value in careless.items():
        monkeypatch.setenv(name, value)
    report = judge(example_copy, "ARC-01", "SEC-10", "SEC-12", "SEC-13")
    assert report.score == 100, [outcome.findings for outcome in report.outcomes]


def test_git_and_no_git_see_the_same_files(example_copy: Path) -> None:
    write(".env", "SECRET_KEY=real\n")(example_copy)
    write("media/upload.txt", "-----BEGIN PRIVATE KEY-----\n")(example_copy)
    without = Project(example_copy).files
    git("init", "-q")(example_copy)
    assert Project(example_copy).files == without
    assert ".env" not in without
    assert "media/upload.txt" not in without
    assert not any(path.startswith(".venv/") for path in without)


def test_a_tracked_file_that_is_gone_is_no_file(example_copy: Path) -> None:
    git("init", "-q")(example_copy)
    git("add", ".")(example_copy)
    delete("README.md")(example_copy)
    assert "README.md" not in Project(example_copy).files


def test_an_outer_repository_that_ignores_the_project_hides_nothing(
    example_copy: Path,
) -> None:
    expected = Project(example_copy).files
    outer = example_copy.parent
    git("init", "-q")(outer)
    (outer / ".gitignore").write_text(f"{example_copy.name}/\n")
    assert Project(example_copy).files == expected


def test_the_command_of_the_project(example_copy: Path) -> None:
    """As `make verify` and the hooks call it: the project's own copy, in its own environment."""
    done = subprocess.run(
        [".venv/bin/python", "-m", "tools.archverify", "--quiet"],
        cwd=example_copy,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(" gate        ")
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
