"""Problems of all kinds come in one report, and nothing is concluded from what is wrong itself."""

from typing import Any

import pytest

from tests.builders import Answers, entity, field, genome, problems, problems_of

STATE = field("state", "enum", choices=["A", "B"])
WORKFLOW = {"field": "state", "transitions": [{"name": "go", "from": ["A"], "to": "B"}]}


def test_problems_of_the_schema_and_of_rules_come_together() -> None:
    found = problems(
        entity("Book", field("title", "strng"), field("class")),
        entity("Loan", field("book", "reference", to="Bok"), display="titel"),
        frontnd=True,
    )
    assert list(found) == [
        "entities[0].fields[0].type",
        "entities[0].fields[1].name",
        "entities[1].fields[0].to",
        "entities[1].display",
        "frontnd",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "state", "type": "enm"},
        {"name": "state", "type": "enum", "chioces": ["A"]},
        {"name": "state", "type": 5},
        {"name": "state"},
    ],
)
def test_nothing_is_concluded_about_a_field_that_is_wrong(wrong: Answers) -> None:
    thing = entity(
        "Thing",
        wrong,
        field("size", "integer"),
        field("double", "integer", computed="state * 2"),
        display="state",
        ordering=["state"],
        unique=[["state", "size"]],
        workflow=WORKFLOW,
        retention={"days": 5, "from": "state", "action": "erase"},
        checks=[{"name": "a", "check": "state > size"}],
    )
    assert all(path.startswith("entities[0].fields[0]") for path in problems(thing))


def test_a_field_without_a_usable_name_may_be_any_field() -> None:
    thing = entity(
        "Thing",
        field("Size", "integer"),
        display="size",
        checks=[{"name": "a", "check": "size > 1"}],
        workflow=WORKFLOW,
    )
    assert list(problems(thing)) == ["entities[0].fields[0].name"]


@pytest.mark.parametrize("wrong", [entity("book"), "Book", None, {"fields": []}, {"name": "Book"}])
def test_an_entity_that_is_wrong_may_be_any_entity(wrong: Any) -> None:
    other = entity(
        "Loan", field("book", "reference", to="Book"), field("x", "reference", to="User")
    )
    stories = [{"id": "US-1", "as": "owner", "want": "it", "entity": "Book"}]
    found = problems_of(genome(wrong, other, user_stories=stories))
    assert all(path.startswith("entities[0]") for path in found)


def test_the_rest_of_an_entity_with_a_wrong_name_is_judged() -> None:
    found = problems(entity("book", field("class"), STATE, display="stat"))
    assert list(found) == [
        "entities[0].name",
        "entities[0].fields[0].name",
        "entities[0].display",
    ]


def test_fields_that_are_no_list_do_not_hide_other_problems() -> None:
    broken = {"name": "Book", "fields": 5, "display": "title"}
    found = problems_of(genome(broken, entity("Loan", field("class"))))
    assert list(found) == ["entities[0].fields", "entities[1].fields[0].name"]


def test_roles_that_are_wrong_may_be_any_roles() -> None:
    thing = entity("Thing", field("a", read=["clerk"]), permissions={"clerk": ["list"]})
    assert list(problems(thing, roles=[{"name": "Clerk"}])) == ["roles[0].name"]


def test_regulations_that_are_wrong_may_be_any_regulations() -> None:
    thing = entity("Thing", field("a", phi=True, pii=True), field("b", financial=True))
    assert list(problems(thing, compliance=["hippa"])) == ["compliance[0]"]


def test_a_key_that_is_wrong_is_not_judged_a_second_time() -> None:
    thing = entity("Thing", STATE, workflow={"field": "stat", "transitions": 5}, ordering=5)
    assert list(problems(thing)) == ["entities[0].workflow.transitions", "entities[0].ordering"]


def test_stories_and_screens_that_are_wrong_do_not_hide_the_entities_problems() -> None:
    found = problems(
        entity("Thing", field("class")),
        user_stories=[{"id": 5}],
        screens="none",
        project_name=5,
    )
    assert list(found) == [
        "project_name",
        "entities[0].fields[0].name",
        "user_stories[0].id",
        "user_stories[0].as",
        "user_stories[0].want",
        "screens",
    ]


def test_a_problem_is_said_once() -> None:
    from extensions.genome import GenomeError, load

    with pytest.raises(GenomeError) as caught:
        load(genome(entity("Thing", field("a", help="\0"))))
    assert len(caught.value.problems) == 1
