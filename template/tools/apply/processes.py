"""Programs that run beside this one, and never longer than it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

SECONDS_TO_LEAVE = 10


class Program:
    """A running program whose output goes to files; leaving its block ends it."""

    def __init__(
        self, command: Sequence[str], *, folder: Path, variables: Mapping[str, str], log: Path
    ) -> None:
        self._output = log.with_suffix(".out")
        self._errors = log.with_suffix(".err")
        # In a terminal, Ctrl-C reaches all programs by itself, and Git can ask for a password.
        self._alone = not sys.stdin.isatty()
        with self._output.open("wb") as output, self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                env=dict(variables),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                start_new_session=self._alone,
            )

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._send(signal.SIGTERM)
            try:
                self._process.wait(SECONDS_TO_LEAVE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def wait(self) -> int:
        """The exit status, when the program has ended."""
        return self._process.wait()

    @property
    def output(self) -> str:
        """What the program has printed."""
        return self._output.read_text(encoding="utf-8", errors="replace")

    @property
    def errors(self) -> str:
        """What the program has complained of."""
        return self._errors.read_text(encoding="utf-8", errors="replace")

    def _send(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self._alone:
                os.killpg(self._process.pid, number)
            else:
                self._process.send_signal(number)
