"""After an update past a version that asks something of projects: says what that is.

Copier runs this: `python tell.py <version>`. The words are those of CHANGELOG.md, from "What a
project of" to the end of the version's section; `make upgrade` shows them with its plan.
"""

import sys
from pathlib import Path

CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"


def asked(changelog: str, version: str) -> str:
    """Return what a version asks of projects; empty if nothing."""
    section = changelog.partition(f"\n## {version}\n")[2].partition("\n## ")[0]
    _, beginning, rest = section.partition("\nWhat a project of ")
    return (beginning + rest).strip()


def main(version: str) -> int:
    if CHANGELOG.exists():
        print(asked(CHANGELOG.read_text(encoding="utf-8"), version), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
