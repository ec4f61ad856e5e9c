"""Edits that would lose data are found, and what says so lets them pass."""

from __future__ import annotations

from typing import Any

import pytest

from extensions.genome.evolution import left_behind, losses, refusal
from tests.builders import Answers, entity, field, loaded

CODE = field("code", max_length=20)
KINDS = field("kind", "enum", choices=["A", "B", "C"])


def step(before: list[Answers], after: list[Answers], **keys: Any) -> list[str]:
    """What is refused in the step between two genomes: a subject and what would happen."""
    found = losses(loaded(*before), loaded(*after, **keys))
    return [f"{loss.subject} {loss.what}" for loss in found]


def change(before: Answers, after: Answers, **keys: Any) -> list[str]:
    """What is refused when one field of an entity becomes another."""
    title = field("title")
    return step([entity("Order", title, before)], [entity("Order", title, after)], **keys)


def test_the_same_genome_loses_nothing() -> None:
    order = entity("Order", CODE, KINDS, field("parent", "reference", to="Order", required=False))
    assert step([order], [order]) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CODE, field("code", max_length=21)),
        (CODE, field("code", "text")),
        (CODE, field("code", "email")),
        (CODE, field("code", "text", encrypted=True)),
        (CODE, field("code", max_length=20, required=False)),
        (CODE, field("code", max_length=20, unique=True)),
        (CODE, field("number", max_length=20, renamed_from="code")),
        (KINDS, field("kind", "enum", choices=["C", "B", "A", "D"])),
        (KINDS, field("kind")),
        (field("n", "integer"), field("n", "big_integer")),
        (field("n", "integer"), field("n", "float")),
        (field("n", "integer"), field("n")),
        (field("n", "integer"), field("n", "decimal", digits=12, places=2)),
        (field("n", "decimal", digits=6), field("n", "decimal", digits=8, places=3)),
        (field("n", "decimal"), field("n")),
        (field("n", "uuid"), field("n", max_length=36)),
        (field("n", "date"), field("n", "datetime")),
        (field("n", "json"), field("n", "text")),
        (field("n", "file"), field("n", "image")),
        (field("n", "reference", to="Order", required=False), field("n", "one_to_one", to="Order")),
        (field("n", computed="lower(title)"), field("n", computed="upper(title)")),
        (field("n", "boolean"), field("n", "boolean", required=True)),
    ],
)
def test_what_fits_by_its_type_passes(before: Answers, after: Answers) -> None:
    if after["type"] == "one_to_one":
        after = {**after, "required": False}
    assert change(before, after) == []


MAY_NOT_FIT = [
    (CODE, field("code", max_length=19), "max_length", "would be cut from 20 to 19 letters"),
    (CODE, field("code", "slug", max_length=10), "max_length", "would be cut from 20 to 10"),
    (CODE, field("code", "integer"), "type", "would change from string to integer"),
    (field("n", "text"), field("n"), "type", "would change from text to string"),
    (field("n", "integer"), field("n", max_length=10), "type", "from integer to string"),
    (field("n", "integer"), field("n", "boolean"), "type", "from integer to boolean"),
    (field("n", "integer"), field("n", "decimal", digits=11), "type", "from integer to decimal"),
    (field("n", "decimal"), field("n", "integer"), "type", "from decimal to integer"),
    (field("n", "decimal"), field("n", "float"), "type", "from decimal to float"),
    (
        field("n", "decimal", digits=8, places=2),
        field("n", "decimal", digits=8, places=3),
        "digits",
        "would be cut from 6 to 5 digits before the point",
    ),
    (field("n", "decimal"), field("n", "decimal", places=1), "places", "from 2 to 1 places"),
    (field("n", "datetime"), field("n", "date"), "type", "from datetime to date"),
    (field("n", "text"), field("n", "json"), "type", "from text to json"),
    (KINDS, field("kind", "enum", choices=["A"]), "choices", "would not allow B, C any more"),
    (field("kind"), KINDS, "type", "from string to enum"),
]


@pytest.mark.parametrize(("before", "after", "key", "words"), MAY_NOT_FIT)
def test_what_may_not_fit_is_refused_until_something_says_so(
    before: Answers, after: Answers, key: str, words: str
) -> None:
    (found,) = change(before, after)
    assert found.startswith(f"Order.{after['name']} ")
    assert words in found
    assert change(before, after, dropped=[f"Order.{after['name']}:{key}"]) == []
    assert change(before, after, dropped=[f"Order.{after['name']}:type"]) == []
    assert change(before, after, dropped=[f"Order.{after['name']}"]) == [found]


def test_a_backfill_says_what_becomes_of_values_that_do_not_fit() -> None:
    assert change(KINDS, field("kind", "enum", choices=["A"], backfill="A")) == []
    assert change(CODE, field("code", "integer", backfill=0)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (field("n", encrypted=True), field("n")),
        (field("n", "reference", to="Order", required=False), field("n")),
        (
            field("n", "reference", to="Order", required=False),
            field("n", "reference", to="User", required=False),
        ),
        (
            field("n", "reference", to="User", required=False),
            field("n", "references", to="User"),
        ),
        (field("n", "array", of="integer"), field("n", "array", of="string")),
        (field("n", "array", of="string"), field("n")),
        (field("n", "file"), field("n")),
        (field("n"), field("n", computed="lower(title)")),
        (field("n", computed="lower(title)"), field("n", required=False)),
        (field("n", "integer"), field("n", encrypted=True)),
    ],
)
def test_what_no_value_survives_is_refused_until_the_field_is_dropped(
    before: Answers, after: Answers
) -> None:
    after = {"required": False, **after}
    (found,) = change(before, after)
    assert found.startswith("Order.n ")
    assert change(before, after, dropped=["Order.n:type"]) == [found]
    assert change(before, after, dropped=["Order.n"]) == []


def test_a_field_that_begins_anew_needs_a_value_if_it_is_required() -> None:
    before, after = field("n", "array", of="integer"), field("n", "array", of="string")
    (found,) = change(before, after, dropped=["Order.n"])
    assert "Order.n is new and required" in found
    assert change(before, {**after, "backfill": []}, dropped=["Order.n"]) == []


def test_a_field_that_is_gone_is_named() -> None:
    title = field("title")
    before, after = [entity("Order", title, CODE)], [entity("Order", title)]
    assert step(before, after) == ["Order.code would be dropped and nothing in the genome says so"]
    assert step(before, after, dropped=["Order.code"]) == []
    assert step([entity("Order", title, field("n", computed="lower(title)"))], after) == []


def test_a_required_field_needs_a_value_for_the_rows_that_are_there() -> None:
    title = field("title")
    before = [entity("Order", title)]
    assert "Order.code is new and required" in step(before, [entity("Order", title, CODE)])[0]
    for filled in ({"backfill": "x"}, {"default": "x"}, {"required": False}):
        assert step(before, [entity("Order", title, {**CODE, **filled})]) == []
    owner = field("owner", "reference", to="User")
    (found,) = losses(loaded(*before), loaded(entity("Order", title, owner)))
    assert "required: false" in found.ways[0][1], "a relation cannot be filled with a value"


def test_an_optional_field_that_becomes_required() -> None:
    optional = {**CODE, "required": False}
    assert "would be required" in change(optional, CODE)[0]
    for filled in ({"backfill": "x"}, {"default": "x"}):
        assert change(optional, {**CODE, **filled}) == []
    assert change(optional, CODE, dropped=["Order.code:required"]) == []


def test_names_that_go_round() -> None:
    a, b = field("a", "integer"), field("b", "date")
    swapped = [{**b, "name": "a", "renamed_from": "b"}, {**a, "name": "b", "renamed_from": "a"}]
    assert step([entity("Order", a, b)], [entity("Order", *swapped)]) == []
    assert step([entity("Order", *swapped)], [entity("Order", *swapped)]) == [], "it counts once"
    chain = [{**a, "name": "b", "renamed_from": "a"}, {**b, "name": "c", "renamed_from": "b"}]
    assert step([entity("Order", a, b)], [entity("Order", *chain)]) == []
    assert step([entity("Order", *chain)], [entity("Order", *chain)]) == []


def test_a_new_field_may_take_the_former_name() -> None:
    a = field("a", "integer")
    renamed = {**a, "name": "b", "renamed_from": "a"}
    again = field("a", "date", required=False)
    assert step([entity("Order", a)], [entity("Order", renamed, again)]) == []
    assert step([entity("Order", renamed)], [entity("Order", renamed, again)]) == []
    gone = step([entity("Order", renamed, again)], [entity("Order", renamed)])
    assert gone == ["Order.a would be dropped and nothing in the genome says so"]


def test_a_name_that_is_there_already_cannot_be_taken() -> None:
    price, unit = field("price", "integer"), field("unit", "integer")
    renamed = {**price, "renamed_from": "unit"}
    (found,) = losses(loaded(entity("Order", price, unit)), loaded(entity("Order", renamed)))
    assert found.what == "cannot become Order.price, which is there already"
    assert "in an update before" in found.ways[0][1]


def test_entities() -> None:
    order, invoice = entity("Order", CODE), entity("Invoice", CODE)
    (found,) = losses(loaded(order, invoice), loaded(order))
    assert found.subject == "Invoice"
    assert "app: invoices" in str(found.ways)
    assert step([order, invoice], [order], dropped=["Invoice"]) == []
    bill = entity("Bill", CODE, renamed_from="Invoice")
    (moved,) = losses(loaded(order, invoice), loaded(order, bill))
    assert "from the app 'invoices' to 'bills'" in moved.what
    assert moved.ways == (("to keep it there", "add `app: invoices` to Bill"),)
    kept = {**bill, "app": "invoices"}
    assert step([order, invoice], [order, kept]) == []
    pointing = entity("Line", field("invoice", "reference", to="Invoice"))
    following = entity("Line", field("invoice", "reference", to="Bill"))
    assert step([invoice, pointing], [kept, following]) == []
    assert "scope" in step([order], [{**order, "scope": "global"}])[0]
    both = step([order], [entity("Order", app="sales")])
    assert len(both) == 3, "a move hides no loss, nor a field that cannot be filled"


def test_a_role_that_is_gone_may_be_somebodys() -> None:
    clerk = [{"name": "clerk"}]
    found = losses(loaded(roles=clerk), loaded())
    assert [loss.subject for loss in found] == ["Membership.role"]
    assert losses(loaded(roles=clerk), loaded(dropped=["Membership.role:choices"])) == []
    assert losses(loaded(), loaded(roles=clerk)) == []


def test_what_is_refused_comes_with_its_ways_out() -> None:
    found = losses(loaded(entity("Order", CODE, KINDS)), loaded(entity("Order", KINDS)))
    assert refusal(found) == (
        "refused: Order.code would be dropped and nothing in the genome says so.\n"
        "  to drop it:    dropped: [Order.code]\n"
        "  to rename it:  add `renamed_from: code` to the field that replaces it\n"
        "Nothing was changed."
    )


def test_an_app_without_entities_is_left_behind() -> None:
    order, invoice = entity("Order"), entity("Invoice")
    grouped = entity("Note", app="orders")
    before, after = loaded(order, invoice, grouped), loaded(order, dropped=["Invoice", "Note"])
    assert left_behind(before, after, []) == ["invoices"]
    assert left_behind(after, after, ["invoices"]) == ["invoices"]
    assert left_behind(after, before, ["invoices"]) == []


def test_records_that_are_deleted_do_not_come_back_unsaid() -> None:
    kept, plain = entity("Order", CODE, soft_delete=True), entity("Order", CODE)
    renamed = entity("Purchase", CODE, renamed_from="Order", app="orders")
    assert step([plain], [kept]) == []
    assert step([kept], [kept]) == []
    [refused] = step([kept], [plain])
    assert refused == "Order.deleted_at would be dropped, and all deleted records would be back"
    assert step([kept], [plain], dropped=["Order.deleted_at"]) == []
    [refused] = step([kept], [renamed])
    assert refused.startswith("Purchase.deleted_at would be dropped")
    assert step([kept], [renamed], dropped=["Order.deleted_at"]) == []
