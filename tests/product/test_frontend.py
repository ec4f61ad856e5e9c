"""The frontend of generated projects: types against the API, style, tests, build, `make dev`."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from tests import node_modules
from tests.catalogue import EXAMPLE_NAMES
from tests.product.test_servers import free_port
from tests.workshop import Product, Workshop, clean_environment

pytestmark = pytest.mark.product

ALWAYS = "clinic"
NAMES = [*EXAMPLE_NAMES, "every_type", "odd_names", "hostile"]
PATIENCE = 180.0


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=[] if name == ALWAYS else pytest.mark.slow) for name in NAMES],
)
def product(
    workshop: Workshop, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Product:
    name = str(request.param)
    copy = workshop.product(name).copy(tmp_path_factory.mktemp("frontend") / name)
    node_modules.link(copy)
    return copy


@pytest.mark.parametrize("script", ["typecheck", "lint", "test"])
def test_a_script_of_the_frontend_succeeds(product: Product, script: str) -> None:
    product.python("-m", "tools.node", "npm", "run", "--silent", script)


def test_people_can_work_with_it_in_a_browser(product: Product) -> None:
    product.python("-m", "pytest", "browser", "-q", "-p", "no:cacheprovider")


def test_nothing_that_is_made_is_for_git(product: Product) -> None:
    product.run("git", "init", "--quiet")
    others = product.run("git", "ls-files", "--others", "--exclude-standard", "frontend").stdout

    assert not re.search(r"generated|node_modules|\.next|tsbuildinfo|next-env", others)


@pytest.mark.slow
def test_the_full_gate_builds_it(product: Product) -> None:
    said = product.python("-m", "tools.archverify", "--only=QUA-17", "--only=QUA-18").stdout

    assert "100/100" in said


class KeptConnection:
    """Asks as browsers do, over a connection that stays.

    Next.js hands `Connection: close`, which urllib sends, on to Django, and takes the connection
    that Django then closes for one that it can use again.
    """

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("localhost", port, timeout=60)
        self.cookies: SimpleCookie = SimpleCookie()

    def ask(self, method: str, path: str, data: object = None) -> int:
        """Send a request and take its cookies; the status of the answer."""
        headers = {"Cookie": "; ".join(f"{k}={v.value}" for k, v in self.cookies.items())}
        if "csrftoken" in self.cookies:
            headers["X-CSRFToken"] = self.cookies["csrftoken"].value
        body = None if data is None else json.dumps(data)
        if body is not None:
            headers["Content-Type"] = "application/json"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        return answer.status


@pytest.fixture
def served(
    workshop: Workshop, tmp_path: Path
) -> Iterator[tuple[subprocess.Popen[bytes], int, Path]]:
    """`make dev` of the clinic: the process, its port and its log."""
    copy = workshop.product(ALWAYS).copy(tmp_path / ALWAYS)
    node_modules.link(copy)
    port, log = free_port(), tmp_path / "dev.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            ("make", "dev", f"PORT={port}"),
            cwd=copy.folder,
            env=clean_environment(PYTHONUNBUFFERED="1"),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_for(log, "The product is at", server)
        yield server, port, log
    finally:
        stop(server)


def wait_for(log: Path, words: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while words not in log.read_text():
        if server.poll() is not None or time.monotonic() > end:
            pytest.fail(f"{words!r} is not said:\n{log.read_text()[-4000:]}", pytrace=False)
        time.sleep(0.2)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Ctrl-C: the signal goes to make and to what it runs."""
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGINT)
    try:
        server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def running_in(folder: Path) -> list[str]:
    """The commands of processes that work in a folder, but for its database."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            place = (process / "cwd").readlink()
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if place.is_relative_to(folder) and "postgres" not in command:
            found.append(command)
    return found


def test_make_dev_is_one_product_at_one_address(
    served: tuple[subprocess.Popen[bytes], int, Path],
) -> None:
    server, port, log = served
    browser = KeptConnection(port)
    said = log.read_text()
    login = re.search(r"Sign in as (\S+@\S+) with (\S+?)(?:\x1b|\s)", said)
    assert login

    assert browser.ask("GET", "/login") == 200
    credentials = {"email": login[1], "password": login[2]}
    assert browser.ask("POST", "/api/auth/token/", credentials) == 200
    assert browser.ask("GET", "/api/auth/me/") == 200
    assert browser.ask("POST", "/api/auth/password/forgot/", {"email": login[1]}) == 202
    wait_for(log, f"http://localhost:{port}/reset-password", server)
    assert browser.ask("POST", "/api/auth/logout/") == 204
    browser.connection.close()
    assert {line.partition(" | ")[0] for line in said.splitlines() if " | " in line} == {
        "api",
        "web",
    }

    stop(server)
    assert running_in(log.parent / ALWAYS) == []


def test_when_one_server_ends_so_does_the_other(
    served: tuple[subprocess.Popen[bytes], int, Path],
) -> None:
    server, _, log = served
    web = [
        process
        for process in Path("/proc").glob("[0-9]*")
        if (process / "cmdline").exists()
        and b"node_modules/next/dist/bin/next" in (process / "cmdline").read_bytes()
        and (process / "cwd").readlink().is_relative_to(log.parent)
    ]
    assert web

    os.kill(int(web[0].name), signal.SIGKILL)

    assert server.wait(timeout=30) != 0
    assert running_in(log.parent / ALWAYS) == []
