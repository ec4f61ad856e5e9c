"""The genome.yml of a project: says the same as the answers, for people and for editors."""

from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extensions.genome import Genome, load
from extensions.genome.yaml_text import yaml_of
from tests.builders import EXAMPLES, REPOSITORY, answers_in, entity, example, field, genome, loaded

OURS = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80)
PLAIN = st.recursive(
    TEXT | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=15,
)
HOSTILE = (
    "'\"\\ {{ 7*7 }} {% raw %} \n\r\t # - : | > & * ! %@` \u2028 \u202e \x1b[31m 😀 */ "
    "</script> $(id)"
)


def again(first: Genome) -> Genome:
    """Read a genome from the file that another one writes."""
    return load(yaml.safe_load(first.genome_yaml))


@pytest.mark.parametrize("name", ["bug_tracker", "clinic", "shop"])
def test_the_file_says_the_same(name: str) -> None:
    first = load(example(name))
    assert again(first) == first
    assert again(first).genome_yaml == first.genome_yaml


@pytest.mark.parametrize("name", ["bug_tracker", "clinic", "shop"])
def test_nothing_that_was_said_is_lost(name: str) -> None:
    answers = example(name) | {"project_title": "A title of its own"}
    assert load(answers).as_answers() == answers


def test_every_key_of_the_test_genome_survives() -> None:
    answers = answers_in(REPOSITORY / "tests" / "genomes" / "every_type.yml")
    first = load(answers)
    assert again(first) == first
    assert first.as_answers()["entities"] == answers["entities"]


def test_what_goes_without_saying_is_left_out() -> None:
    said = loaded(
        cache="redis",
        frontend=True,
        project_title="Example",
        two_factor=False,
        roles=[],
        admin=True,
    ).as_answers()
    assert list(said) == ["project_name", "admin", "entities"]
    assert loaded(compliance=["hipaa"], two_factor=False).as_answers()["two_factor"] is False
    assert "two_factor" not in loaded(compliance=["hipaa"], two_factor=True).as_answers()


def test_saying_no_is_kept_where_it_means_something() -> None:
    first = loaded(entity("Thing", field("name", list=False)))
    assert first.as_answers()["entities"][0]["fields"][0]["list"] is False
    assert again(first).entities[0].fields[0].list is False


def test_keys_stand_in_the_order_of_the_reference() -> None:
    book = {"fields": [{"type": "string", "name": "title"}], "audit": True, "name": "Book"}
    first = loaded(book, frontend=True)
    assert first.genome_yaml.splitlines()[2:] == [
        "project_name: example",
        "entities:",
        "  - name: Book",
        "    audit: true",
        "    fields:",
        "      - {name: title, type: string}",
    ]


def test_the_file_is_made_for_editors_and_people() -> None:
    lines = load(example("clinic")).genome_yaml.splitlines()
    assert lines[0] == "# yaml-language-server: $schema=docs/genome.schema.json"
    assert "compliance: [gdpr, hipaa, soc2]" in lines
    assert all(len(line) <= 100 for line in lines if line.rstrip().endswith(("}", "]")))


def test_the_answers_cannot_be_changed_from_outside() -> None:
    first = load(example("shop"))
    first.as_answers()["entities"].clear()
    assert first.as_answers()["entities"]


@pytest.mark.parametrize(
    "text", [HOSTILE, HOSTILE * 200, " leading\n\n  and more \n", "\n", "- a", "yes"]
)
def test_any_text_is_accepted_and_kept(text: str) -> None:
    choice = {"value": "A", "label": text}
    thing = field("kind", "enum", choices=[choice], help=text, label=text, placeholder=text)
    said = {"project_title": text, "description": text, "contact_email": text, "domain": text}
    first = loaded(
        entity("Thing", thing, field("note", default=text, max_length=100_000), description=text),
        **said,
    )
    assert again(first) == first
    assert first.project_title == text
    assert first.entities[0].fields[0].choices[0].label == text
    assert first.entities[0].fields[1].default == text


@OURS
@given(st.dictionaries(TEXT, PLAIN, max_size=4))
def test_any_data_survives_being_written(data: dict[str, Any]) -> None:
    assert yaml.safe_load(yaml_of(data)) == data


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_tell_editors_their_schema(path: Any) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../docs/genome.schema.json"


def test_an_empty_title_is_the_default_one() -> None:
    assert load(genome(project_title="")).project_title == "Example"
