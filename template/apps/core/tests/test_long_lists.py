"""A list costs as much when it is long as when it is short, page for page.

PostgreSQL itself is asked how many rows it has looked at for an answer.
"""

import json
import os

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from apps.core import pagination
from apps.core.tenancy.context import enter
from apps.core.testing import as_the_app, workspace_entities

SHORT, LONG = 1_000, int(os.environ.get("LONG_LIST_ROWS", "20000"))
# In place of the 10,000 that are counted: so much is looked at for every answer.
COUNTED = 500
# Beside them, rows are looked at for the page and for what belongs to its records.
MOST_ROWS = 4 * COUNTED
SAMPLES = 20
UNIQUE_TEXT = "left(md5(random()::text), {length})"

pytestmark = pytest.mark.django_db


def can_be_copied(entity):
    """Whether rows may be made of other ones by SQL: what is unique of them is text."""
    names = {
        name
        for constraint in entity.model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        for name in constraint.fields
    } - {"workspace"}
    fields = entity.model._meta.concrete_fields
    return not any(
        (field.unique and not field.primary_key)
        or (field.name in names and (field.get_internal_type() != "CharField" or field.choices))
        for field in fields
    )


def wishes(entity):
    """Yield parameters that are to cost no more in a long list, and how many rows they may."""
    orders = getattr(entity.viewset, "ordering_fields", ())
    model = entity.model
    indexed = {index.fields[1] for index in model._meta.indexes if len(index.fields) > 1}
    for name in orders:
        field = model._meta.get_field(name)
        if {name, f"-{name}"} & indexed and not field.is_relation:
            yield {"ordering": name}, MOST_ROWS
            yield {"ordering": f"-{name}"}, MOST_ROWS
    for name, item in entity.filters.items():
        field = model._meta.get_field(item.field_name.split("__")[0])
        if name == field.name and field.choices and name in indexed:
            # PostgreSQL may pass over those with the other values, to find so many.
            yield {name: field.flatchoices[0][0]}, MOST_ROWS + COUNTED * len(field.flatchoices)
    yield {}, MOST_ROWS


LISTED = [entity for entity in workspace_entities() if entity.find("list")]
COPIED = sorted(filter(can_be_copied, LISTED), key=lambda entity: len([*wishes(entity)]))[-1:]
each_copied = pytest.mark.parametrize("entity", COPIED, ids=str)
each_listed = pytest.mark.parametrize("entity", LISTED, ids=str)


@pytest.fixture
def client(entity, client_as):
    role = entity.role_for(entity.find("list"))
    return client_as(role) if role else pytest.skip("nobody lists these")


def copy_rows(entity, workspace, count):
    """Fill a list up to a length; choices are dealt out evenly, all else comes from samples."""
    samples = entity.factory.create_batch(SAMPLES, workspace=workspace)
    fields = [field for field in entity.model._meta.concrete_fields if not field.generated]
    table = quoted(entity.model._meta.db_table)
    columns = ", ".join(quoted(field.column) for field in fields)
    values = ", ".join(copied(entity, field) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # of the audit trail
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table}, "
            "generate_series(1, %s) AS number WHERE id = ANY (%s)",
            [count // SAMPLES, [record.pk for record in samples]],
        )
        cursor.execute(f"ANALYZE {table}")


def copied(entity, field):
    unique = {
        name
        for constraint in entity.model._meta.constraints
        for name in getattr(constraint, "fields", ())
    }
    if field.primary_key:
        return "gen_random_uuid()"
    if field.name == "created_at":
        return "now() - random() * interval '9 days'"
    if isinstance(field, models.DateTimeField) and field.name not in {"deleted_at", "updated_at"}:
        return f"{quoted(field.column)} + number * interval '1 second'"
    if field.choices:
        choices = [value for value, _ in field.flatchoices]
        listed = ", ".join(f"'{value}'" for value in choices)
        return f"(ARRAY[{listed}])[1 + floor(random() * {len(choices)})]"
    if field.name in unique and field.name != "workspace":
        return UNIQUE_TEXT.format(length=field.max_length)
    return quoted(field.column)


def quoted(name):
    return connection.ops.quote_name(name)


def cost(client, entity, wish):
    """Return how many queries an answer takes, how many rows they look at, and its length."""
    address = entity.address(entity.find("list"))
    client.get(address, wish)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, wish)
    assert response.status_code == 200, response.content
    enter(client.user)
    with as_the_app(), connection.cursor() as cursor:
        rows = sum(
            looked_at(cursor, query["sql"])
            for query in queries.captured_queries
            if query["sql"].startswith("SELECT") and entity.model._meta.db_table in query["sql"]
        )
    return len(queries), rows, len(response.content)


def looked_at(cursor, sql):
    cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
    [[answer]] = cursor.fetchall()
    plans = json.loads(answer) if isinstance(answer, str) else answer
    return sum(map(rows_of, plans[0]["Plan"].get("Plans", [plans[0]["Plan"]])))


def rows_of(plan):
    """Return the rows that the scans of a plan have read, those among them that did not fit."""
    inner = plan.get("Plans", [])
    if inner:
        return sum(map(rows_of, inner))
    each = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    return each * plan["Actual Loops"]


@each_copied
def test_a_long_list_costs_as_much_as_a_short_one(entity, workspace, client, monkeypatch):
    monkeypatch.setattr(pagination, "MOST_COUNTED", COUNTED)
    costs = []
    for length in (SHORT, LONG):
        with transaction.atomic():
            copy_rows(entity, workspace, length)
            costs.append([cost(client, entity, wish) for wish, _ in wishes(entity)])
            transaction.set_rollback(True)
    for (wish, most), short, long in zip(wishes(entity), *costs, strict=True):
        assert long[0] == short[0], wish
        assert long[1] <= most, wish
        assert long[2] <= short[2] * 2, wish


@each_listed
def test_every_record_of_a_long_list_is_on_one_page(entity, workspace, client, monkeypatch):
    monkeypatch.setattr(pagination, "MOST_COUNTED", 2)
    records = entity.factory.create_batch(5, workspace=workspace)
    address, found = f"{entity.address(entity.find('list'))}?page_size=2", []
    while address:
        page = client.get(address).json()
        assert (page["count"], page["count_is_exact"]) == (2, False)
        found += [row["id"] for row in page["results"]]
        address = page["next"]
    assert sorted(found) == sorted(str(record.pk) for record in records)
    assert len(page["results"]) == 1
    assert page["previous"].endswith("page=2&page_size=2")


@each_listed
def test_the_last_page_of_a_long_list_is_found(entity, workspace, client, monkeypatch):
    monkeypatch.setattr(pagination, "MOST_COUNTED", 2)
    entity.factory.create_batch(5, workspace=workspace)
    address = entity.address(entity.find("list"))
    last = client.get(address, {"page": "last", "page_size": 2}).json()
    assert (len(last["results"]), last["next"]) == (1, None)
    for page in ("4", "0", "-1", "x", "1.5", "9" * 30, "\0"):
        assert client.get(address, {"page": page, "page_size": 2}).status_code == 404


@each_listed
def test_a_short_list_is_counted_as_a_whole(entity, workspace, client):
    entity.factory.create_batch(3, workspace=workspace)
    page = client.get(entity.address(entity.find("list")), {"page_size": 2}).json()
    assert (page["count"], page["count_is_exact"]) == (3, True)
