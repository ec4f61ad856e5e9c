"""`make env` of a project: an environment from what is there, and secrets nobody else has."""

import stat
from pathlib import Path

import pytest

from tests.hooks.conftest import TinyProject


@pytest.mark.parametrize("with_uv", [True, False])
def test_a_fresh_environment_has_pip(tiny: TinyProject, *, with_uv: bool) -> None:
    if not with_uv:
        tiny.hide_uv()
    result = tiny.make_environment()
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-1].startswith("Python 3.")
    assert (tiny.folder / ".venv" / "bin" / "pip").exists()


def test_a_working_environment_is_kept(tiny: TinyProject) -> None:
    tiny.make_environment()
    tiny.write(".venv/mine")
    assert tiny.make_environment().returncode == 0
    assert (tiny.folder / ".venv" / "mine").exists()


def make_offline(project: TinyProject) -> None:
    for name in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"):
        project.variables[name] = "http://127.0.0.1:9/simple"


def ask_for(project: TinyProject, package: str) -> None:
    project.write("requirements/development.txt", f"{package}\n")


def test_what_is_installed_is_not_installed_again(tiny: TinyProject) -> None:
    assert tiny.make_environment().returncode == 0
    ask_for(tiny, "a-package-that-nobody-has")
    remembered = tiny.folder / ".venv" / "installed-requirements"
    program = "from tools import environment; print(environment.fingerprint(), end='')"
    remembered.write_text(tiny.run("-c", program).stdout)
    make_offline(tiny)
    assert tiny.make_environment().returncode == 0


def test_any_edit_of_the_requirements_is_installed(tiny: TinyProject) -> None:
    tiny.make_environment()
    remembered = tiny.folder / ".venv" / "installed-requirements"
    before = remembered.read_text()
    tiny.write("requirements/constraints.txt", "# another file, which the first may mention\n")
    assert tiny.make_environment().returncode == 0
    assert remembered.read_text() != before
    make_offline(tiny)
    ask_for(tiny, "a-package-that-nobody-has")
    assert tiny.make_environment().returncode == 1
    assert not remembered.exists()


def test_the_environment_of_somebody_else_serves_as_long_as_it_fits(
    tiny: TinyProject, tmp_path: Path
) -> None:
    tiny.make_environment()
    theirs = (tiny.folder / ".venv").rename(tmp_path / "theirs")
    (tiny.folder / ".venv").symlink_to(theirs)
    assert tiny.make_environment().returncode == 0
    assert (tiny.folder / ".venv").is_symlink()
    ask_for(tiny, "# something else")
    assert tiny.make_environment().returncode == 0
    assert not (tiny.folder / ".venv").is_symlink()
    assert (theirs / "bin" / "python").exists()


def test_a_link_stays_if_an_own_environment_cannot_be_made(
    tiny: TinyProject, tmp_path: Path
) -> None:
    tiny.make_environment()
    theirs = (tiny.folder / ".venv").rename(tmp_path / "theirs")
    (tiny.folder / ".venv").symlink_to(theirs)
    ask_for(tiny, "a-package-that-nobody-has")
    make_offline(tiny)
    assert tiny.make_environment().returncode == 1
    assert (tiny.folder / ".venv").readlink() == theirs


def test_a_broken_environment_is_replaced(tiny: TinyProject) -> None:
    tiny.make_environment()
    python = tiny.folder / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nonexistent/python")
    assert tiny.make_environment().returncode == 0
    assert python.exists()


def test_a_missing_version_gives_the_nearest_and_says_so(tiny: TinyProject) -> None:
    tiny.write(".copier-answers.yml", "django_version: '5.2'\npython_version: '3.99'\n")
    result = tiny.make_environment()
    assert result.returncode == 0
    assert "(3.99 is not here)" in result.stdout


def test_no_python_that_is_new_enough(tiny: TinyProject) -> None:
    tiny.write(".copier-answers.yml", "python_version: '3.99'\n")
    module = tiny.folder / "tools" / "environment.py"
    module.write_text(module.read_text().replace("else (3, 11)", "else (3, 99)"))
    result = tiny.make_environment()
    assert result.returncode == 1
    assert result.stderr.endswith("Python 3.99 or newer is needed; install one.\n")


def test_python_without_venv(tiny: TinyProject, tmp_path: Path) -> None:
    tiny.hide_uv()
    tiny.write("venv.py", "raise SystemExit('ensurepip is not available')")
    result = tiny.make_environment()
    assert result.returncode == 1
    assert "ensurepip is not available" in result.stderr
    assert "python3-venv" in result.stderr


def settings(project: TinyProject) -> dict[str, str]:
    lines = (project.folder / ".env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def test_secrets_are_made_for_the_owner_alone(tiny: TinyProject) -> None:
    result = tiny.make_environment()
    path = tiny.folder / ".env"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(settings(tiny)["SECRET_KEY"]) >= 50
    assert settings(tiny)["DATABASE_URL"] == ""
    assert settings(tiny)["SECRET_KEY"] not in result.stdout + result.stderr
    assert "FIELD_ENCRYPTION_KEYS" not in path.read_text()


def test_secrets_that_are_there_are_kept(tiny: TinyProject) -> None:
    tiny.write(".env.example", "SECRET_KEY=\nFIELD_ENCRYPTION_KEYS=\n")
    tiny.write(".env", "# mine\nSECRET_KEY=kept\nOTHER='a = b'\n")
    tiny.make_environment()
    assert (tiny.folder / ".env").read_text().startswith("# mine\nSECRET_KEY=kept\nOTHER='a = b'\n")
    assert settings(tiny)["FIELD_ENCRYPTION_KEYS"]


def test_a_copy_of_the_example_is_completed(tiny: TinyProject) -> None:
    tiny.write(".env", (tiny.folder / ".env.example").read_text())
    tiny.make_environment()
    assert (tiny.folder / ".env").read_text().count("SECRET_KEY=") == 1
    assert settings(tiny)["SECRET_KEY"]


def test_what_the_shell_sets_is_not_written(tiny: TinyProject) -> None:
    tiny.variables["SECRET_KEY"] = "from the shell"
    tiny.make_environment()
    assert not (tiny.folder / ".env").exists()
