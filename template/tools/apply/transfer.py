"""A rehearsal's result brought into the project; whatever interrupts it, it can be run again."""

from __future__ import annotations

import contextlib
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

from .checks import GENOME, listing
from .problems import NotAppliedError
from .repository import TRANSFER, UNFINISHED, Repository

FORGET = f"git update-ref -d {TRANSFER}"


def refuse_to_overwrite(project: Repository, clone: Repository) -> None:
    """New files must not take the place of files that Git does not know."""
    new = clone.paths(
        *("diff-tree", "-r", "--no-renames", "--diff-filter=A", "--name-only", "--relative"),
        *("-z", f"{TRANSFER}^1", TRANSFER),
    )
    known = set(project.paths("ls-files", "-z", "--", "."))
    in_the_way = [
        path
        for path in new
        if path not in {*known, GENOME}
        and _is_there(project.folder / path)
        and _read(project.folder / path) != clone.contents(TRANSFER, path)
    ]
    if in_the_way:
        raise NotAppliedError(
            "New files would take the place of files that are not in the repository:\n"
            f"{listing(in_the_way)}\n"
            "Move them away, or commit them."
        )


def transfer(project: Repository, clone: Repository) -> None:
    """Fetch what a rehearsal has left in its clone, and put it into the work tree."""
    with uninterrupted():
        project.git(
            *("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance"),
            *(str(clone.top), f"+{TRANSFER}:{TRANSFER}"),
        )
        bring_in(project)


def is_under_way(project: Repository) -> bool:
    """Whether an earlier transfer was interrupted. One whose base is gone is forgotten."""
    if project.commit(TRANSFER) is None:
        return False
    if project.commit(f"{TRANSFER}^1") == project.commit("HEAD"):
        return True
    project.git("update-ref", "-d", TRANSFER)
    return False


def resume(project: Repository) -> None:
    """Finish an interrupted transfer, unless somebody has worked on the files since."""
    edited = list(_edited_since(project))
    if edited:
        raise NotAppliedError(
            "`make apply` was interrupted, and these files were edited since:\n"
            f"{listing(edited)}\n"
            "Put them aside and run it again, or keep all as it is with:\n"
            f"  {FORGET}"
        )
    with uninterrupted():
        bring_in(project)


def bring_in(project: Repository) -> None:
    """Make the work tree what the rehearsal has left; the same again changes nothing more."""
    removed = _changed(project, "D")
    project.git("restore", f"--source={TRANSFER}", "--worktree", "--", ".")
    _remove_caches(project, removed)
    if stages := project.commit(f"{TRANSFER}^2"):
        _mark_conflicts(project, stages)
    project.git("update-ref", UNFINISHED, "HEAD")
    project.git("update-ref", "-d", TRANSFER)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait: what is done here takes a moment, and must not stop half-way."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, signal.SIG_IGN) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _edited_since(project: Repository) -> Iterator[str]:
    """Files that are neither as they were, nor as they will be, nor a part of that."""
    for path in _changed(project, "AMDT"):
        file = project.folder / path
        if not _is_there(file):
            continue
        content = _read(file)
        before, after = project.contents("HEAD", path), project.contents(TRANSFER, path)
        if content != before and not (after or b"").startswith(content or b""):
            yield path


def _changed(project: Repository, kinds: str) -> list[str]:
    return project.paths(
        *("diff-tree", "-r", "--no-renames", f"--diff-filter={kinds}", "--name-only"),
        *("--relative", "-z", f"{TRANSFER}^1", TRANSFER),
    )


def _mark_conflicts(project: Repository, stages: str) -> None:
    """Tell Git's index of the conflicts, so that `git status` shows them and a commit waits."""
    prefix = project.prefix
    top = Repository(project.top)
    lines = []
    for line in top.paths("ls-tree", "-r", "-z", stages):
        entry, numbered = line.split("\t", 1)
        mode, _, content = entry.split(" ")
        number, path = numbered.split("/", 1)
        name = prefix + path
        lines += [f"{mode} {content} {number}\t{name}\0"]
    names = {line.split("\t", 1)[1] for line in lines}
    digits = len(stages)
    removals = [f"0 {'0' * digits}\t{name}" for name in sorted(names)]
    top.git("update-index", "-z", "--index-info", given="".join([*removals, *lines]))


def _remove_caches(project: Repository, removed: list[str]) -> None:
    """Remove folders of which nothing is left but what Python had compiled."""
    for folder in sorted({(project.folder / path).parent for path in removed}, reverse=True):
        with contextlib.suppress(OSError):
            if [path.name for path in folder.iterdir()] == ["__pycache__"]:
                shutil.rmtree(folder / "__pycache__")
            folder.rmdir()


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
