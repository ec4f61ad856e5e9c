"""The OpenAPI schema says what the API does."""

import re

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.validation import validate_schema

from apps.core.routes import entity_routes
from apps.core.schema_hooks import TIME_OF_DAY, hoist_enums, name_times


@pytest.fixture(scope="module")
def schema():
    GENERATOR_STATS.reset()
    generator = spectacular_settings.DEFAULT_GENERATOR_CLASS
    return generator(api_version="v1").get_schema(request=None, public=True)


def operations(schema):
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_is_valid_and_without_warnings(schema):
    validate_schema(schema)
    assert not GENERATOR_STATS


def test_every_route_is_in_it(schema):
    actions = sum(len(set(route.actions) - {"head"}) for route in entity_routes())
    entity_operations = [
        path
        for path, _, _ in operations(schema)
        if not path.startswith("/api/auth/") and path != "/api/" and "/audit-events/" not in path
    ]
    assert len(entity_operations) == actions


def test_every_operation_declares_its_errors(schema):
    for path, method, operation in operations(schema):
        statuses = set(operation["responses"])
        assert statuses >= {"406", "500"}, (path, method)
        if "requestBody" in operation:
            assert statuses >= {"400", "413", "415", "422"}, (path, method)
        if operation.get("security") and {} not in operation["security"]:
            assert statuses >= {"401", "403"}, (path, method)


def test_operations_have_names_of_their_own(schema):
    names = [operation["operationId"] for _, _, operation in operations(schema)]
    assert len(names) == len(set(names))


def test_tokens_come_by_cookie_or_by_header(schema):
    assert schema["paths"]["/api/auth/me/"]["get"]["security"] == [{"cookie": []}, {"bearer": []}]


def test_enums_get_components_of_their_own():
    def field(**values):
        return {"type": "string", "x-spec-enum-id": "1", "enum": ["A", "B"], **values}

    result = {
        "paths": {"/": {"get": {"parameters": [{"schema": field()}]}}},
        "components": {
            "schemas": {
                "Ticket": {
                    "properties": {
                        "kind": field(),
                        "size": field(type=["string", "null"], enum=["A", "", None]),
                        "many": {"type": "array", "items": field()},
                        "state": field(),
                    }
                },
                "PatchedTicketInput": {"properties": {"kind": field()}},
                "TicketState": {"properties": {}},
            }
        },
    }
    schemas = hoist_enums(result)["components"]["schemas"]
    properties = schemas["Ticket"]["properties"]
    kind = {"$ref": "#/components/schemas/TicketKind"}
    assert properties["kind"] == kind
    assert schemas["PatchedTicketInput"]["properties"]["kind"] == kind
    assert schemas["TicketKind"] == {"type": "string", "enum": ["A", "B"]}
    assert properties["size"]["oneOf"] == [
        {"$ref": "#/components/schemas/TicketSize"},
        {"type": "string", "const": ""},
        {"type": "null"},
    ]
    assert properties["many"]["items"] == {"$ref": "#/components/schemas/TicketMany"}
    assert properties["state"] == {"$ref": "#/components/schemas/TicketStateEnum"}


def test_times_of_day_have_no_zone():
    schema = {"a": [{"type": "string", "format": "time"}], "b": {"format": "date-time"}}
    assert name_times(schema) == {
        "a": [{"type": "string", "pattern": TIME_OF_DAY}],
        "b": {"format": "date-time"},
    }
    assert re.search(TIME_OF_DAY, "09:30:00.123456")


def test_an_order_is_one_of_a_few(schema):
    for path, _, operation in operations(schema):
        for parameter in operation.get("parameters", []):
            if parameter["name"] == "ordering":
                choices = parameter["schema"]["items"]["enum"]
                assert choices, path


@pytest.mark.asvs("14.2.3")
@pytest.mark.django_db
@pytest.mark.parametrize("page", ["swagger", "redoc"])
def test_its_pages_need_nothing_from_elsewhere(page):
    response = Client().get(f"/api/{page}/")
    assert response.status_code == 200
    text = response.content.decode()
    assert "/static/drf_spectacular_sidecar/" in text
    assert "//cdn" not in text
    assert "jsdelivr" not in text


@pytest.mark.django_db
def test_it_is_served_to_everyone():
    response = Client().get("/api/schema/", headers={"Accept": "application/json"})
    assert response.status_code == 200
    assert response.json()["openapi"] == "3.1.0"


@pytest.mark.django_db
def test_the_root_lists_the_entities():
    lists = [route for route in entity_routes() if route.actions.get("get") == "list"]
    assert len(Client().get("/api/").json()) == len(lists)
