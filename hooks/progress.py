"""One line per step of a generation."""

import os
import sys
import time
from typing import TextIO

GREEN, YELLOW, FAINT, PLAIN = "\033[32m", "\033[33m", "\033[2m", "\033[0m"
INDENT = " " * 13


class Progress:
    """Writes the lines, with colours on a terminal; nothing but problems when it is quiet."""

    def __init__(self, *, quiet: bool = False, stream: TextIO = sys.stdout) -> None:
        self.quiet = quiet
        self._stream = stream
        self._colours = stream.isatty() and "NO_COLOR" not in os.environ
        self._since = time.monotonic()

    def begin(self) -> None:
        """Set the clock for the step that follows."""
        self._since = time.monotonic()

    def done(self, step: str, text: str, *, timed: bool = True) -> None:
        """`text` is what the step brought about."""
        if self.quiet:
            return
        seconds = f"{time.monotonic() - self._since:5.1f} s" if timed else ""
        line = f" {self._paint(f'{step:<11}', GREEN)} {text:<52} {self._paint(seconds, FAINT)}"
        self._write(line.rstrip())

    def problem(self, step: str, text: str) -> None:
        """`text` is why the step did not run; its further lines are indented."""
        self._write(f" {self._paint(f'{step:<11}', YELLOW)} {indented(text)}")

    def _paint(self, text: str, colour: str) -> str:
        return f"{colour}{text}{PLAIN}" if self._colours and text else text

    def _write(self, line: str) -> None:
        self._stream.write(line + "\n")
        self._stream.flush()


def indented(text: str) -> str:
    return text.strip().replace("\n", "\n" + INDENT)
