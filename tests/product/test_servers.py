"""A generated project as people start it: `make api`, sign-in, the API, a database of their own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.browser import Answer, Browser
from tests.workshop import Product, Workshop, clean_environment

pytestmark = pytest.mark.product

PATIENCE = 120.0
PATIENT = {"mrn": "M-4711", "full_name": "Ada Findable", "date_of_birth": "1990-02-03"}
STRANGER = {
    "email": "stranger@example.com",
    "password": "correct horse battery staple",
    "full_name": "Sam Stranger",
    "workspace_name": "Elsewhere",
}


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


@contextmanager
def serving(product: Product, *command: str, address: str, **variables: str) -> Iterator[Path]:
    """Run a server until the block ends; yields the file that holds what it says."""
    log = product.folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            command,
            cwd=product.folder,
            env=clean_environment(PYTHONUNBUFFERED="1", **variables),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_alive(server, address, log)
        yield log
    finally:
        os.killpg(server.pid, signal.SIGINT)
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def wait_until_alive(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            if Browser(address).get("/health/ready/").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not come up:\n{log.read_text()[-4000:]}", pytrace=False)


def demo_login(said: str) -> tuple[str, str]:
    """The one login that `seed` prints."""
    logins: list[tuple[str, str]] = re.findall(r"Sign in as (\S+@\S+) with (\S+?)(?:\x1b|\s)", said)
    assert len(logins) == 1, said
    return logins[0]


def ids(answer: Answer) -> set[str]:
    return {row["id"] for row in answer.data["results"]}


@pytest.fixture(scope="module")
def at_work(
    workshop: Workshop, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Browser, Path]]:
    """A browser at `make api`, signed in with the printed login, and what the server prints."""
    product = workshop.product("clinic").copy(tmp_path_factory.mktemp("servers") / "clinic")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with serving(product, "make", "api", f"PORT={port}", address=address) as log:
        browser = Browser(address)
        assert browser.sign_in(*demo_login(log.read_text())).status == 200
        yield browser, log
    assert "Traceback" not in log.read_text()


@pytest.fixture(scope="module")
def clinic(at_work: tuple[Browser, Path]) -> Browser:
    """A browser that is signed in with the printed login."""
    return at_work[0]


@pytest.fixture(scope="module")
def stranger(at_work: tuple[Browser, Path]) -> Browser:
    """Somebody with a workspace of their own, signed in."""
    return signed_up(at_work, STRANGER)


def signed_up(at_work: tuple[Browser, Path], user: dict[str, str]) -> Browser:
    """A browser of somebody who has followed the link in the e-mail that the console shows."""
    clinic, log = at_work
    browser = Browser(clinic.address)
    assert browser.post("/api/auth/register/", user).status == 202
    *_, key = re.findall(r"/verify-email#key=([\w%.~-]+)", log.read_text())
    assert browser.post("/api/auth/email/verify/", {"key": unquote(key)}).status == 204
    assert browser.sign_in(user["email"], user["password"]).status == 200
    return browser


def test_health_and_documentation_are_open_to_all(clinic: Browser) -> None:
    nobody = Browser(clinic.address)

    for path in ("/health/live/", "/health/ready/", "/api/schema/"):
        assert nobody.get(path).status == 200, path
    for path in ("/api/swagger/", "/api/redoc/"):
        page = nobody.request("GET", path, Accept="text/html")
        assert page.status == 200, path
        scripts = re.findall(r'src="(/static/[^"]+)"', page.content.decode())
        assert scripts, path
        assert all(nobody.get(script).status == 200 for script in scripts), path
    assert nobody.get("/admin/login/").status == 200


def test_sign_in_sets_cookies_that_no_script_reads(clinic: Browser) -> None:
    tokens = [cookie for cookie in clinic.jar if cookie.name in {"access", "refresh"}]

    assert len(tokens) == 2
    for cookie in tokens:
        assert cookie.has_nonstandard_attr("HttpOnly")
        assert cookie.get_nonstandard_attr("SameSite") in {"Lax", "Strict"}
    me = clinic.get("/api/auth/me/")
    assert me.status == 200
    assert "token" not in me.content.decode()


def test_wrong_passwords_and_strangers_are_turned_away(clinic: Browser) -> None:
    nobody = Browser(clinic.address)

    assert nobody.get("/api/v1/patients/").status == 401
    assert nobody.sign_in("demo@example.com", "wrong").status == 401
    assert nobody.get("/api/v1/patients/").status == 401


def test_seeded_records_are_listed_and_one_is_added(clinic: Browser) -> None:
    before = clinic.get("/api/v1/patients/")
    assert before.status == 200
    assert before.data["count"] >= 10

    created = clinic.post("/api/v1/patients/", PATIENT)

    assert created.status == 201, created.content
    assert clinic.get(f"/api/v1/patients/{created.data['id']}/").data == created.data
    assert clinic.get("/api/v1/patients/").data["count"] == before.data["count"] + 1
    found = clinic.get("/api/v1/patients/?search=findabl")
    assert ids(found) == {created.data["id"]}
    twice = clinic.post("/api/v1/patients/", PATIENT)
    assert twice.status == 422
    assert set(twice.data["errors"]) == {"mrn"}


def test_an_unsafe_request_needs_the_csrf_token(clinic: Browser) -> None:
    refused = clinic.post("/api/v1/patients/", {**PATIENT, "mrn": "M-1"}, X_CSRFToken="")

    assert refused.status == 403
    assert "CSRF" in refused.content.decode()


def test_another_workspace_stays_unseen(clinic: Browser, stranger: Browser) -> None:
    theirs = stranger.post("/api/v1/patients/", {**PATIENT, "full_name": "Eve Elsewhere"})
    assert theirs.status == 201, theirs.content
    path = f"/api/v1/patients/{theirs.data['id']}/"

    assert clinic.get(path).status == 404
    for method in ("PATCH", "DELETE"):
        assert clinic.request(method, path, {}).status == 404
    assert theirs.data["id"] not in ids(clinic.get("/api/v1/patients/?page_size=100"))
    assert ids(clinic.get("/api/v1/patients/?search=Elsewhere")) == set()
    visit = {
        "patient": theirs.data["id"],
        "practitioner": min(ids(clinic.get("/api/v1/practitioners/"))),
        "starts_at": "2026-03-10T09:00:00Z",
        "ends_at": "2026-03-10T10:00:00Z",
        "reason": "Check-up",
    }
    refused = clinic.post("/api/v1/visits/", visit)
    assert refused.status == 422
    assert set(refused.data["errors"]) == {"patient"}
    assert stranger.get(path).status == 200


def test_signing_out_ends_it(at_work: tuple[Browser, Path]) -> None:
    browser = signed_up(at_work, {**STRANGER, "email": "leaver@example.com"})

    assert browser.post("/api/auth/logout/", {}).status == 204

    assert browser.get("/api/auth/me/").status == 401


def test_a_database_of_ones_own_is_used(workshop: Workshop, tmp_path: Path) -> None:
    """With DATABASE_URL set, no command of the project starts a database or uses another one."""
    provider = workshop.product("every_type").copy(tmp_path / "provider")
    product = workshop.product("every_type").copy(tmp_path / "every_type")
    url = provider.python("-m", "tools.local_postgres", "start").stdout.split()[-1]
    try:
        settings = {"DATABASE_URL": url, "DEMO_PASSWORD": "a password for this test"}
        product.run("make", "migrate", **settings)
        seeded = product.run("make", "seed", **settings).stdout
        address = f"http://127.0.0.1:{free_port()}"
        command = (str(product.program), "manage.py", "runserver", "--noreload")
        with serving(
            product, *command, address.removeprefix("http://"), address=address, **settings
        ):
            browser = Browser(address)
            assert "Sign in as demo@example.com" in seeded
            assert browser.sign_in("demo@example.com", settings["DEMO_PASSWORD"]).status == 200
            assert browser.get("/api/rooms/?version=v1").data["count"] >= 10
        assert not (product.folder / ".postgres").exists()
    finally:
        provider.python("-m", "tools.local_postgres", "stop")
