"""The classes of choices in a model: one for each field, called as nothing else there is."""

from __future__ import annotations

import pytest

from extensions.genome.context import render_context
from extensions.genome.django.fields import CHOICES_TAKEN
from extensions.genome.names import snake_case
from tests.builders import entity, field, loaded, problems


@pytest.mark.parametrize("taken", sorted(CHOICES_TAKEN))
def test_a_class_of_choices_takes_no_name_that_the_model_uses(taken: str) -> None:
    status = field(snake_case(taken), "enum", choices=["A"])
    model = render_context(loaded(entity("Thing", status)))["apps"][0].models.classes[0]

    assert model.choices[0].name != taken


def test_two_fields_cannot_share_a_class_of_choices() -> None:
    fields = [field(name, "enum", choices=["A"]) for name in ("status_2", "status2")]

    found = problems(entity("Thing", *fields))

    assert list(found) == ["entities[0].fields[1].name"]
    assert "rename one of them" in found["entities[0].fields[1].name"]


def test_fields_without_choices_may_be_as_close() -> None:
    loaded(entity("Thing", field("status_2"), field("status2")))
