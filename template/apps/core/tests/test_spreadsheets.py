"""What spreadsheets are told: labels for people, and nothing that they would run."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import TextIOWrapper
from types import SimpleNamespace

import pytest
from rest_framework import serializers

from apps.core import spreadsheets
from apps.core.spreadsheets import written

HARMLESS = ["", "plain", "a=b", "1-2", "#", "'=", "é 你"]
FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("x")']


class Everything(serializers.Serializer):
    """One field of each kind that is written differently."""

    text = serializers.CharField()
    number = serializers.IntegerField()
    price = serializers.DecimalField(max_digits=6, decimal_places=2)
    flag = serializers.BooleanField()
    kind = serializers.ChoiceField(choices=[("A", "First kind"), ("F", "=kind")])
    day = serializers.DateField()
    moment = serializers.DateTimeField()
    tags = serializers.ListField(child=serializers.CharField())
    more = serializers.JSONField()
    secret = serializers.CharField(write_only=True)


def record(**values):
    return SimpleNamespace(
        **{
            "text": "x",
            "number": -1,
            "price": Decimal("-5.50"),
            "flag": True,
            "kind": "A",
            "day": date(2026, 1, 31),
            "moment": datetime(2026, 1, 31, 12, 30, 5, 99, UTC),
            "tags": ["a", "b"],
            "more": {"é": 1},
            **values,
        }
    )


def rows(*records):
    with TextIOWrapper(written(Everything(), records), encoding="utf-8-sig", newline="") as text:
        return list(csv.reader(text))


def test_values_are_for_people():
    head, row = rows(record())
    assert head[:2] == ["Text", "Number"]
    assert head[6] == "Moment (UTC)"
    assert len(head) == len(row) == 9
    assert row == [
        "x",
        "-1",
        "-5.50",
        "yes",
        "First kind",
        "2026-01-31",
        "2026-01-31 12:30:05",
        "a, b",
        '{"é": 1}',
    ]


def test_what_has_no_value_is_empty():
    names = ("text", "number", "price", "flag", "kind", "day", "moment", "tags", "more")
    _, row = rows(record(**dict.fromkeys(names)))
    assert row == [""] * 9


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(text):
    _, row = rows(record(text=text, tags=[text, "b"], kind="F"))
    assert row[0] == f"'{text}"
    assert row[4] == "'=kind"
    assert row[7].startswith("'")


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_stay_as_they_are(text):
    _, row = rows(record(text=text))
    assert row[0] == text


def test_a_title_is_no_formula():
    class Hostile(serializers.Serializer):
        text = serializers.CharField(label='=cmd|"/C calc"!A0')

    with written(Hostile(), []) as file:
        assert b"'=cmd" in file.read()


def test_what_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_BYTES", 100_000)
    read = []

    def records():
        for number in range(1_000):
            read.append(number)
            yield record(text="x" * 10_000)

    with pytest.raises(serializers.ValidationError):
        written(Everything(), records())
    assert len(read) < 20
