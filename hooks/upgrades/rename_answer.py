"""Before an update to a version that renamed a question: its answer gets the new name.

Copier runs this in the project's folder: `python rename_answer.py <answers file> <old> <new>`. It
changes one line of the answers file and one of the team's genome.yml; comments and order stay.
Where there is nothing to rename, it does nothing, so that it may run again.
"""

import re
import sys
from pathlib import Path

import yaml

GENOME = "genome.yml"


class CannotRenameError(Exception):
    """The file says something that a change of one line cannot put right."""


def renamed(text: str, old: str, new: str) -> str:
    """Return the YAML of a mapping with one key of its top level renamed."""
    said = yaml.safe_load(text)
    if not isinstance(said, dict) or old not in said:
        return text
    if new in said:
        raise CannotRenameError(f"has both {old} and {new}, its new name; keep one of them")
    line = re.compile(rf"""^(["']?){re.escape(old)}\1(?=\s*:(?:\s|$))""", re.MULTILINE)
    changed = line.sub(new, text, count=1)
    wanted = [(new if key == old else key, value) for key, value in said.items()]
    if list(yaml.safe_load(changed).items()) != wanted:
        raise CannotRenameError(f"has no line that begins with {old}; call it {new} there")
    return changed


def main(answers: str, old: str, new: str) -> int:
    for path in (Path(answers), Path(GENOME)):
        if not path.exists():
            continue
        text = path.read_bytes().decode("utf-8")
        try:
            changed = renamed(text, old, new)
        except CannotRenameError as error:
            print(f"{path} {error}. Then update again.", file=sys.stderr)
            return 1
        if changed != text:
            path.write_bytes(changed.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
