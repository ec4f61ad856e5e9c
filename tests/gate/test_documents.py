"""The page about the gate says what the gate does."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_about_the_checks_is_current() -> None:
    page = subprocess.run(
        [sys.executable, ROOT / "docs" / "gate_page.py"], capture_output=True, text=True, check=True
    ).stdout
    written = (ROOT / "docs" / "reference" / "gate.md").read_text(encoding="utf-8")
    assert written == page, "make docs"
