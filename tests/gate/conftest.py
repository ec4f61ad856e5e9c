"""A generated project to judge, and copies of it to break."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def rendered_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bug tracker as `copier copy` delivers it, with environment and migrations."""
    folder = tmp_path_factory.mktemp("gate") / "bug_tracker"
    answers = f"--data-file={REPOSITORY / 'examples' / 'bug_tracker.yml'}"
    options = ["--trust", "--defaults", "--quiet", "--vcs-ref=HEAD", answers]
    done = subprocess.run(
        [sys.executable, "-m", "copier", "copy", *options, str(REPOSITORY), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def example_copy(rendered_example: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the example to edit; its environment is the original's."""
    copy = tmp_path / "project"
    left_out = shutil.ignore_patterns(".venv", ".git", "__pycache__", "*_cache")
    shutil.copytree(rendered_example, copy, ignore=left_out)
    (copy / ".venv").symlink_to(rendered_example / ".venv")
    yield copy
    shutil.rmtree(copy)
