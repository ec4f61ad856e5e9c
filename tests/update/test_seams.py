"""Where the README of a project says that own code goes, it and updates do not meet.

The texts are merged as Copier merges them, by `git merge-file`, but without Copier: quick enough
for many edits. What was written into the old rendering and went through the merge must be just as
if it had been written into the new one.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import copier
import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from extensions.genome import GenomeError
from tests.builders import Answers, entity, field, genome
from tests.printing import printed
from tests.update.own_code import IMPORTS, Files, with_own_code
from tests.workshop import Workshop, commit, render

# An edit changes the entities, by name, in place.
Edit = Callable[[dict[str, Answers]], None]


def product() -> dict[str, Answers]:
    """Two entities that share an app, and one with an app of its own."""
    steps = [
        {"name": "solve", "from": ["OPEN"], "to": "SOLVED"},
        {"name": "close", "from": ["SOLVED"], "to": "CLOSED", "roles": ["triager"]},
    ]
    ticket = entity(
        "Ticket",
        field("title", list=True, search=True),
        field("status", "enum", choices=["OPEN", "SOLVED", "CLOSED"], default="OPEN", filter=True),
        field("due_on", "date", required=False, filter=True, sort=True),
        field("label", "reference", to="Label", filter=True),
        app="desk",
        workflow={"field": "status", "transitions": steps},
    )
    reply = entity("Reply", field("title"), field("ticket", "reference", to="Ticket"), app="desk")
    return {known["name"]: known for known in (ticket, reply, entity("Label"))}


def answers_of(entities: dict[str, Answers]) -> Answers:
    roles = [{"name": "triager", "description": "Sorts what comes in"}]
    return genome(*entities.values(), admin=True, roles=roles)


def files_of(entities: dict[str, Answers]) -> Files:
    return printed(answers_of(entities))


def added(place: int | None, *fields: Answers) -> Edit:
    """Fields are added to every entity: first, second or last."""

    def edit(entities: dict[str, Answers]) -> None:
        for known in entities.values():
            position = len(known["fields"]) if place is None else place
            way_back = {"related_name": f"related_{known['name'].lower()}s"}
            known["fields"][position:position] = [
                {**new, **way_back} if "to" in new else dict(new) for new in fields
            ]

    return edit


def replaced(entity_name: str, entity_field: str, **keys: object) -> Edit:
    """A field changes, and with it whatever the entity says of it."""

    def edit(entities: dict[str, Answers]) -> None:
        found = [f for f in entities[entity_name]["fields"] if f["name"] == entity_field]
        for known in found:
            known.update(keys)

    return edit


def said(entity_name: str, **keys: object) -> Edit:
    """An entity says something else."""
    return lambda entities: entities[entity_name].update(keys)


def dropped(entities: dict[str, Answers]) -> None:
    del entities["Ticket"]["fields"][2]


def renamed(entities: dict[str, Answers]) -> None:
    entities["Ticket"] |= {"name": "Request", "renamed_from": "Ticket"}
    entities["Reply"]["fields"][1]["to"] = "Request"
    entities["Label"] |= {"name": "Topic", "renamed_from": "Label", "app": "labels"}
    entities["Ticket"]["fields"][-1]["to"] = "Topic"


def joined(name: str, *, first: bool = False) -> Edit:
    """An entity comes into the shared app, before or after those that are there."""

    def edit(entities: dict[str, Answers]) -> None:
        others = dict(entities)
        entities.clear()
        new = {name: entity(name, field("title"), field("size", "integer"), app="desk")}
        entities.update({**new, **others} if first else {**others, **new})

    return edit


def stepped(entities: dict[str, Answers]) -> None:
    transitions = entities["Ticket"]["workflow"]["transitions"]
    transitions.append({"name": "reopen", "from": ["CLOSED", "SOLVED"], "to": "OPEN"})
    transitions[0]["from"] = ["OPEN", "CLOSED"]


PERMISSIONS = {"owner": ["list", "retrieve", "create", "update"], "triager": ["list"]}
EDITS: dict[str, Edit] = {
    "a field first": added(0, field("code", unique=True, list=True, search=True)),
    "a field second": added(1, field("amount", "decimal", min=0, filter=True, list=True)),
    "a field last": added(None, field("seen_at", "datetime", filter=True, list=True)),
    "many fields": added(1, *(field(f"f{n}", "integer", list=True, filter=True) for n in range(9))),
    "a choice, first": added(0, field("kind", "enum", choices=["A", "B"], default="A")),
    "a relation": added(None, field("next", "reference", to="Label", required=False)),
    "a field renamed": replaced("Ticket", "due_on", name="due_date", renamed_from="due_on"),
    "the last field renamed": replaced("Reply", "ticket", name="about", renamed_from="ticket"),
    "the only field renamed": replaced("Label", "title", name="name", renamed_from="title"),
    "a field retyped": replaced("Ticket", "due_on", type="datetime"),
    "choices changed": replaced("Ticket", "status", choices=["OPEN", "SOLVED", "CLOSED", "VOID"]),
    "a field dropped": dropped,
    "an entity renamed": renamed,
    "an entity before": joined("Board", first=True),
    "an entity after": joined("Board"),
    "another display": said("Ticket", display="due_on"),
    "another order": said("Reply", ordering=["title"]),
    "other rights": said("Ticket", permissions=PERMISSIONS),
    "fewer operations": said("Reply", operations=["list", "retrieve", "create"]),
    "a check": said("Ticket", checks=[{"name": "late", "check": 'due_on != "2020-01-01"'}]),
    "another label": said("Label", label="Tag", description="What a ticket is about"),
    "steps": stepped,
    "a bin": said("Ticket", soft_delete=True),
    "a trail and versions": said("Ticket", audit=True, versioned=True),
}
# Copier first tries the team's edits as a patch, which fits wherever its context does: the context
# of three lines that it takes by default is not enough to tell one class from the next.
WHOLE_FILES = 1_000_000
# Where there is own code: in the first and the last class of a module, and in one that is alone.
PLACES = {"Ticket": "desk", "Reply": "desk", "Label": "labels"}


def merged(old: Files, mine: Files, new: Files, folder: Path) -> tuple[Files, list[str]]:
    """The files after an update, and the paths of those with conflicts."""
    result, conflicts = {}, []
    for path, text in new.items():
        if path not in mine or mine[path] == old.get(path):
            result[path] = text
            continue
        names = [folder / "mine", folder / "old", folder / "new"]
        for name, version in zip(names, (mine[path], old.get(path, ""), text), strict=True):
            name.write_text(version, encoding="utf-8")
        done = subprocess.run(
            ["git", "merge-file", "-p", *names], capture_output=True, encoding="utf-8", check=False
        )
        result[path] = done.stdout
        conflicts += [path] if done.returncode else []
    return result, conflicts


def lost(place: str, edits: list[Edit], folder: Path) -> dict[str, str]:
    """What becomes of own code in an update, by path, where it is not as it should be."""
    before, after = product(), product()
    for edit in edits:
        edit(after)
    old, new = files_of(before), files_of(after)
    mine = with_own_code(old, PLACES[place], place)
    wanted = with_own_code(new, PLACES[place], after[place]["name"])
    found, conflicts = merged(old, mine, new, folder)
    return {
        path: found[path]
        for path in new
        if path in conflicts or _but_for_imports(found[path]) != _but_for_imports(wanted[path])
    }


def _but_for_imports(text: str) -> tuple[int, str]:
    """A module without its own imports, and how often they are there.

    When a class comes before the first of a module, they stay with the class that they stood
    above: that works, and ruff says where they belong.
    """
    return text.count(IMPORTS), text.replace(IMPORTS, "")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_own_code_at_the_seams_goes_through_an_edit(edit: Edit, place: str, tmp_path: Path) -> None:
    assert lost(place, [edit], tmp_path) == {}


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    place=st.sampled_from(sorted(PLACES)),
    names=st.lists(st.sampled_from(sorted(EDITS)), max_size=5),
)
def test_own_code_at_the_seams_goes_through_many_edits_at_once(
    place: str, names: list[str], tmp_path: Path
) -> None:
    # What no merge can know: whether a class that comes below the last one, while that one changes,
    # is its new end; and which of two new names is the one of a class that was there.
    assume(place != "Reply" or "an entity after" not in names)
    assume(not {"an entity renamed", "an entity before"} <= set(names))
    edits = [EDITS[name] for name in EDITS if name in names]
    try:
        found = lost(place, edits, tmp_path)
    except GenomeError:  # one edit drops what another speaks of
        reject()
    assert found == {}


def test_copier_merges_as_these_tests_do(workshop: Workshop, tmp_path: Path) -> None:
    folder, entities = tmp_path / "project", product()
    render(workshop.files_only, answers_of(entities), folder)
    paths = [path for path in files_of(entities) if path.startswith(("apps/", "config/", "req"))]
    old = {path: (folder / path).read_text(encoding="utf-8") for path in paths}
    for path, text in with_own_code(old, "desk", "Ticket").items():
        (folder / path).write_text(text, encoding="utf-8")
    commit(folder)

    for name in ("an entity before", "a choice, first", "steps", "another display", "other rights"):
        EDITS[name](entities)
    copier.run_update(
        folder,
        data=answers_of(entities),
        defaults=True,
        overwrite=True,
        unsafe=True,
        quiet=True,
        context_lines=WHOLE_FILES,
    )

    wanted = with_own_code(files_of(entities), "desk", "Ticket")
    found = {path: (folder / path).read_text(encoding="utf-8") for path in paths}
    for path in paths:
        assert _but_for_imports(found[path]) == _but_for_imports(wanted[path]), path
