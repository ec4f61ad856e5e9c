"""Every form of a name."""

import pytest

from extensions.genome.names import names_of, plural, value_label

PLURALS = {
    "ticket": "tickets",
    "category": "categories",
    "day": "days",
    "box": "boxes",
    "status": "statuses",
    "branch": "branches",
    "hero": "heroes",
    "photo": "photos",
    "person": "people",
    "diagnosis": "diagnoses",
    "equipment": "equipment",
    "quiz": "quizzes",
}
LABELS = {
    "IN_PROGRESS": "In progress",
    "BUG": "Bug",
    "XL": "XL",
    "NO_SHOW": "No show",
    "PDF": "PDF",
    "iDEAL": "iDEAL",
    "in progress": "In progress",
    "24/7": "24/7",
    "Won't": "Won't",
    "été": "Été",
}


@pytest.mark.parametrize(("word", "many"), PLURALS.items())
def test_plurals_follow_the_rules_and_know_exceptions(word: str, many: str) -> None:
    assert plural(word) == many


@pytest.mark.parametrize(("value", "label"), LABELS.items())
def test_choices_read_as_plain_words(value: str, label: str) -> None:
    assert value_label(value) == label


def test_entity_in_every_form() -> None:
    names = names_of("ProductCategory")
    assert (names.snake, names.pascal, names.camel, names.kebab, names.label) == (
        "product_category",
        "ProductCategory",
        "productCategory",
        "product-category",
        "Product category",
    )
    assert (names.plural_snake, names.plural_pascal, names.plural_kebab, names.plural_label) == (
        "product_categories",
        "ProductCategories",
        "product-categories",
        "Product categories",
    )


def test_given_plural_and_label_win() -> None:
    names = names_of("CustomerDetails", plural_name="CustomerDetails", label="Customer")
    assert (names.plural_snake, names.plural_kebab) == ("customer_details", "customer-details")
    assert (names.label, names.plural_label) == ("Customer", "Customers")


def test_acronyms_stay_together() -> None:
    names = names_of("HTTPRoute")
    assert (names.snake, names.camel, names.label) == ("http_route", "httpRoute", "HTTP route")
    assert names_of("ApiKey").plural_label == "API keys"
    assert names_of("API").plural_label == "APIs"


def test_field_in_every_form() -> None:
    names = names_of("address_line_1")
    assert (names.snake, names.pascal, names.camel) == (
        "address_line_1",
        "AddressLine1",
        "addressLine1",
    )
    assert names_of("due_date").label == "Due date"
    assert names_of("website_url").label == "Website URL"
