"""Files that the template no longer has: an update deletes them, but no work of people.

What somebody has edited is kept beside, as `<name>.orig`.
"""

import filecmp
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import project
import repository
import yaml
from progress import Progress

ANSWERS = ".copier-answers.yml"
KEPT = ".orig"


def run(progress: Progress) -> None:
    """Delete what Copier has overlooked, and keep what would be lost without a word."""
    if not repository.is_there():
        return
    # What is not in Git's index either has moved (upgrades/move_files.py), edits and all.
    gone = repository.names(
        *("diff", "--name-only", "--diff-filter=D", "--no-renames", "--relative", "-z")
    )
    doubtful = unseen_by_copier()
    if not gone and not doubtful:
        return
    with tempfile.TemporaryDirectory(prefix="rendered-") as folder:
        before, now = Path(folder, "before"), Path(folder, "now")
        complete = render(repository.git("show", f"HEAD:./{ANSWERS}") or b"", before)
        if doubtful and complete and render((project.CURRENT / ANSWERS).read_bytes(), now):
            left = [name for name in doubtful if _is_file(before / name) > _is_file(now / name)]
            delete(left)
            gone = [*gone, *left]
        kept = [keep(name) for name in gone if _is_edited(name, before)]
    if kept:
        listed = "\n".join(f"  {path.relative_to(project.CURRENT)}" for path in kept)
        why = "edited by hand" if complete else "perhaps edited by hand"
        progress.problem("kept", f"{why}, and no longer part of the project:\n{listed}")


def unseen_by_copier() -> list[str]:
    """The files in folders that Copier does not look into when it deletes files.

    It compares by `filecmp`, which passes over folders of version control: `tags` is one of them.
    """
    return [
        name
        for name in repository.names("ls-files", "-z")
        if {*Path(name).parts[:-1]} & {*filecmp.DEFAULT_IGNORES} and _is_file(Path(name))
    ]


def delete(names: Sequence[str]) -> None:
    """Delete files, and the folders in which nothing is left."""
    for name in names:
        path = project.CURRENT / name
        path.unlink()
        for folder in path.relative_to(project.CURRENT).parents[:-1]:
            if any((project.CURRENT / folder).iterdir()):
                break
            (project.CURRENT / folder).rmdir()


def render(answers: bytes, folder: Path) -> bool:
    """Render the files that answers ask for, without anybody's edits; tells whether it worked."""
    notes = yaml.safe_load(answers) or {}
    if not {"_commit", "_src_path"} <= notes.keys():
        return False
    data = folder.with_name(f"{folder.name}.yml")
    data.write_bytes(answers)
    rendering = project.start(
        *(sys.executable, "-m", "copier", "copy", "--trust", "--defaults", "--quiet"),
        *("--skip-tasks", f"--vcs-ref={notes['_commit']}", f"--data-file={data}"),
        *(str(notes["_src_path"]), str(folder)),
    )
    rendering.communicate()
    return rendering.returncode == 0


def keep(name: str) -> Path:
    """Write the last content of a file beside it, over nothing that is there."""
    path = project.CURRENT / (name + KEPT)
    while path.exists():
        path = path.with_name(path.name + KEPT)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(repository.git("cat-file", "--filters", f"HEAD:./{name}") or b"")
    return path


def _is_edited(name: str, rendered: Path) -> bool:
    """Tell whether a file was not just as the template had made it."""
    file = rendered / name
    return not _is_file(file) or file.read_bytes() != repository.git("show", f"HEAD:./{name}")


def _is_file(path: Path) -> bool:
    return (project.CURRENT / path).is_file()


if __name__ == "__main__":
    run(Progress())
