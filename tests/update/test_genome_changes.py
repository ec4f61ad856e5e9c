"""What a plan calls an edit: added, renamed, altered or dropped."""

from __future__ import annotations

import importlib.util
import sys
from typing import Any

import pytest

from tests.builders import REPOSITORY, Answers, entity, field, genome


def _module() -> Any:
    """The module of projects; it needs nothing of a project."""
    path = REPOSITORY / "template" / "tools" / "apply" / "genome_changes.py"
    spec = importlib.util.spec_from_file_location("genome_changes", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


changes = _module().changes


def fields(*items: Answers) -> Answers:
    return genome(entity("Ticket", *items))


def shown(old: Answers, new: Answers) -> list[str]:
    return [f"{change.subject} {change}" for change in changes(old, new)]


A, B = field("a"), field("b")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([A], [A], []),
        ([A], [A, B], ["+ b (string)"]),
        ([A, B], [A], ["- b"]),
        ([A], [field("b", renamed_from="a")], ["~ a -> b"]),
        ([field("b", renamed_from="a")], [field("b", renamed_from="a")], []),
        ([B], [field("b", renamed_from="a")], []),
        (
            [A, B],
            [field("b", renamed_from="a"), field("a", renamed_from="b")],
            ["~ a -> b", "~ b -> a"],
        ),
        (
            [field("b", renamed_from="a"), field("a", renamed_from="b")],
            [field("b", renamed_from="a"), field("a", renamed_from="b")],
            [],
        ),
        (
            [A, B],
            [field("b", renamed_from="a"), field("c", renamed_from="b")],
            ["~ a -> b", "~ b -> c"],
        ),
        ([A], [field("b", renamed_from="a"), A], ["~ a -> b", "+ a (string)"]),
        ([A, B], [field("b", renamed_from="a")], ["- a"]),
        (
            [A],
            [field("a", "text", required=False, max_length=9)],
            ["~ a (type string -> text, optional, max_length unset -> 9)"],
        ),
        ([field("a", required=False)], [field("a", backfill="x")], ["~ a (required, backfill x)"]),
        (
            [field("a", "enum", choices=["X", {"value": "Y", "label": "Why"}])],
            [field("a", "enum", choices=[{"value": "Y", "label": "Why"}, "Z"])],
            ["~ a (choices +Z -X)"],
        ),
        (
            [A],
            [A, field("to", "reference", to="Order", default=None, required=False)],
            ["+ to (reference to Order, optional, default unset)"],
        ),
    ],
)
def test_fields(old: list[Answers], new: list[Answers], expected: list[str]) -> None:
    assert shown(fields(*old), fields(*new)) == [f"Ticket {text}" for text in expected]


def test_entities() -> None:
    old = genome(entity("Bug", A), entity("Label", A, B))
    new = genome(entity("Ticket", A, B, renamed_from="Bug", ordering=["a"]), entity("Note", A))
    assert shown(old, new) == [
        "Ticket ~ Bug -> Ticket",
        "Ticket + b (string)",
        "Ticket ~ ordering (+a)",
        "Note + the entity (1 field)",
        "Label - the entity (2 fields)",
    ]


def test_what_stands_at_the_top() -> None:
    role = {"name": "editor", "description": "Writes"}
    story = {"id": "US-1", "as": "member"}
    old = genome(celery=True, compliance=["gdpr"], roles=[role], dropped=["Old"])
    new = genome(
        compliance=["soc2"],
        roles=[{**role, "description": "Reads"}],
        user_stories=[story],
        description="A text that is too long to be shown in one line of a plan",
    )
    assert shown(old, new) == [
        "celery ~ true -> unset",
        "compliance + soc2",
        "compliance - gdpr",
        "roles ~ editor",
        "user_stories + US-1",
        "description ~ unset -> A text that is too long to ...",
    ]
