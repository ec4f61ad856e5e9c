"""Step 2 of an update: files that the template no longer has, though people have edited them.

Copier deletes them. Their last content is kept beside, as `<name>.orig`.
"""

import sys
import tempfile
from pathlib import Path

import project
import repository
import yaml
from progress import Progress

ANSWERS = ".copier-answers.yml"
KEPT = ".orig"


def run(progress: Progress) -> None:
    """Keep what would be lost without a word."""
    if not repository.is_there():
        return
    gone = repository.names(
        *("diff", "--name-only", "--diff-filter=D", "--no-renames", "--relative", "-z")
    )
    if not gone:
        return
    with tempfile.TemporaryDirectory(prefix="rendered-") as folder:
        rendered = Path(folder) / "project"
        complete = render_as_before(rendered)
        kept = [keep(name) for name in gone if _is_edited(name, rendered)]
    if kept:
        listed = "\n".join(f"  {path.relative_to(project.CURRENT)}" for path in kept)
        why = "edited by hand" if complete else "perhaps edited by hand"
        progress.problem("kept", f"{why}, and no longer part of the project:\n{listed}")


def render_as_before(folder: Path) -> bool:
    """Render the files as the update before this one left them, without any hand's edit."""
    answers = repository.git("show", f"HEAD:./{ANSWERS}") or b""
    notes = yaml.safe_load(answers) or {}
    if not {"_commit", "_src_path"} <= notes.keys():
        return False
    data = folder.with_name("answers.yml")
    data.write_bytes(answers)
    rendering = project.start(
        *(sys.executable, "-m", "copier", "copy", "--trust", "--defaults", "--quiet"),
        *("--skip-tasks", f"--vcs-ref={notes['_commit']}", f"--data-file={data}"),
        *(str(notes["_src_path"]), str(folder)),
    )
    rendering.communicate()
    return rendering.returncode == 0


def _is_edited(name: str, rendered: Path) -> bool:
    """Whether a file was not just as the template had made it."""
    file = rendered / name
    return not file.is_file() or file.read_bytes() != repository.git("show", f"HEAD:./{name}")


def keep(name: str) -> Path:
    """Write the last content of a file beside it, over nothing that is there."""
    path = project.CURRENT / (name + KEPT)
    while path.exists():
        path = path.with_name(path.name + KEPT)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(repository.git("cat-file", "--filters", f"HEAD:./{name}") or b"")
    return path


if __name__ == "__main__":
    run(Progress())
