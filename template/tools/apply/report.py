"""A plan as people read it, and as programs do."""

from __future__ import annotations

import json
import os
import sys
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from .operations import DESTRUCTIVE, SAFE, Operation
from .plan import KEPT, Plan, Step
from .refusals import holding

COLOURS = {"+": "\033[32m", "-": "\033[31m", "~": "\033[33m"}
PLAIN = "\033[0m"
WIDTH = 100
MOST_NAMED = 4
WIDEST = {"subject": 20, "change": 46}


def as_text(plan: Plan, rows: Mapping[str, int]) -> str:
    """The plan for people; `rows` says how many hold a value of what will be gone."""
    if plan.is_empty:
        return " Nothing to do: the project is as genome.yml asks for.\n"
    return "\n".join([*_table(plan, rows), "", *_summary(plan)]) + "\n"


def as_json(plan: Plan, rows: Mapping[str, int]) -> str:
    """The plan as one object."""
    steps = []
    for step in plan.steps:
        change = step.change
        said = {
            "subject": step.subject,
            "change": change and {key: getattr(change, key) for key in ("kind", "name", "former")},
            "text": str(change) if change else None,
            "operation": step.operation and asdict(step.operation),
        }
        counted = rows.get(lost_by(step) or "")
        steps.append({**said, **({} if counted is None else {"rows": counted})})
    said = asdict(plan) | {"nothing_to_do": plan.is_empty, "steps": steps}
    version = {"from": plan.version[0], "to": plan.version[1]}
    return json.dumps(said | {"version": version}, indent=2)


def lost_by(step: Step) -> str | None:
    """The field or entity, as the genome calls it, whose values a step destroys."""
    change = step.change
    if change is None or change.kind != "dropped" or not (change.is_entity or change.is_field):
        return None
    return change.name if change.is_entity else f"{change.subject}.{change.name}"


def _table(plan: Plan, rows: Mapping[str, int]) -> Iterator[str]:
    if plan.version[0] != plan.version[1]:
        yield f" template  {plan.version[0]} -> {plan.version[1]}"
    unchanged = _named(plan.unchanged, "entities")
    subjects = _width("subject", [*(step.subject for step in plan.steps), unchanged])
    texts = _width("change", [str(step.change) for step in plan.steps if step.change])
    kinds = [step.operation.operation for step in plan.steps if step.operation]
    before = None
    said: set[str] = set()
    for step in plan.steps:
        subject = step.subject if step.subject != before else ""
        before = step.subject
        change = str(step.change) if step.change else ""
        line = f" {subject:<{subjects}}  {_painted(f'{change:<{texts}}', change)}"
        if step.operation is None:
            yield line.rstrip()
            continue
        effect = _effect(step.operation, rows.get(lost_by(step) or ""))
        yield f"{line}  {step.operation.operation:<{max(map(len, kinds))}}  {effect}"
        for remark in _remarks(step.operation):
            if remark not in said:
                margin = " " * (subjects + 5)
                yield from textwrap.wrap(
                    remark, WIDTH, initial_indent=margin, subsequent_indent=margin
                )
            said.add(remark)
    if unchanged:
        yield f" {unchanged:<{subjects}}  unchanged"


def _effect(operation: Operation, rows: int | None) -> str:
    known = operation.level == DESTRUCTIVE and rows is not None
    return f"{operation.effect}; {holding(rows or 0)}" if known else operation.effect


def _remarks(operation: Operation) -> Iterator[str]:
    """What has to be known of an operation on a product in use, and how to go about it."""
    if operation.breaks:
        yield f"while both versions run: {operation.breaks}"
    if operation.advice and (operation.breaks or operation.level != SAFE):
        yield operation.advice


def _summary(plan: Plan) -> Iterator[str]:
    counts = f"{_count(len(plan.migrations), 'migration')}, {_count(len(plan.files), 'file')}"
    kept = f"; your edits in {_count(len(plan.edited), 'file')} are kept" if plan.edited else ""
    merging = f" ({_named(plan.merged, 'files')} {_verb(plan.merged, 'merge')} cleanly)"
    yield f" {counts}{kept}{merging if plan.merged else ''}"
    if plan.remarks:
        yield textwrap.indent(plan.remarks, " ")
    if not plan.explained:
        yield " What the migrations do is not explained: this project has no explainmigrations."
    if plan.conflicts:
        yield " In these files your edits and the update meet in the same lines; you decide there,"
        yield " then `make apply` writes the migrations and finishes:"
        yield from (f"   {path}" for path in plan.conflicts)
    if plan.displaced:
        yield " Git has merged these into another class, it seems; put them back after applying:"
        yield from (f"   {what}" for what in plan.displaced)
    if plan.broken:
        yield " With the update, Django cannot load your code as it is; you mend that afterwards,"
        yield " then `make apply` writes the migrations and finishes:"
        yield f"   {plan.broken}"
    if plan.kept_beside:
        yield " These files go, though you have edited them; what they held is kept beside:"
        yield from (f"   {path}{KEPT}" for path in plan.kept_beside)


def _named(names: list[str], what: str) -> str:
    return ", ".join(names) if len(names) <= MOST_NAMED else f"{len(names)} {what}"


def _verb(names: list[str], verb: str) -> str:
    return f"{verb}s" if len(names) == 1 else verb


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _width(column: str, texts: list[str]) -> int:
    return max((len(text) for text in texts if len(text) <= WIDEST[column]), default=0)


def _painted(padded: str, change: str) -> str:
    if not change or not sys.stdout.isatty() or "NO_COLOR" in os.environ:
        return padded
    return f"{COLOURS[change[0]]}{padded}{PLAIN}"
