"""What migrations do to tables in use is said, with a way around it."""

import json
from io import StringIO

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.core.management import CommandError, call_command
from django.db import migrations, models
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.functions import Now

from apps.core import operations
from apps.core.evolution.safety import described, docstring

CODE = models.CharField(max_length=20)
SHOP = models.ForeignKey("shops.Shop", models.CASCADE, null=True)


def orders(**fields):
    state = ProjectState()
    state.add_model(ModelState("shops", "Shop", [("id", models.AutoField(primary_key=True))]))
    key = ("id", models.AutoField(primary_key=True))
    state.add_model(ModelState("orders", "Order", [key, *fields.items()]))
    return state


def migration(*steps, initial=None):
    made = migrations.Migration("0002_change", "orders")
    made.operations = list(steps)
    made.initial = initial
    return made


def effect_of(operation, **fields):
    (entry,) = described(migration(operation), orders(**fields))
    return entry


@pytest.mark.parametrize(
    ("field", "level"),
    [
        (models.CharField(max_length=20, default=""), "safe"),
        (models.DateTimeField(db_default=Now()), "safe"),
        (models.UUIDField(db_default=models.Func(function="gen_random_uuid")), "locking"),
        (models.PositiveIntegerField(default=0), "locking"),
        (models.SlugField(default=""), "locking"),
        (SHOP, "locking"),
        (models.ManyToManyField("shops.Shop"), "safe"),
    ],
)
def test_a_new_field_locks_if_rows_must_be_read(field, level):
    assert effect_of(migrations.AddField("order", "new", field)).level == level


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        (CODE, models.CharField(max_length=20, help_text="Why?"), "safe"),
        (CODE, models.CharField(max_length=30), "safe"),
        (CODE, models.TextField(), "safe"),
        (CODE, models.CharField(max_length=10), "locking"),
        (CODE, models.CharField(max_length=20, unique=True), "locking"),
        (models.IntegerField(), models.BigIntegerField(), "locking"),
        (models.IntegerField(null=True), models.IntegerField(), "locking"),
        (models.IntegerField(), models.IntegerField(null=True), "safe"),
    ],
)
def test_another_definition_locks_if_rows_must_be_read(old, new, level):
    assert effect_of(migrations.AlterField("order", "code", new), code=old).level == level


def test_what_is_lost_is_said_and_that_it_does_not_come_back():
    entry = effect_of(migrations.RemoveField("order", "code"), code=CODE)

    assert (entry.subject, entry.level) == ("Order.code", "destructive")
    assert entry.reversible == "fails where there are rows: it is required, and its values are gone"


def test_values_that_give_way_to_a_backfill_are_lost():
    convert = operations.ConvertField("order", "code", models.CharField(max_length=5), backfill="")

    assert effect_of(convert, code=CODE).level == "destructive"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (models.IntegerField(null=True), models.IntegerField()),
        (models.CharField(max_length=20, blank=True), CODE),
    ],
)
def test_rows_that_get_a_value_which_they_had_not_lose_none(old, new):
    entry = effect_of(operations.ConvertField("order", "code", new, backfill=0), code=old)

    assert entry.level == "locking"
    assert entry.reversible == "rows that had no value keep the one that they get"


def test_rows_that_are_encrypted_are_all_changed():
    entry = effect_of(operations.EncryptRows("order", "code"), code=CODE)

    assert (entry.subject, entry.level, entry.reversible) == ("Order.code", "locking", True)


def test_a_rename_breaks_the_code_that_still_runs():
    entry = effect_of(operations.RenameField("order", "code", "sign"), code=CODE)

    assert (entry.level, entry.field) == ("safe", "sign")
    assert entry.breaks == "code that says `code` fails"
    assert "add the new name beside the old one" in entry.advice


def test_a_name_that_changes_hands_is_worse_than_one_that_is_gone():
    names = [("code", "between"), ("sign", "code"), ("between", "sign")]
    steps = [operations.RenameField("order", former, name) for former, name in names]

    entries = described(migration(*steps), orders(code=CODE, sign=CODE))

    assert [entry.breaks for entry in entries] == [
        "`code` means two different things",
        "`sign` means two different things",
        "",
    ]


def test_nothing_locks_or_breaks_on_a_table_that_is_new():
    create = migrations.CreateModel("Line", [("id", models.AutoField(primary_key=True))])
    index = models.Index(fields=["id"], name="line_id")
    steps = [create, migrations.AddIndex("line", index), migrations.AddField("line", "shop", SHOP)]

    assert docstring(migration(*steps), orders()) == ""
    assert docstring(migration(steps[1], initial=True), _after(create)) == ""
    assert docstring(migration(steps[1]), _after(create)) != ""


def _after(operation):
    state = orders()
    operation.state_forwards("orders", state)
    return state


def test_an_index_is_safe_when_it_is_built_beside_the_writes():
    index = models.Index(fields=["code"], name="order_code")

    assert effect_of(migrations.AddIndex("order", index), code=CODE).level == "locking"
    assert effect_of(AddIndexConcurrently("order", index), code=CODE).level == "safe"


def test_code_of_its_own_is_not_called_safe():
    entry = effect_of(migrations.RunSQL("SELECT 1"))

    assert entry.level == "locking"
    assert entry.reversible == "it has no reverse"


def test_the_docstring_gives_reasons_in_lines_that_fit():
    steps = [
        migrations.RemoveField("order", "code"),
        migrations.AddField("order", "shop", SHOP),
        migrations.AddField("order", "note", models.TextField(null=True)),
    ]

    text = docstring(migration(*steps), orders(code=CODE))

    assert "RemoveField Order.code\n    destructive: destroys data\n" in text
    assert "AddField Order.shop\n    locking: locks both tables" in text
    assert "note" not in text
    assert max(map(len, text.splitlines())) <= 100


def test_the_command_explains_without_a_database():
    output = StringIO()
    call_command("explainmigrations", "users.0001_initial", format="json", stdout=output)

    first = json.loads(output.getvalue())[0]
    assert (first["app"], first["migration"]) == ("users", "0001_initial")
    assert (first["operation"], first["level"]) == ("CreateModel", "safe")


def test_the_command_knows_a_name_that_is_nearly_right():
    with pytest.raises(CommandError, match=r"did you mean users\.0001_initial"):
        call_command("explainmigrations", "users.0001_intial")
