"""Texts find room where they are put: results of expressions, names for people, headers."""

from __future__ import annotations

import pytest

from extensions.genome.context import render_context
from tests.builders import Answers, entity, field, loaded

SHORT = field("first", max_length=10)
NOTES = field("notes", "text")
LIMITED = field("summary", "text", max_length=400)
KIND = field("kind", "enum", choices=["A", "B"])


def column_of(*fields: Answers, computed: str) -> str:
    """The column that a computed string gets."""
    shown = field("shown", computed=computed)
    model = render_context(loaded(entity("Thing", *fields, shown)))["apps"][0].models.classes[0]
    source = "".join(str(model.fields[-1]).split())
    return source.split("output_field=")[1].split(",db_persist")[0]


@pytest.mark.parametrize(
    ("computed", "column"),
    [
        ("upper(first)", "models.CharField(max_length=255)"),
        ("concat(first, ' ', first)", "models.CharField(max_length=255)"),
        ("title + ' of ' + first", "models.CharField(max_length=269)"),
        ("concat(title, title)", "models.CharField(max_length=510)"),
        ("coalesce(title, summary)", "models.CharField(max_length=400)"),
        ("concat(title, lower(notes))", "models.TextField()"),
        ("concat(kind, title)", "models.CharField(max_length=305)"),
    ],
)
def test_a_computed_text_has_room_for_every_result(computed: str, column: str) -> None:
    fields = [field("title"), SHORT, NOTES, LIMITED, KIND]

    assert column_of(*fields, computed=computed) == column


def test_a_long_label_fits_the_permissions_that_django_makes_of_it() -> None:
    long = "Very long " * 100
    meta = render_context(loaded(entity("Thing", label=long)))["apps"][0].models.classes[0].meta

    source = "".join(meta)
    assert "Very long" in source
    assert source.count("Very long") < 60
    assert "…" in source


def test_the_title_of_the_contract_stands_in_one_line() -> None:
    project = render_context(loaded(project_title="One\r\ntwo\x00three".replace("\x00", "\x07")))

    assert '"TITLE": "One two three",' in project["project"].schema_title
