"""Before an update: notes the apps that lose their last entity, so that their migrations stay.

Copier runs this in the project's folder: `python retire.py <answers file> <apps>`. The note is
an answer, `left_behind`: the renderings of this update and of all later ones read it.
"""

import re
import sys
from pathlib import Path

NOTE = re.compile(r"^left_behind:.*\n(?:[ -].*\n)*", re.MULTILINE)
APP = re.compile(r"[a-z][a-z0-9_]*")


def noted(text: str, apps: list[str]) -> str:
    """The answers file's text with further apps in its note."""
    found = NOTE.search(text)
    known = APP.findall(found[0].partition(":")[2]) if found else []
    note = f"left_behind: [{', '.join(sorted({*known, *apps}))}]\n"
    return NOTE.sub("", text).rstrip("\n") + "\n" + note


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(
        noted(path.read_text(encoding="utf-8"), " ".join(sys.argv[2:]).split()), encoding="utf-8"
    )
