"""The command line."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .markers import UnreadableMarkError, marked_tests
from .table import UnknownRequirementError, markdown, rows

ROOT = Path(__file__).resolve().parents[2]
TABLE = "docs/security/asvs.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the table, or check it; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.asvs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; status 1 if outdated")
    options = parser.parse_args(arguments)
    try:
        text = current(ROOT)
    except (UnreadableMarkError, UnknownRequirementError) as problem:
        sys.stderr.write(f"asvs: {problem}\n")
        return 1
    path = ROOT / TABLE
    if options.check:
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            return 0
        sys.stderr.write(f"asvs: {TABLE} is not what the tests say; `make asvs` writes it\n")
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return 0


def current(root: Path) -> str:
    """The table as the tests of a project are now."""
    return markdown(rows(marked_tests(root)))
