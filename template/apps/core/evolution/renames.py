"""Declared renames that are still to be made, in an order in which they can be made."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from apps.core.evolution.declared import Declared
from apps.core.evolution.history import History
from apps.core.operations import RecordRenames, RenameField, RenameModel

SWAPPED_FIELD, SWAPPED_MODEL = "swapped_", "Swapped"


@dataclass
class Renames:
    """What is to be renamed now.

    operations: of each app, in order
    models:     app label, name in lower case -> former name
    fields:     app label, model in lower case, name -> former name
    records:    of each app, what is declared but was never to be done, and must not be done later
    clashes:    what is declared twice: app label, name, and what it would become
    """

    operations: dict[str, list[Operation]] = field(default_factory=dict)
    models: dict[tuple[str, str], str] = field(default_factory=dict)
    fields: dict[tuple[str, str, str], str] = field(default_factory=dict)
    records: dict[str, RecordRenames] = field(default_factory=dict)
    clashes: list[tuple[str, str, list[str]]] = field(default_factory=list)


def apply(declared: Declared, before: ProjectState, after: ProjectState, past: History) -> Renames:
    """Make all renames in the state `before`, and return them."""
    renames = Renames()
    for label in sorted({label for label, _ in declared.models}):
        names = {
            name: former.lower() for (app, name), former in declared.models.items() if app == label
        }
        _rename_models(label, names, before, after, past, renames)
    for label, model in sorted({key[:2] for key in declared.fields}):
        names = {
            key[2]: former for key, former in declared.fields.items() if key[:2] == (label, model)
        }
        _rename_fields(label, model, names, before, after, past, renames)
    return renames


def pending(
    declared: Mapping[str, str],
    before: Set[str],
    after: Set[str],
    is_done: Callable[[str, str], bool],
) -> dict[str, str]:
    """Return which of the declared renames, name to former name, are still to be made.

    A name that is there already can only be taken over from something that goes elsewhere: so
    chains and swaps are made, and an entry that has had its day is left alone.
    """
    found = {
        name: former
        for name, former in declared.items()
        if name != former and former in before and name in after and not is_done(name, former)
    }
    while taken := {name for name in found if name in before and name not in found.values()}:
        found = {name: former for name, former in found.items() if name not in taken}
    return found


def steps(renames: Mapping[str, str], temporary: str) -> Iterator[tuple[str, str]]:
    """Yield former and new names so that no name is taken when it is given.

    temporary: what a name begins with that one in a ring has in the meantime
    """
    waiting = {former: name for name, former in sorted(renames.items())}
    while waiting:
        free = [former for former, name in waiting.items() if name not in waiting]
        if free:
            for former in free:
                yield former, waiting.pop(former)
        else:
            former = next(iter(waiting))
            yield former, temporary + former
            waiting[temporary + former] = waiting.pop(former)


def _rename_models(
    label: str,
    declared: dict[str, str],
    before: ProjectState,
    after: ProjectState,
    past: History,
    renames: Renames,
) -> None:
    then = {name for app, name in before.models if app == label}
    now = {name for app, name in after.models if app == label}

    def is_done(name: str, former: str) -> bool:
        return past.model_was(label, name, former)

    found = _unambiguous(label, pending(declared, then, now, is_done), renames)
    renames.models |= {
        (label, name): before.models[label, former].name for name, former in found.items()
    }
    for former, name in steps(found, SWAPPED_MODEL.lower()):
        present = before.models[label, former].name
        called = after.models[label, name].name if name in found else f"{SWAPPED_MODEL}{present}"
        _do(label, RenameModel(present, called), before, past, renames)
    if left := _never_again(found) | pending(declared, now, now, is_done):
        renames.records[label] = RecordRenames(
            models=[
                (after.models[label, former].name, after.models[label, name].name)
                for name, former in sorted(left.items())
            ]
        )


def _rename_fields(
    label: str,
    model: str,
    declared: dict[str, str],
    before: ProjectState,
    after: ProjectState,
    past: History,
    renames: Renames,
) -> None:
    new, old = after.models.get((label, model)), before.models.get((label, model))
    if new is None:
        return
    then, now = set(old.fields if old else ()), set(new.fields)

    def is_done(name: str, former: str) -> bool:
        return past.field_was(label, model, name, former)

    found = _unambiguous(label, pending(declared, then, now, is_done), renames, f"{new.name}.")
    renames.fields |= {(label, model, name): former for name, former in found.items()}
    for former, name in steps(found, SWAPPED_FIELD):
        _do(label, RenameField(model, former, name), before, past, renames)
    if left := _never_again(found) | pending(declared, now, now, is_done):
        record = renames.records.setdefault(label, RecordRenames())
        record.fields += [(new.name, former, name) for name, former in sorted(left.items())]


def _never_again(found: Mapping[str, str]) -> dict[str, str]:
    """Return the renames that go in a ring.

    Nothing but the history tells that they are made, and migrations may be squashed.
    """
    left = dict(found)
    while ends := {name for name in left if name not in left.values() or left[name] not in left}:
        left = {name: former for name, former in left.items() if name not in ends}
    return left


def _do(
    label: str,
    operation: migrations.RenameModel | migrations.RenameField,
    before: ProjectState,
    past: History,
    renames: Renames,
) -> None:
    operation.state_forwards(label, before)
    past.follow(label, operation)
    renames.operations.setdefault(label, []).append(operation)


def _unambiguous(
    label: str, found: dict[str, str], renames: Renames, prefix: str = ""
) -> dict[str, str]:
    """Leave out what would become two things at once."""
    twice = _repeated(found.values())
    for former in sorted(twice):
        names = sorted(name for name, source in found.items() if source == former)
        renames.clashes.append((label, prefix + former, names))
    return {name: former for name, former in found.items() if former not in twice}


def _repeated(names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}  # type: ignore[func-returns-value]
