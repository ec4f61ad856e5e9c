"""The lives of the examples: what their genomes might go through in a few years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.builders import entity, field
from tests.update.edits import (
    Converter,
    Edit,
    acknowledge,
    add_entity,
    add_field,
    add_to,
    change_entity,
    change_field,
    change_project,
    drop_entity,
    drop_field,
    filled,
    rename_entity,
    rename_field,
    swap_fields,
    together,
)
from tests.update.rows import Value


@dataclass(frozen=True)
class Rung:
    """What is applied in one update.

    encrypts: fields whose plain values are to be encrypted, as entity and name
    """

    name: str
    edit: Edit
    encrypts: Sequence[tuple[str, str]] = ()


def at_midnight(value: Value) -> Value:
    """What becomes of a date that gets a time."""
    return value and f"{value} 00:00:00+00"


def with_places(places: int) -> Converter:
    """What becomes of a number that gets more digits after the point."""
    return lambda value: value and f"{float(value):.{places}f}"


def replaced(*gone: str, by: str) -> Converter:
    """What becomes of values that are no choice any more."""
    return lambda value: by if value in gone else value


STORY = {
    "id": "US-9",
    "as": "auditor",
    "want": "to look at everything",
    "so_that": "nothing is hidden",
    "acceptance_criteria": [{"id": "AC-9.1", "text": "An auditor sees who changed what"}],
}
AUDITOR = {"name": "auditor", "description": "Reads what others may not"}

CLINIC = [
    Rung(
        "grows",
        together(
            add_entity(
                entity(
                    "Room",
                    field("name", unique=True, list=True),
                    field("places", "integer", min=1, max=40),
                )
            ),
            add_field("Patient", "nickname", "string", value="", required=False, list=True),
            add_field("Visit", "room", "reference", to="Room", required=False, filter=True),
            add_field(
                *("Visit", "helpers", "references"),
                value="",
                to="Practitioner",
                related_name="helped_visits",
            ),
            add_field(
                *("Visit", "kind", "enum"),
                value="FIRST",
                choices=["FIRST", "FOLLOW_UP"],
                backfill="FIRST",
                filter=True,
            ),
            add_field("Visit", "twice_the_fee", "decimal", computed="fee * 2", digits=10),
            add_to("roles", AUDITOR),
            add_to("user_stories", STORY),
        ),
    ),
    Rung(
        "is called otherwise",
        together(
            rename_field("Visit", "reason", "complaint"),
            rename_field("Visit", "helpers", "assistants"),
            rename_field("Visit", "practitioner", "doctor"),
            swap_fields("Visit", "starts_at", "ends_at"),
            swap_fields("Patient", "email", "phone"),
            add_field("Visit", "reason", "text", value="", required=False, phi=True),
        ),
    ),
    Rung(
        "becomes stricter",
        together(
            change_field("Visit", "fee", with_places(3), digits=12, places=3),
            change_field("Visit", "complaint", type="text"),
            change_field("Patient", "date_of_birth", at_midnight, type="datetime"),
            change_field("Patient", "nickname", filled("-"), required=True, backfill="-"),
            change_field("Practitioner", "licence_number", max_length=25),
            acknowledge("Practitioner.licence_number:max_length"),
            change_field(
                *("Practitioner", "specialty"),
                replaced("PAEDIATRICS", "DERMATOLOGY", by="GENERAL"),
                choices=["GENERAL", "CARDIOLOGY"],
                backfill="GENERAL",
            ),
            change_field("Patient", "email", encrypted=True),
        ),
        encrypts=[("Patient", "email")],
    ),
    Rung(
        "lets go",
        together(
            drop_entity("Condition"),
            drop_field("Patient", "conditions"),
            drop_field("Patient", "photo"),
            drop_field("Visit", "room"),
            drop_field("Visit", "twice_the_fee"),
            change_entity("Practitioner", soft_delete=True, audit=True),
            change_entity("Patient", soft_delete=None, versioned=None),
            acknowledge("Patient.deleted_at"),
            change_project(admin=None, monitoring=None),
        ),
    ),
    Rung(
        "gets a new subject",
        together(
            rename_entity("Visit", "Appointment"),
            rename_field("Appointment", "kind", "sort"),
            change_field("Appointment", "sort", required=False),
            change_project(admin=True, api_versioning="accept_header"),
        ),
    ),
]
BUG_TRACKER = [
    Rung(
        "grows",
        together(
            add_entity(entity("Board", field("name", unique=True), field("open", "boolean"))),
            add_field("Ticket", "board", "reference", to="Board", required=False, filter=True),
            add_field("Ticket", "points", "integer", value="1", backfill=1, min=0),
            add_field(
                *("Ticket", "watchers", "references"),
                value="",
                to="User",
                related_name="watched_tickets",
            ),
            add_field("Label", "note", "text", value="", required=False),
            add_to("roles", AUDITOR),
        ),
    ),
    Rung(
        "is called otherwise",
        together(
            rename_field("Ticket", "description", "details"),
            rename_field("Ticket", "labels", "tags"),
            rename_field("Comment", "parent", "answer_to"),
            swap_fields("Ticket", "due_date", "date"),
            rename_entity("Attachment", "Document"),
        ),
    ),
    Rung(
        "becomes stricter",
        together(
            change_field("Ticket", "details", filled("?"), required=True, backfill="?"),
            change_field("Ticket", "estimate_hours", with_places(3), digits=9, places=3),
            change_field("Ticket", "points", type="big_integer"),
            change_field("Ticket", "type", type="string", max_length=60, choices=None),
            change_field("Project", "key", type="string", max_length=30),
            change_field("Label", "label", max_length=45),
            acknowledge("Label.label:max_length"),
        ),
    ),
    Rung(
        "lets go",
        together(
            drop_entity("Board"),
            drop_field("Ticket", "board"),
            drop_field("Ticket", "points"),
            drop_field("Document", "file"),
            change_entity("Ticket", versioned=None, soft_delete=True),
            change_project(admin=None, celery=None, oauth2_providers=["google"]),
        ),
    ),
    Rung(
        "gets a new subject",
        together(
            rename_entity("Ticket", "Issue"),
            change_project(api_versioning="query_parameter", admin=True),
        ),
    ),
]
SHOP = [
    Rung(
        "grows",
        together(
            add_entity(
                entity("Supplier", field("name"), field("country", max_length=2), app="catalogue")
            ),
            add_field("Product", "supplier", "reference", to="Supplier", required=False),
            add_field("Product", "weight", "float", value="0.5", backfill=0.5, min=0),
            add_field(
                *("Product", "goes_with", "references"),
                value="",
                to="Product",
                related_name="goes_with_back",
            ),
            add_to("roles", AUDITOR),
        ),
    ),
    Rung(
        "is called otherwise",
        together(
            rename_field("Product", "sku", "article_number"),
            rename_field("Product", "goes_with", "matches"),
            rename_field("ProductOrder", "unit_price", "price"),
            rename_field("ProductOrder", "cart", "basket"),
            swap_fields("CustomerDetails", "address_line_1", "address_line_2"),
            rename_entity("ShoppingCart", "Basket"),
        ),
    ),
    Rung(
        "becomes stricter",
        together(
            change_field("Product", "price", with_places(3), digits=12, places=3),
            change_field("ProductOrder", "quantity", type="big_integer"),
            change_field(
                *("Product", "product_size"),
                replaced("XXL", by="XL"),
                choices=["S", "M", "L", "XL"],
                backfill="XL",
            ),
            change_field("Basket", "payment_reference", encrypted=True),
        ),
        encrypts=[("Basket", "payment_reference")],
    ),
    Rung(
        "lets go",
        together(
            drop_entity("CustomerDetails"),
            drop_field("Basket", "customer_details"),
            drop_field("Product", "attributes"),
            change_entity("Basket", soft_delete=True, audit=None),
            change_project(admin=None, billing=None, plans=None),
        ),
    ),
    Rung(
        "gets a new subject",
        together(
            rename_entity("ProductOrder", "OrderLine"),
            change_project(admin=True),
        ),
    ),
]
LIVES = {"clinic": CLINIC, "bug_tracker": BUG_TRACKER, "shop": SHOP}
