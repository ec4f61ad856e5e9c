"""The update, done in a clone of the project, where nothing can be harmed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

from . import refusals
from .checks import ANSWERS, GENOME, Situation
from .problems import NotAppliedError
from .processes import Program
from .repository import TRANSFER, Repository, environment

CURRENT = ":current:"
LATEST = "latest"
ENVIRONMENT = ".venv"
# What a machine makes for itself, whatever the project's own list of ignored files says.
PRIVATE = (ENVIRONMENT, ".env", ".postgres", "__pycache__", "*.pyc", ".*_cache")
IDENTITY = {
    f"GIT_{role}_{part}": text
    for role in ("AUTHOR", "COMMITTER")
    for part, text in {"NAME": "make apply", "EMAIL": "apply@localhost"}.items()
}
# -P: nothing in the project's folder passes for a module of Copier's.
COPIER = (sys.executable, "-P", "-m", "copier")
# Copier first tries people's edits as a patch, which fits wherever its context does: with a few
# lines of it, code may end up in another class. With whole files as context, Git merges instead.
WHOLE_FILES = "--context-lines=1000000"


@dataclass(frozen=True)
class Stages:
    """The versions of one conflicting file, as Git's index keeps them: number, mode, content."""

    path: str
    entries: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Result:
    """What came out of a rehearsal. Paths are relative to the project."""

    situation: Situation
    clone: Repository
    commit: str
    remarks: str
    conflicts: list[str]
    # Where and why Django cannot load people's code any more, if so.
    broken: str
    # What the template alone had made of the genome before: path and content.
    rendered: dict[str, bytes] = field(repr=False)


@contextmanager
def rehearse(situation: Situation, target: str) -> Iterator[Result]:
    """Do the whole update in a temporary folder, which is gone afterwards."""
    with TemporaryDirectory(prefix="apply-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        clone = _clone(situation, folder / "clone")
        variables = _variables(folder)
        before = folder / "before"
        with (
            _render_before(situation, before, variables) as rendering,
            _update(situation, clone, target, variables) as update,
        ):
            status = update.wait()
            conflicts = _unmerged(clone)
            not_made = refusals.NO_ENVIRONMENT in update.output
            broken = "" if conflicts else refusals.broken(update.output)
            if not_made or (status and not conflicts and not broken):
                raise refusals.read(update.output, update.errors, situation)
            if rendering.wait():
                raise refusals.read(rendering.output, rendering.errors, situation)
        yield Result(
            situation=situation,
            clone=clone,
            commit=_keep(situation, clone, conflicts),
            remarks="" if conflicts else refusals.without_noise(update.errors),
            conflicts=[conflict.path for conflict in conflicts],
            broken=broken,
            rendered=_files(before),
        )


def _clone(situation: Situation, folder: Path) -> Repository:
    """The project at its last commit, with the genome as it is now."""
    project = situation.repository
    prefix = project.prefix
    project.git("clone", "--quiet", "--shared", "--no-checkout", str(project.top), str(folder))
    whole = Repository(folder)
    whole.git("checkout", "--quiet", "--detach", situation.head, **IDENTITY)
    clone = Repository(folder / prefix)
    exclude = folder / ".git" / "info" / "exclude"
    exclude.parent.mkdir(exist_ok=True)
    exclude.write_text("".join(f"{name}\n" for name in PRIVATE), encoding="utf-8")
    (clone.folder / GENOME).write_bytes(situation.genome)
    clone.git("add", "--force", "--", GENOME)
    edited = clone.git("commit-tree", "-p", "HEAD", "-m", "The genome", _tree(clone), **IDENTITY)
    clone.git("reset", "--quiet", "--soft", edited.strip(), **IDENTITY)
    environment_of_project = project.folder / ENVIRONMENT
    if environment_of_project.is_dir():
        (clone.folder / ENVIRONMENT).symlink_to(environment_of_project.resolve())
    return clone


def _variables(folder: Path) -> dict[str, str]:
    temporary = folder / "tmp"
    temporary.mkdir()
    return environment(ARCHIET_REHEARSAL="1", TMPDIR=str(temporary), **IDENTITY)


def _update(
    situation: Situation, clone: Repository, target: str, variables: dict[str, str]
) -> Program:
    """Start the update itself. A template's relative address counts from the project's folder."""
    version = [] if target == LATEST else [f"--vcs-ref={target}"]
    genome = f"--data-file={clone.folder / GENOME}"
    return Program(
        [
            *(*COPIER, "update", "--trust", "--defaults", WHOLE_FILES),
            *(*version, genome, str(clone.folder)),
        ],
        folder=situation.repository.folder,
        variables=variables,
        log=Path(variables["TMPDIR"]) / "update",
    )


def _render_before(situation: Situation, folder: Path, variables: dict[str, str]) -> Program:
    """Start rendering what the template had made before anybody edited it."""
    answers = Path(variables["TMPDIR"]) / "answers.yml"
    answers.write_bytes(situation.repository.contents(situation.head, ANSWERS) or b"")
    return Program(
        [
            *(*COPIER, "copy", "--trust", "--defaults", "--quiet", "--skip-tasks"),
            *(f"--vcs-ref={situation.version}", f"--data-file={answers}"),
            *(situation.source, str(folder)),
        ],
        folder=situation.repository.folder,
        variables=variables,
        log=Path(variables["TMPDIR"]) / "before",
    )


def _unmerged(clone: Repository) -> list[Stages]:
    """The files in which both sides have changed the same lines."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for line in clone.paths("ls-files", "--unmerged", "-z"):
        entry, path = line.split("\t", 1)
        mode, content, number = entry.split(" ")
        found.setdefault(path, []).append((number, mode, content))
    return [Stages(path, tuple(entries)) for path, entries in found.items()]


def _keep(situation: Situation, clone: Repository, conflicts: list[Stages]) -> str:
    """Put all that came out into one commit that the project's repository can fetch.

    The versions of conflicting files come as its second parent, with their numbers as folders.
    """
    clone.git("add", "--all", "--", ".")
    if ignored := _ignored(clone):
        clone.git("add", "--force", "--", *(f":(literal){path}" for path in ignored))
    parents = ["-p", situation.head]
    if conflicts:
        entries = "".join(
            f"{mode} {content}\t{number}/{conflict.path}\0"
            for conflict in conflicts
            for number, mode, content in conflict.entries
        )
        index = {"GIT_INDEX_FILE": str(clone.top / ".git" / "stages")}
        clone.git("update-index", "-z", "--index-info", given=entries, **index)
        stages = clone.git("write-tree", **index).strip()
        parents += ["-p", _committed(clone, stages, [])]
    commit = _committed(clone, _tree(clone), parents)
    clone.git("update-ref", TRANSFER, commit)
    return commit


def _ignored(clone: Repository) -> list[str]:
    """New files that are a part of the project, though it tells Git to ignore their like."""
    others = ("--others", "--ignored", "--exclude-standard", "-z", "--", ".")
    return [
        path
        for path in clone.paths("ls-files", *others)
        if not any(fnmatch(part, pattern) for part in path.split("/") for pattern in PRIVATE)
    ]


def _committed(clone: Repository, tree: str, parents: list[str]) -> str:
    return clone.git("commit-tree", *parents, "-m", "Applied genome.yml", tree, **IDENTITY).strip()


def _tree(clone: Repository) -> str:
    return clone.git("write-tree").strip()


def _files(folder: Path) -> dict[str, bytes]:
    return {
        Path(parent, name).relative_to(folder).as_posix(): Path(parent, name).read_bytes()
        for parent, _, names in os.walk(folder)
        for name in names
    }


def names_a_version(text: str) -> str:
    """Check what `--to` is given."""
    if not text or text.startswith("-"):
        raise NotAppliedError(f"{text!r} is no version of the template; `latest` is the newest.")
    return text
