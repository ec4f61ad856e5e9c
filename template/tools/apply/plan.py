"""What an update will change: the genome's words, joined with what came out of the rehearsal."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from . import operations
from .checks import ANSWERS, GENOME, Situation, without_notes
from .displaced import displaced
from .genome_changes import Change, changes
from .operations import Operation
from .problems import RefusedError
from .rehearsal import Result

MIGRATION = re.compile(r"apps/[^/]+/migrations/\d[^/]*\.py")
KEPT = ".orig"


@dataclass(frozen=True)
class Step:
    """One line: what the genome says, what the database does for it, or one without the other."""

    subject: str
    change: Change | None
    operation: Operation | None


@dataclass(frozen=True)
class Plan:
    """All that an update will change. Paths are relative to the project."""

    steps: list[Step]
    unchanged: list[str]
    version: tuple[str, str]
    migrations: list[str]
    # False if the project's Django does not know how to explain them.
    explained: bool
    files: list[str]
    edited: list[str]
    merged: list[str]
    conflicts: list[str]
    broken: str
    displaced: list[str]
    kept_beside: list[str]
    # What the genome's own reader has to say about it.
    remarks: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing will be different."""
        return not self.files and not self.migrations


def plan_of(result: Result) -> Plan:
    """Read a rehearsal's outcome."""
    clone, head = result.clone, result.situation.head
    touched = clone.paths(
        *("diff-tree", "-r", "--no-renames", "--name-only", "--relative", "-z"),
        *(head, result.commit),
    )
    written = [path for path in touched if MIGRATION.fullmatch(path)]
    explained = operations.of_migrations(clone, written)
    applied = result.situation.applied
    asked = yaml.safe_load(clone.contents(result.commit, ANSWERS) or b"") or {}
    edited = _edited(result)
    after = _blobs(result, result.commit)
    found = changes(without_notes(applied), without_notes(asked))
    has_migrations = explained is not None and (clone.folder / ".venv").exists()
    if has_migrations and not (result.conflicts or result.broken):
        _refuse_second_swap(found, explained or [])
    steps = list(_steps(found, explained or []))
    merged = [
        path
        for path in edited
        if path in after and path in touched and path not in result.conflicts
    ]
    return Plan(
        steps=steps,
        unchanged=_unchanged(asked, steps),
        version=(result.situation.version, str(asked.get("_commit", ""))),
        migrations=written,
        explained=explained is not None,
        files=[path for path in touched if path not in {*written, GENOME}],
        edited=[path for path in edited if path in after],
        merged=merged,
        conflicts=result.conflicts,
        broken=result.broken,
        displaced=list(_displaced(result, merged, found)),
        kept_beside=[path for path in edited if path not in after and f"{path}{KEPT}" in after],
        remarks=result.remarks,
    )


def _refuse_second_swap(found: list[Change], explained: list[Operation]) -> None:
    """Two names that change places again look to the migrations as if they had done so already."""
    made = {(each.model, each.field) for each in explained if each.operation == "RenameField"}
    renamed = [each for each in found if each.kind == "renamed" and each.is_field]
    taken_over = {(each.subject, each.former) for each in renamed}
    missing = [
        f"{each.subject}.{each.former} -> {each.name}"
        for each in renamed
        if (each.subject, each.name) in taken_over - made
    ]
    if missing:
        raise RefusedError(
            f"{', '.join(missing)} was done by an earlier migration, and counts once.\n"
            "  to do it again:  go by a third name, in two updates"
        )


def nothing(situation: Situation) -> Plan:
    """The plan for a genome that is applied already."""
    return Plan(
        steps=[],
        unchanged=_unchanged(situation.asked, []),
        version=(situation.version, situation.version),
        migrations=[],
        explained=True,
        files=[],
        edited=[],
        merged=[],
        conflicts=[],
        broken="",
        displaced=[],
        kept_beside=[],
        remarks="",
    )


def _edited(result: Result) -> list[str]:
    """The files that people have made different from what the template had made."""
    committed = _blobs(result, result.situation.head)
    return [
        path
        for path, content in sorted(result.rendered.items())
        if path in committed
        and path not in {GENOME, ANSWERS}
        and committed[path] != _blob(content, len(committed[path]))
    ]


def _displaced(result: Result, merged: list[str], found: list[Change]) -> Iterator[str]:
    """What Git may have put into another class, by file."""
    renamed = {
        change.former: change.name
        for change in found
        if change.is_entity and change.kind == "renamed"
    }
    for path in merged:
        if path.endswith(".py"):
            contents = result.clone.contents
            mine = contents(result.situation.head, path) or b""
            now = contents(result.commit, path) or b""
            before, team, after = (
                text.decode(errors="replace") for text in (result.rendered[path], mine, now)
            )
            yield from (f"{path}  {what}" for what in displaced(before, team, after, renamed))


def _blobs(result: Result, commit: str) -> dict[str, str]:
    """The names that Git has for the contents of all files of a commit."""
    blobs = {}
    for line in result.clone.paths("ls-tree", "-r", "-z", commit, "--", "."):
        entry, path = line.split("\t", 1)
        blobs[path] = entry.split(" ")[2]
    return blobs


def _blob(content: bytes, digits: int) -> str:
    """The name that Git has for a content; a repository uses one of two ways to name."""
    way = "sha256" if digits == 64 else "sha1"
    return hashlib.new(way, b"blob %d\0" % len(content) + content).hexdigest()


def _steps(found: list[Change], explained: list[Operation]) -> Iterator[Step]:
    """Put each operation beside the change that it is for, and the rest below its entity."""
    left = list(explained)
    subjects = list(dict.fromkeys(change.subject for change in found))
    for subject in subjects:
        mine = [change for change in found if change.subject == subject]
        for change in mine:
            matching = [operation for operation in left if _is_for(operation, change)]
            left = [operation for operation in left if operation not in matching]
            yield Step(subject, change, matching[0] if matching else None)
            yield from (Step(subject, None, operation) for operation in matching[1:])
        names = {name.lower() for change in mine for name in _models(change)}
        rest = [operation for operation in left if operation.model.lower() in names]
        left = [operation for operation in left if operation not in rest]
        yield from (Step(subject, None, operation) for operation in rest)
    yield from (Step(operation.model or operation.app, None, operation) for operation in left)


def _models(change: Change) -> tuple[str, ...]:
    return (change.subject, change.former) if change.is_entity else (change.subject,)


def _is_for(operation: Operation, change: Change) -> bool:
    names = {name.lower() for name in (change.name, change.former) if name}
    if change.is_entity:
        of_models = {"added": "CreateModel", "renamed": "RenameModel", "dropped": "DeleteModel"}
        return (
            operation.operation == of_models.get(change.kind) and operation.model.lower() in names
        )
    of_fields = {"added": "Add", "renamed": "Rename", "dropped": "Remove"}
    return (
        change.is_field
        and operation.model.lower() == change.subject.lower()
        and operation.field.lower() in names
        and not (
            change.kind in of_fields and not operation.operation.startswith(of_fields[change.kind])
        )
    )


def _unchanged(asked: dict[str, Any], steps: list[Step]) -> list[str]:
    changed = {step.subject for step in steps}
    return [entity["name"] for entity in asked.get("entities", []) if entity["name"] not in changed]
