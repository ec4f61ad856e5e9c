"""What is made from the model for editors and people is current, and agrees with the model."""

import json
import re
from typing import Any

import jsonschema
import pytest

from extensions.genome import GenomeError, load
from extensions.genome.base import Part
from extensions.genome.fields import FIELD_TYPES
from extensions.genome.jsonschema import json_schema, json_schema_text
from extensions.genome.reference import SECTIONS, TYPES, reference
from extensions.genome.schema import Genome
from tests.builders import EXAMPLES, REPOSITORY, answers_in, entity, field, genome
from tests.mutations import broken

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def parts() -> list[type[Part]]:
    """All kinds of mappings that a genome holds."""
    return [part for _, _, tables in SECTIONS for _, part in tables]


def test_the_schema_for_editors_is_current() -> None:
    path = REPOSITORY / "docs" / "genome.schema.json"
    assert path.read_text(encoding="utf-8") == json_schema_text(), (
        "python -m extensions.genome.jsonschema > docs/genome.schema.json"
    )


def test_the_reference_is_current() -> None:
    path = REPOSITORY / "docs" / "reference" / "genome.md"
    assert path.read_text(encoding="utf-8") == reference(), (
        "python -m extensions.genome.reference > docs/reference/genome.md"
    )


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_editors_find_no_fault_with_the_examples(path: Any) -> None:
    assert not list(VALIDATOR.iter_errors(answers_in(path)))


@pytest.mark.parametrize(
    "answers",
    [
        genome(cache="memcached"),
        genome(complaince=["gdpr"]),
        genome(entity("book")),
        genome(entity("Book", field("Title"))),
        genome(entity("Book", field("title", "strng"))),
        genome(entity("Book", field("title", required="no"))),
        genome(entity("Book", field("kind", "enum", choices=[1]))),
        {"project_name": "x"},
    ],
)
def test_editors_find_what_a_schema_can_find(answers: dict[str, Any]) -> None:
    assert list(VALIDATOR.iter_errors(answers))


@pytest.mark.parametrize("seed", range(40))
def test_what_the_model_accepts_an_editor_accepts(seed: int) -> None:
    """The schema may know less than the model, but must never forbid what the model allows."""
    _, answers = broken("misspelt_role", seed)
    answers["entities"] = json.loads(json.dumps(answers["entities"]).replace("ownr", "viewer"))
    try:
        load(answers)
    except GenomeError:
        return
    assert not list(VALIDATOR.iter_errors(answers))


def test_every_key_is_explained() -> None:
    for part in [*parts()]:
        for name, key in part.model_fields.items():
            assert key.description, f"{part.__name__}.{name}"
            assert key.description.endswith((".", "?")), f"{part.__name__}.{name}"


def test_the_reference_names_every_part_and_type() -> None:
    found = {Genome.__name__} | set(json_schema()["$defs"])
    assert {part.__name__ for part in parts()} == found
    assert tuple(TYPES) == FIELD_TYPES


def test_the_first_genome_of_the_reference_works() -> None:
    import yaml

    blocks = re.findall(r"```yaml\n(.*?)```", reference(), re.DOTALL)
    assert load(yaml.safe_load(blocks[1])).entities[0].name == "Book"
