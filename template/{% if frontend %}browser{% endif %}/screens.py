"""The production build of the screens, served for the tests."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from tools import node
from tools.node import FRONTEND

SECONDS_TO_START = 60


def free_address() -> str:
    """Return an address of this machine that nothing answers at."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return f"http://localhost:{probe.getsockname()[1]}"


@contextmanager
def served(address: str, api: str) -> Iterator[None]:
    """Serve the screens at an address; where the API is, is part of their build."""
    node.install()
    variables = {**node.environment(), "API_ORIGIN": api}
    subprocess.run(node.command("npm", "run", "build"), cwd=FRONTEND, env=variables, check=True)
    port = address.rpartition(":")[2]
    serve = node.command("node", "node_modules/next/dist/bin/next", "start", "--port", port)
    server = subprocess.Popen(serve, cwd=FRONTEND, env=variables)
    try:
        _wait(server, address)
        yield
    finally:
        server.terminate()
        server.wait()


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(f"{address}/login").close()  # noqa: S310 - an address of this machine
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The screens do not answer.")
