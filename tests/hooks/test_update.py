"""What a finished update goes through: conflicts first, then all that a generation goes through."""

import subprocess

import pytest

from tests.hooks.conftest import TinyProject

AUTHOR = ("-c", "user.name=Tester", "-c", "user.email=tester@example.com")
CONFLICT = """one
<<<<<<< before updating
ours
=======
theirs
>>>>>>> after updating
"""


def git(project: TinyProject, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *AUTHOR, *arguments],
        cwd=project.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.fixture
def committed(tiny: TinyProject) -> TinyProject:
    tiny.write(".gitignore", ".venv\n.env\n")
    tiny.write("apps/orders/views.py", "one\n")
    git(tiny, "init", "--quiet")
    git(tiny, "add", "--all")
    git(tiny, "commit", "--quiet", "--message=Before")
    return tiny


def unfinished(project: TinyProject) -> bool:
    return bool(git(project, "rev-parse", "--verify", "--quiet", "refs/archiet/unfinished"))


def test_an_update_goes_through_all_steps(committed: TinyProject) -> None:
    result = committed.deliver("--update", "--summary=1 entity")
    assert result.returncode == 0, result.stdout + result.stderr
    steps = [line.split()[0] for line in result.stdout.splitlines()]
    assert steps == ["genome", "environment", "migrations", "gate"]
    assert not unfinished(committed)


def test_conflicts_are_listed_and_nothing_else_happens(committed: TinyProject) -> None:
    committed.write("apps/orders/views.py", CONFLICT)
    committed.write("apps/orders/untracked.py", CONFLICT)
    result = committed.deliver("--update", "--quiet=True")
    assert result.returncode == 1
    assert "apps/orders/views.py" in result.stdout
    assert "untracked.py" not in result.stdout
    assert "make apply" in result.stdout
    assert not (committed.folder / ".venv").exists()
    assert unfinished(committed)


def test_an_edited_file_is_kept_also_where_another_has_conflicts(committed: TinyProject) -> None:
    committed.write("apps/orders/urls.py", "two\n")
    git(committed, "add", "--all")
    git(committed, "commit", "--quiet", "--message=More")
    (committed.folder / "apps/orders/urls.py").unlink()
    committed.write("apps/orders/views.py", CONFLICT)
    assert committed.deliver("--update").returncode == 1
    assert (committed.folder / "apps/orders/urls.py.orig").read_text("utf-8") == "two\n"


def test_an_edited_file_that_is_gone_is_kept_beside(committed: TinyProject) -> None:
    (committed.folder / "apps/orders/views.py").unlink()
    committed.write("apps/orders/views.py.orig", "somebody's own\n")
    result = committed.deliver("--update")
    assert result.returncode == 0
    assert "apps/orders/views.py.orig.orig" in result.stdout
    kept = committed.folder / "apps" / "orders" / "views.py.orig.orig"
    assert kept.read_text() == "one\n"


@pytest.mark.parametrize("fault", ["broken", "leaky"])
def test_what_failed_is_to_be_finished(committed: TinyProject, fault: str) -> None:
    committed.write(fault)
    result = committed.deliver("--update")
    assert result.returncode == 1
    assert "make apply" in result.stdout
    assert "git clean" in result.stdout
    assert unfinished(committed)
    (committed.folder / fault).unlink()
    assert committed.deliver("--update").returncode == 0
    assert not unfinished(committed)


def test_a_refusal_of_makemigrations_is_shown_in_its_own_words(committed: TinyProject) -> None:
    words = "CommandError: 1 change would lose data. Nothing was written."
    committed.write("manage.py", f"import sys; sys.exit({words!r})")
    result = committed.deliver("--update")
    assert result.returncode == 1
    assert " migrations  refused. 1 change would lose data. Nothing was written." in result.stdout


def test_without_a_repository_there_is_nothing_to_compare(tiny: TinyProject) -> None:
    assert tiny.deliver("--update").returncode == 0
    tiny.variables["PATH"] = ""
    assert tiny.deliver("--update").returncode == 0
