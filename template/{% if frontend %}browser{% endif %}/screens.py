"""The production build of the screens, served for the tests."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tools import node

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"
BUILD = FRONTEND / ".next"
# Where the build expects the API is part of the build.
API_PORT = int(os.environ.get("BROWSER_API_PORT", "8765"))
PORT = int(os.environ.get("BROWSER_PORT", "8766"))
ADDRESS = f"http://localhost:{PORT}"
SECONDS_TO_START = 60


@contextmanager
def served() -> Iterator[str]:
    """Build the screens anew, serve them and yield their address."""
    variables = {"API_ORIGIN": f"http://127.0.0.1:{API_PORT}"}
    shutil.rmtree(BUILD, ignore_errors=True)
    node.run("npm", "run", "build", folder=FRONTEND, variables=variables)
    server = node.start("npx", "next", "start", "--port", str(PORT), folder=FRONTEND)
    try:
        _wait(server)
        yield ADDRESS
    finally:
        server.terminate()
        server.wait()


def _wait(server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(f"{ADDRESS}/login").close()  # noqa: S310 - an address of this machine
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The screens do not answer.")
