"""What must be given before an edit of the genome can be rehearsed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .problems import NotAppliedError, RefusedError
from .repository import Repository

ANSWERS = ".copier-answers.yml"
GENOME = "genome.yml"
# What Copier and the template have noted there beside the genome.
NOTES = {"_commit", "_src_path", "left_behind"}
# The environment may be a link, which a pattern for folders does not ignore.
NOT_OURS = {".venv"}
MOST_LISTED = 20


@dataclass(frozen=True)
class Situation:
    """A project that is ready for an update."""

    repository: Repository
    head: str
    applied: dict[str, Any]
    genome: bytes
    asked: dict[str, Any]

    @property
    def is_settled(self) -> bool:
        """Whether the genome asks for nothing but what was applied."""
        return self.asked == without_notes(self.applied)

    @property
    def source(self) -> str:
        """Where the template is, as it was said when the project was made."""
        return str(self.applied["_src_path"])

    @property
    def version(self) -> str:
        """The version of the template that the project was made or updated with."""
        return str(self.applied["_commit"])


def repository_of(folder: Path) -> Repository:
    """The project's repository, which must have a commit."""
    repository = Repository(folder)
    if repository.asks("rev-parse", "--is-inside-work-tree") != "true":
        raise NotAppliedError(
            "This project is in no Git repository, so nothing could be taken back.\n"
            "  git init && git add --all && git commit -m 'Start'"
        )
    if repository.commit("HEAD") is None:
        raise NotAppliedError(
            "Nothing has been committed here yet, so nothing could be taken back.\n"
            "  git add --all && git commit -m 'Start'"
        )
    return repository


def examine(repository: Repository) -> Situation:
    """Find whatever stands in the way of a rehearsal."""
    _refuse_other_edits(repository)
    applied = _applied(repository)
    genome = _genome(repository.folder / GENOME)
    head = repository.git("rev-parse", "HEAD").strip()
    return Situation(repository, head, applied, genome, asked=_asked(genome))


def examine_again(situation: Situation) -> None:
    """Refuse if somebody has worked on the project since it was examined."""
    repository = situation.repository
    if (
        edited_files(repository)
        or repository.commit("HEAD") != situation.head
        or _genome(repository.folder / GENOME) != situation.genome
    ):
        raise NotAppliedError("The project has changed since the plan was made. Run this again.")


def without_notes(applied: dict[str, Any]) -> dict[str, Any]:
    """The genome of an answers file."""
    return {key: value for key, value in applied.items() if key not in NOTES}


def edited_files(repository: Repository) -> list[str]:
    """The files, but for the genome, that differ from the last commit or are not in it."""
    entries = repository.paths("status", "--porcelain", "--no-renames", "-z", "--", ".")
    prefix = repository.prefix
    paths = (entry[3:].removeprefix(prefix) for entry in entries)
    return sorted(path for path in paths if path not in {GENOME, *NOT_OURS})


def listing(paths: list[str]) -> str:
    """Paths, one a line; not all if there are many."""
    lines = [f"  {path}" for path in paths[:MOST_LISTED]]
    if len(paths) > MOST_LISTED:
        lines.append(f"  and {len(paths) - MOST_LISTED} more")
    return "\n".join(lines)


def _refuse_other_edits(repository: Repository) -> None:
    edited = edited_files(repository)
    if ANSWERS in edited:
        raise NotAppliedError(
            "An update was begun here and is neither finished nor committed:\n"
            f"{listing(edited)}\n"
            "Commit it if it is as you want it. Or take it back, and run this again:\n"
            "  git restore --staged --worktree . ':!genome.yml' && git clean --force -d\n"
            "(`git stash --include-untracked` takes it back too, and keeps it.)"
        )
    if edited:
        raise NotAppliedError(
            "There are edits that are not committed, beside the one of genome.yml:\n"
            f"{listing(edited)}\n"
            "Commit them, or put them aside with `git stash --include-untracked`."
        )


def _applied(repository: Repository) -> dict[str, Any]:
    text = repository.contents("HEAD", ANSWERS)
    if text is None:
        raise NotAppliedError(
            f"There is no {ANSWERS} in the last commit: it says which genome was applied.\n"
            "Commit the project; one that lies in another repository gets its own by `git init`."
        )
    try:
        applied = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise NotAppliedError(f"{ANSWERS} is no YAML: {problem}") from None
    for note, what in {"_src_path": "which template", "_commit": "which version"}.items():
        if not isinstance(applied, dict) or not applied.get(note):
            raise NotAppliedError(
                f"{ANSWERS} does not say {what} made this project ({note}). Only a project that\n"
                "was made from a template in a Git repository can be updated."
            )
    return dict(applied)


def _genome(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise NotAppliedError("There is no genome.yml, and so nothing to apply.") from None


def _asked(text: bytes) -> dict[str, Any]:
    try:
        genome = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise RefusedError(f"genome.yml is no YAML: {problem}") from None
    if not isinstance(genome, dict):
        raise RefusedError("genome.yml holds no keys, as in `project_name: shop`.")
    return genome
