"""Values that a genome gives for fields."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

import pytest

from extensions.genome.fields import Field
from extensions.genome.values import WrongValue, typed_value

UTC = datetime.UTC
UUID = "0e4ae1a0-5a4b-4c0c-9b6e-2f0d1a8a4c11"
RIGHT: list[tuple[dict[str, Any], Any, Any]] = [
    ({"type": "string"}, "", ""),
    ({"type": "slug"}, "a-b_1", "a-b_1"),
    ({"type": "email"}, "a@example.com", "a@example.com"),
    ({"type": "integer"}, -5, -5),
    ({"type": "big_integer"}, 2**62, 2**62),
    ({"type": "decimal"}, 0, 0),
    ({"type": "decimal", "digits": 4, "places": 2}, 99.99, Decimal("99.99")),
    ({"type": "float"}, 1, 1.0),
    ({"type": "boolean"}, False, False),
    ({"type": "date"}, "2024-02-29", datetime.date(2024, 2, 29)),
    ({"type": "date"}, datetime.date(2024, 2, 29), datetime.date(2024, 2, 29)),
    (
        {"type": "datetime"},
        "2024-02-29T12:00:00+02:00",
        datetime.datetime(2024, 2, 29, 10, tzinfo=UTC),
    ),
    (
        {"type": "datetime"},
        datetime.datetime(2024, 2, 29, 12),
        datetime.datetime(2024, 2, 29, 12, tzinfo=UTC),
    ),
    ({"type": "time"}, "17:30", datetime.time(17, 30)),
    ({"type": "duration"}, "P3D", datetime.timedelta(days=3)),
    ({"type": "duration"}, "-PT1H30M", -datetime.timedelta(hours=1, minutes=30)),
    ({"type": "duration"}, "2 01:30:00", datetime.timedelta(days=2, hours=1, minutes=30)),
    ({"type": "uuid"}, UUID, uuid.UUID(UUID)),
    ({"type": "json"}, {"a": [1, None]}, {"a": [1, None]}),
    ({"type": "enum", "choices": ["A", "B"]}, "A", "A"),
    ({"type": "array", "of": "integer"}, [1, 2], [1, 2]),
    ({"type": "array", "of": "date"}, ["2024-01-01"], [datetime.date(2024, 1, 1)]),
]
WRONG: list[tuple[dict[str, Any], Any, str]] = [
    ({"type": "string"}, 5, "must be text; put it in quotes"),
    ({"type": "string"}, True, "put it in quotes"),
    ({"type": "slug"}, "a b", "is not a slug"),
    ({"type": "email"}, "nobody", "is not an e-mail address"),
    ({"type": "url"}, "example.com", "http://"),
    ({"type": "phone"}, "call me", "phone number"),
    ({"type": "integer"}, "5", "must be a whole number"),
    ({"type": "integer"}, True, "must be a whole number"),
    ({"type": "integer"}, 1.0, "must be a whole number"),
    ({"type": "integer"}, 2**31, "use big_integer"),
    ({"type": "big_integer"}, 2**63, "outside"),
    ({"type": "decimal"}, "9.50", "must be a number"),
    ({"type": "decimal"}, 9.999, "digits after the point"),
    ({"type": "decimal", "digits": 4, "places": 2}, 100, "digits before the point"),
    ({"type": "decimal"}, float("nan"), "finite"),
    ({"type": "float"}, float("inf"), "finite"),
    ({"type": "float"}, 10**400, "larger than"),
    ({"type": "integer"}, 2**2000, "outside"),
    ({"type": "json"}, {"a": datetime.date(2024, 1, 1)}, "put it in quotes"),
    ({"type": "json"}, {1: 2}, "no text"),
    ({"type": "json"}, "text", "mapping or a list"),
    ({"type": "boolean"}, "true", "true or false"),
    ({"type": "date"}, datetime.datetime(2024, 1, 1), "must be a date"),
    ({"type": "date"}, "29.02.2024", "not '29.02.2024'"),
    ({"type": "datetime"}, datetime.date(2024, 1, 1), "must be a moment"),
    ({"type": "datetime"}, "0001-01-01T00:00:00+14:00", "must be a moment"),
    ({"type": "time"}, 1050, "in quotes"),
    ({"type": "time"}, "10:00+02:00", "without a time zone"),
    ({"type": "duration"}, "P", "must be a duration"),
    ({"type": "duration"}, "P9999999999D", "must be a duration"),
    ({"type": "duration"}, 60, "must be a duration"),
    ({"type": "uuid"}, "1234", "must be a UUID"),
    ({"type": "enum", "choices": ["OPEN"]}, "OPN", "did you mean 'OPEN'?"),
    ({"type": "enum", "choices": ["1"]}, 1, "put it in quotes"),
    ({"type": "array", "of": "integer"}, "1", "must be a list"),
    ({"type": "array", "of": "integer"}, ["1"], "must be a whole number"),
    ({"type": "reference", "to": "User"}, "1", "cannot have a value"),
    ({"type": "file"}, "a.txt", "cannot have a value"),
]


def field(keys: dict[str, Any]) -> Field:
    return Field.model_validate({"name": "x", **keys})


@pytest.mark.parametrize(("keys", "value", "wanted"), RIGHT)
def test_right_values_get_the_type_of_the_field(
    keys: dict[str, Any], value: Any, wanted: Any
) -> None:
    found = typed_value(field(keys), value)
    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize(("keys", "value", "reason"), WRONG)
def test_wrong_values_are_refused_with_a_reason(
    keys: dict[str, Any], value: Any, reason: str
) -> None:
    with pytest.raises(WrongValue) as caught:
        typed_value(field(keys), value)
    assert reason in str(caught.value)
