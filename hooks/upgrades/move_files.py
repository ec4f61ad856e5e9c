"""After an update to a version that moved files: what people had changed in them goes along.

Copier runs this in the project's folder: `python move_files.py <old path> <new path> ...`. For
Copier, one file is gone and another is new. Here the team's version, the one that it was made from
and the new one are merged, as Copier merges a file that stays; conflicts look the same, too. A
file that the team has deleted does not come back. `*` stands for one folder or a part of a name:
`apps/*/makers.py apps/*/factories.py`.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
import repository
import vanished

LABELS = ("-L", "before updating", "-L", "last update", "-L", "after updating")


def main(*paths: str) -> int:
    if not repository.is_there():
        return 0
    with tempfile.TemporaryDirectory(prefix="moved-") as folder:
        before = Path(folder) / "project"
        answers = repository.git("show", f"HEAD:./{vanished.ANSWERS}") or b""
        if not vanished.render(answers, before):
            print("The version before this one is out of reach: edits of moved files stay behind.")
            return 0
        for old, new in zip(paths[::2], paths[1::2], strict=True):
            for source, target in moved(old, new, before):
                carry(before / source, source, Path(target))
    return 0


def moved(old: str, new: str, before: Path) -> Iterator[tuple[str, str]]:
    """Yield the old and the new path of each file that this update has moved."""
    pattern = re.compile(re.escape(old).replace(r"\*", "([^/]+)"))
    for file in sorted(before.rglob("*")):
        path = file.relative_to(before).as_posix()
        if found := pattern.fullmatch(path):
            target = found.expand(new.replace("*", r"\1"))
            if Path(target).is_file() and last_content(target) is None and not Path(path).exists():
                yield path, target


def carry(base: Path, source: str, target: Path) -> None:
    """Merge the team's edits of a file into the one that took its place."""
    team = last_content(source)
    if team is None:
        target.unlink()
        return
    if team == base.read_bytes():
        return
    new = target.read_bytes()
    mine = base.with_name(f"{base.name}.mine")
    mine.write_bytes(team)
    merge = ["git", "merge-file", "-p", *LABELS, str(mine), str(base), str(target)]
    done = subprocess.run(merge, capture_output=True, check=False)
    if done.returncode not in range(128):
        return  # no text: the next step keeps the team's version beside
    target.write_bytes(done.stdout)
    repository.git("rm", "--quiet", "--cached", "--", source)
    if done.returncode:
        note_conflict(target, base.read_bytes(), team, new)


def last_content(path: str) -> bytes | None:
    """What a file held in the last commit, as it stands in the work tree."""
    return repository.git("cat-file", "--filters", f"HEAD:./{path}")


def note_conflict(path: Path, *versions: bytes) -> None:
    """Tell Git of the three versions, as after a merge of its own."""
    inside = (repository.git("rev-parse", "--show-prefix") or b"").decode().strip()
    entries = ""
    for number, content in enumerate(versions, start=1):
        store = ["git", "hash-object", "-w", "--stdin"]
        name = subprocess.run(store, input=content, capture_output=True, check=True).stdout
        entries += f"100644 {name.decode().strip()} {number}\t{inside}{path.as_posix()}\n"
    add = ["git", "update-index", "--index-info"]
    subprocess.run(add, input=entries.encode(), check=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
