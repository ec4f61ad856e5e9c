"""What a genome leaves unsaid, worked out."""

import datetime
from decimal import Decimal

import pytest

from extensions.genome import load
from extensions.genome.entities import OPERATIONS
from tests.builders import EXAMPLES, answers_in, calls_in, entity, example, field, loaded


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_genomes_without_warnings(path: object) -> None:
    genome = load(answers_in(path))  # type: ignore[arg-type]  # pytest knows no generic parameters
    assert genome.entities
    assert not genome.warnings


def test_flat_defaults() -> None:
    genome = load({"project_name": "bright_clinic", "entities": [entity()]})
    assert genome.project_title == "Bright Clinic"
    assert (genome.python_version, genome.django_version) == ("3.12", "5.2")
    assert (genome.cache, genome.search, genome.api_versioning) == ("redis", "postgresql", "url")
    assert (genome.frontend, genome.docker, genome.mobile) == (True, True, False)


def test_versions_may_stand_as_numbers() -> None:
    genome = loaded(python_version=3.13, django_version=6.1)
    assert (genome.python_version, genome.django_version) == ("3.13", "6.1")


@pytest.mark.parametrize(("compliance", "wanted"), [(["gdpr"], False), (["gdpr", "sox"], True)])
def test_second_factor_follows_compliance(compliance: list[str], wanted: bool) -> None:
    assert loaded(compliance=compliance).two_factor is wanted
    assert loaded(compliance=compliance, two_factor=not wanted).two_factor is not wanted


def test_built_in_roles_come_before_the_genomes_own() -> None:
    genome = loaded(roles=[{"name": "triager"}])
    assert [role.name for role in genome.all_roles] == [
        "owner",
        "admin",
        "member",
        "viewer",
        "triager",
    ]


def test_entity_defaults() -> None:
    thing = loaded(entity("ProductCategory")).entities[0]
    assert (thing.app, thing.display, thing.ordering) == (
        "product_categories",
        "title",
        ("-created_at",),
    )
    assert thing.operations == OPERATIONS
    assert thing.permissions == {
        "owner": OPERATIONS,
        "admin": OPERATIONS,
        "member": OPERATIONS,
        "viewer": ("list", "retrieve"),
    }


def test_permissions_name_all_roles_that_have_any() -> None:
    thing = loaded(
        entity(permissions={"viewer": [], "triager": ["update", "list"]}),
        roles=[{"name": "triager"}],
    ).entities[0]
    assert thing.permissions == {"triager": ("list", "update")}


def test_permissions_stay_within_the_operations() -> None:
    thing = loaded(entity(operations=["list", "create"])).entities[0]
    assert thing.permissions["owner"] == ("list", "create")
    assert thing.permissions["viewer"] == ("list",)


def test_global_entities_are_read_by_all_and_written_by_none() -> None:
    genome = loaded(entity(scope="global"), roles=[{"name": "triager"}])
    reading = ("list", "retrieve")
    assert genome.entities[0].permissions == {role.name: reading for role in genome.all_roles}


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ([field("size", "integer"), field("name"), field("code")], "name"),
        ([field("name", read=["owner"]), field("code")], "code"),
        ([field("name", encrypted=True), field("mail", "email")], "mail"),
        ([field("size", "integer"), field("notes", "text")], None),
        ([field("owner", "reference", to="User")], None),
    ],
)
def test_display_is_a_text_that_everybody_may_read(
    fields: list[dict[str, object]], wanted: str | None
) -> None:
    assert loaded(entity("Thing", *fields)).entities[0].display == wanted


def test_field_defaults() -> None:
    fields = (
        loaded(
            entity(
                "Thing",
                field("name"),
                field("code", "slug"),
                field("price", "decimal"),
                field("prices", "array", of="decimal"),
                field("active", "boolean"),
                field("owner", "reference", to="User"),
                field("others", "references", to="User", related_name="other_things"),
                field("total", "decimal", computed="price * 2"),
                field("number", "integer", read_only=True),
                field("note", required=False),
                field("agreed", "boolean", required=True),
                field("sum", "decimal", computed="price * 3", required=True),
                field("kind", "enum", choices=["IN_PROGRESS", {"value": "X", "label": "Ex"}]),
            )
        )
        .entities[0]
        .fields_by_name
    )
    assert (fields["name"].max_length, fields["code"].max_length) == (255, 50)
    assert (fields["price"].digits, fields["price"].places) == (12, 2)
    assert (fields["prices"].digits, fields["prices"].places) == (12, 2)
    assert fields["owner"].on_delete == "protect"
    assert [choice.label for choice in fields["kind"].choices] == ["In progress", "Ex"]
    required = {name for name, each in fields.items() if each.required}
    assert required == {"name", "code", "price", "prices", "owner", "kind", "agreed"}


def test_values_have_the_type_of_their_field() -> None:
    fields = (
        loaded(
            entity(
                "Thing",
                field("day", "date", default="2024-02-29", min=datetime.date(2020, 1, 1)),
                field("price", "decimal", default=9.5, min=0),
                field("span", "duration", default="P1D"),
                field("weight", "float", max=5, backfill=1),
                field("moment", "datetime", max="2024-01-01T00:00:00Z"),
            )
        )
        .entities[0]
        .fields_by_name
    )
    assert fields["day"].default == datetime.date(2024, 2, 29)
    assert fields["day"].min == datetime.date(2020, 1, 1)
    assert (fields["price"].default, fields["price"].min) == (Decimal("9.5"), 0)
    assert fields["span"].default == datetime.timedelta(days=1)
    assert repr((fields["weight"].max, fields["weight"].backfill)) == "(5.0, 1.0)"
    assert fields["moment"].max == datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)


def test_a_workflow_begins_with_the_default_or_the_first_choice() -> None:
    workflow = {"field": "state", "transitions": [{"name": "end", "from": ["A"], "to": "B"}]}
    for keys, wanted in (({}, "A"), ({"default": "B"}, "B")):
        state = field("state", "enum", choices=["A", "B"], **keys)
        assert (
            loaded(entity("Thing", state, workflow=workflow)).entities[0].fields[0].default
            == wanted
        )


def test_flags_are_chosen_where_no_field_says_any() -> None:
    kinds = ["string", "text", "json", "boolean", "date", "email", "integer", "float", "slug"]
    fields = (
        loaded(entity("Thing", *(field(f"a_{kind}", kind) for kind in kinds))).entities[0].fields
    )
    assert {each.type for each in fields if each.search} == {"string", "email", "slug"}
    assert {each.type for each in fields if each.filter} == {"boolean"}
    assert {each.type for each in fields if each.sort} >= {"string", "date", "integer"}
    assert sum(each.list for each in fields) == 6
    assert not any(each.list for each in fields if each.type in {"text", "json"})


def test_what_stands_for_a_record_is_a_column() -> None:
    numbers = [field(f"n{number}", "integer") for number in range(8)]
    fields = (
        loaded(entity("Note", *numbers, field("body", "text"), display="body")).entities[0].fields
    )
    assert [each.name for each in fields if each.list] == ["n0", "n1", "n2", "n3", "n4", "body"]


def test_flags_are_left_alone_where_any_field_says_them() -> None:
    fields = (
        loaded(entity("Thing", field("a", search=True), field("b"), field("c", list=False)))
        .entities[0]
        .fields
    )
    assert [each.search for each in fields] == [True, False, False]
    assert [each.list for each in fields] == [False, False, False]
    assert [each.sort for each in fields] == [True, True, True]


def test_hidden_fields_are_not_searched_filtered_or_sorted_by_default() -> None:
    hidden = field("secret", read=["owner"])
    found = loaded(entity("Thing", field("name"), hidden)).entities[0].fields_by_name["secret"]
    assert not (found.search or found.filter or found.sort)


def test_ways_back_differ_on_their_target() -> None:
    genome = loaded(
        entity("Project", field("name"), field("tickets", "integer")),
        entity(
            "Ticket",
            field("project", "reference", to="Project"),
            field("former", "reference", to="Project", related_name="former_tickets"),
            field("author", "reference", to="User"),
            field("twin", "one_to_one", to="Ticket", required=False),
        ),
    )
    names = {each.name: each.reverse_name for each in genome.entities[1].fields}
    assert names == {
        "project": "tickets_as_project",
        "former": "former_tickets",
        "author": "tickets",
        "twin": "ticket",
    }


def test_relations_can_be_followed_both_ways() -> None:
    genome = load(example("clinic"))
    visit = genome.entities_by_name["Visit"]
    patient = genome.target(visit.fields_by_name["patient"])
    assert patient is genome.entities_by_name["Patient"]
    assert genome.target(genome.entities[0].fields_by_name["user"]) is None
    assert [(source.name, each.name) for source, each in genome.incoming["Patient"]] == [
        ("Visit", "patient")
    ]
    assert [source.name for source, _ in genome.incoming["User"]] == ["Practitioner"]


def test_warnings_do_not_keep_a_genome_from_being_used() -> None:
    genome = loaded(entity("Person", field("name", pii="identity")), contact_email="nobody")
    assert [warning.path for warning in genome.warnings] == [
        "entities[0].fields[0].pii",
        "contact_email",
    ]
    assert not loaded(entity("Person", field("name", pii=True)), compliance=["gdpr"]).warnings


def test_warnings_of_permissions_and_relations() -> None:
    genome = loaded(
        entity("Book", operations=["list"], permissions={"owner": ["list", "update"]}),
        entity("Country", scope="global", permissions={"owner": ["list", "create"]}),
        entity("Shelf", field("books", "references", to="Book", on_delete="cascade")),
        entity("Room", field("owner", "reference", to="User", on_delete="cascade")),
        domain="not a domain",
    )
    assert {warning.path: warning.message for warning in genome.warnings} == {
        "entities[0].permissions.owner": "the entity has no operation update",
        "entities[1].permissions.owner": "global records are written by platform staff only",
        "entities[2].fields[0].on_delete": "says nothing for references: only the link is deleted",
        "domain": "does not look like a domain, such as app.example.com",
    }
    assert genome.entities[0].permissions == {"owner": ("list",)}
    assert genome.entities[1].permissions == {"owner": ("list",)}


def test_a_list_may_be_ordered_by_a_relation_that_has_an_order_of_its_own() -> None:
    genome = loaded(
        entity("Author", ordering=["title"]),
        entity("Book", field("author", "reference", to="Author"), ordering=["author"]),
        entity("Note", field("writer", "reference", to="User"), ordering=["-writer", "id"]),
    )
    assert genome.entities[2].ordering == ("-writer", "id")


def test_loading_is_cheap() -> None:
    answers = example("clinic")
    load(answers)
    assert calls_in(lambda: load(answers)) < 40_000


def test_loading_grows_linearly() -> None:
    def calls(count: int) -> int:
        answers = {
            "project_name": "big",
            "entities": [
                entity(
                    f"Thing{number}x",
                    field("name"),
                    *(
                        field(
                            f"f{each}",
                            "reference",
                            to="Thing0x",
                            required=False,
                            related_name=f"r{number}_{each}",
                        )
                        for each in range(3)
                    ),
                )
                for number in range(count)
            ],
        }
        return calls_in(lambda: load(answers))

    calls(20)
    assert calls(400) < 11 * calls(40)


def test_what_is_dropped_and_there_again_is_warned_about() -> None:
    found = loaded(entity("Book"), dropped=["Book", "Book.title", "Book.gone", "Book.title:type"])
    assert [warning.path for warning in found.warnings] == ["dropped[0]", "dropped[1]"]
