"""What becomes of rows when fields come and change."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.contrib.postgres.fields import ArrayField
from django.core.management.base import CommandError
from django.db import DatabaseError, IntegrityError, models
from lab import model, operations

Char, Text, Integer = models.CharField, models.TextField, models.IntegerField
UTC = datetime.UTC
MOMENT = datetime.datetime(2026, 3, 1, 10, 30, tzinfo=UTC)
ENCRYPTED = "encrypted by the application"


def ticket(**parts):
    return model("lab.Ticket", **parts)


def backfill(value, field="f"):
    return {"backfills": {("lab", "ticket", field): value}}


def dropped(*entries):
    return {"dropped": frozenset(entries)}


def names(written):
    return list(operations(written))


@pytest.fixture
def change(lab):
    """Fill the field `f`, change it, and return what its rows hold then."""

    def change(old, values, new, **said):
        lab.evolve(ticket(f=old))
        for value in values:
            lab.rows("lab.ticket").create(f=value)
        change.written = lab.evolve(ticket(f=new), **said)
        return lab.values("lab.ticket", "f")

    return change


@pytest.fixture
def fails(lab):
    """Change the field `f` of rows that do not allow it: all stays as it was."""

    def fails(old, values, new, match, **said):
        lab.evolve(ticket(f=old))
        for value in values:
            lab.rows("lab.ticket").create(f=value)
        before = lab.state
        with pytest.raises(DatabaseError, match=match):
            lab.run(lab.write(ticket(f=new), **said))
        lab.state = before
        assert lab.values("lab.ticket", "f") == list(values)

    return fails


@pytest.fixture
def refused(lab):
    """The text of the refusal of a change."""

    def refused(old, new, **said):
        lab.evolve(*([ticket(f=old)] if old else [ticket()]))
        with pytest.raises(CommandError) as caught:
            lab.write(ticket(f=new) if new else ticket(), **said)
        assert "Nothing was written" in str(caught.value)
        return str(caught.value)

    return refused


# Fields that come


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (Char(max_length=9), "NORMAL"),
        (Integer(), 7),
        (models.DecimalField(max_digits=6, decimal_places=2), Decimal("1.50")),
        (models.DateTimeField(), MOMENT),
        (models.DateField(), MOMENT.date()),
        (models.DurationField(), datetime.timedelta(hours=1)),
        (models.UUIDField(), uuid.UUID(int=1)),
        (models.BooleanField(), True),
        (models.JSONField(), {"a": [1]}),
        (ArrayField(Char(max_length=5)), ["a", "b"]),
        (Integer(null=True, blank=True), 7),
        (Char(max_length=9, blank=True), "x"),
        (Integer(default=3), 7),
    ],
    ids=lambda part: str(part)[:40],
)
def test_rows_get_the_backfill_of_a_new_field(lab, field, value):
    lab.evolve(ticket())
    lab.rows("lab.ticket").create()
    written = lab.evolve(ticket(f=field), **backfill(value))
    assert lab.values("lab.ticket", "f") == [value]
    lab.reverse(written)


def test_a_required_field_without_backfill_is_refused(refused):
    text = refused(None, Integer())
    assert "backfill: <value>" in text
    assert "--backfill lab.Ticket.f=<value>" in text


def test_a_required_relation_or_file_is_refused(refused, lab):
    assert "make it optional, fill the records" in refused(
        None, models.ForeignKey("lab.Ticket", models.CASCADE)
    )


def test_a_required_file_is_refused(refused):
    assert "make it optional" in refused(None, models.FileField(upload_to="x"))


def test_a_wrong_backfill_is_refused(refused):
    assert "cannot have 'x'" in refused(None, Integer(), **backfill("x"))


def test_a_default_is_enough(lab):
    lab.evolve(ticket())
    lab.rows("lab.ticket").create()
    assert names(lab.evolve(ticket(f=Integer(default=3)))) == ["AddField"]
    assert lab.values("lab.ticket", "f") == [3]


# Fields that are required now


@pytest.mark.parametrize(
    ("old", "new", "values", "after"),
    [
        (Integer(null=True, blank=True), Integer(), [None, 1], [5, 1]),
        (Char(max_length=9, blank=True), Char(max_length=9), ["", "x"], ["5", "x"]),
        (Text(blank=True, null=True), Text(), [None, "", "x"], ["5", "5", "x"]),
        (Char(max_length=9, blank=True), Integer(), ["", "12", "x"], [5, 12, 5]),
        (models.DateField(null=True), models.DateField(), [None], [datetime.date(2026, 1, 1)]),
    ],
    ids=lambda part: str(part)[:40],
)
def test_rows_without_a_value_get_the_backfill(change, old, new, values, after):
    assert change(old, values, new, **backfill(after[0])) == after


def test_rows_without_a_value_get_the_default(change):
    assert change(Char(max_length=9, blank=True), ["", "x"], Char(max_length=9, default="d")) == [
        "d",
        "x",
    ]


def test_required_without_backfill_is_refused(refused):
    text = refused(Char(max_length=9, blank=True), Char(max_length=9))
    assert "would be required" in text
    assert "Ticket.f:required" in text


def test_required_as_declared_fails_on_empty_rows(fails):
    fails(
        Integer(null=True),
        [1, None],
        Integer(),
        "1 row does not fit",
        **dropped("Ticket.f:required"),
    )


def test_a_required_relation(lab):
    user = model("lab.User")
    optional = models.ForeignKey("lab.User", models.CASCADE, null=True)
    lab.evolve(user, ticket(f=optional))
    lab.rows("lab.ticket").create()
    required = models.ForeignKey("lab.User", models.CASCADE)
    with pytest.raises(CommandError, match="would be required"):
        lab.write(user, ticket(f=required))
    with pytest.raises(Exception, match=r"Ticket\.f: 1 row does not fit"):
        lab.run(lab.write(user, ticket(f=required), **dropped("Ticket.f:required")))


def test_required_becomes_optional(change):
    assert change(Integer(), [1], Integer(null=True, blank=True)) == [1]
    assert names(change.written) == ["AlterField"]


# Fields that change their type


EVERY_ROW_FITS = [
    (Char(max_length=9), Char(max_length=20), ["x"], ["x"]),
    (Char(max_length=9), Text(), ["x"], ["x"]),
    (models.SlugField(), models.URLField(), ["x"], ["x"]),
    (Integer(), models.BigIntegerField(), [2**31 - 1], [2**31 - 1]),
    (Integer(), models.DecimalField(max_digits=12, decimal_places=2), [-3], [Decimal(-3)]),
    (Integer(), models.FloatField(), [3], [3.0]),
    (Integer(), Char(max_length=11), [-(2**31)], [str(-(2**31))]),
    (
        models.DecimalField(max_digits=4, decimal_places=2),
        Char(max_length=6),
        [Decimal("-99.99")],
        ["-99.99"],
    ),
    (
        models.DecimalField(max_digits=4, decimal_places=1),
        models.DecimalField(max_digits=6, decimal_places=3),
        [Decimal("999.9")],
        [Decimal("999.9")],
    ),
    (
        models.DateField(),
        models.DateTimeField(),
        [MOMENT.date()],
        [datetime.datetime(2026, 3, 1, tzinfo=UTC)],
    ),
    (models.BooleanField(), Integer(), [True, False], [1, 0]),
    (models.BooleanField(), models.BigIntegerField(), [True, False], [1, 0]),
    (models.UUIDField(), Char(max_length=36), [uuid.UUID(int=3)], [str(uuid.UUID(int=3))]),
    (models.JSONField(), Text(), [{"a": 1}], ['{"a": 1}']),
    (Char(max_length=50, choices=[("A", "A")]), Char(max_length=255), ["A"], ["A"]),
    (
        Char(max_length=50, choices=[("A", "A")]),
        Char(max_length=50, choices=[("A", "x"), ("B", "B")]),
        ["A"],
        ["A"],
    ),
    (Integer(null=True), Text(blank=True), [None, 4], ["", "4"]),
    (ArrayField(Char(max_length=5)), ArrayField(Char(max_length=9)), [["a"]], [["a"]]),
    (
        models.FileField(upload_to="a", max_length=255),
        models.ImageField(upload_to="a", max_length=255),
        ["x.png"],
        ["x.png"],
    ),
    (Text(max_length=100), Text(max_length=10), ["x" * 50], ["x" * 50]),
]


@pytest.mark.parametrize(("old", "new", "values", "after"), EVERY_ROW_FITS)
def test_every_row_fits(change, lab, old, new, values, after):
    assert change(old, values, new) == after
    lab.reverse(change.written)
    if not old.null:
        assert lab.values("lab.ticket", "f") == values


SOME_ROWS_FIT = [
    (Char(max_length=20), Char(max_length=3), "abc", "abc", "abcd"),
    (Text(), Char(max_length=3), "abc", "abc", "abcd"),
    (Char(max_length=9), Integer(), "-12", -12, "012"),
    (Char(max_length=20), Integer(), "12", 12, "99999999999"),
    (
        Char(max_length=9),
        models.DecimalField(max_digits=4, decimal_places=2),
        "1.5",
        Decimal("1.5"),
        "1.555",
    ),
    (Char(max_length=9), models.FloatField(), "1.5e3", 1500.0, "one"),
    (Char(max_length=9), models.BooleanField(), "true", True, "yes"),
    (
        Char(max_length=10),
        models.DateField(),
        "2026-02-28",
        datetime.date(2026, 2, 28),
        "2026-02-30",
    ),
    (Char(max_length=30), models.DateTimeField(), "2026-03-01T10:30:00Z", MOMENT, "now"),
    (Char(max_length=10), models.TimeField(), "10:30", datetime.time(10, 30), "25:00"),
    (
        Char(max_length=20),
        models.DurationField(),
        "1 day 02:00:00",
        datetime.timedelta(days=1, hours=2),
        "x",
    ),
    (Char(max_length=40), models.UUIDField(), str(uuid.UUID(int=1)), uuid.UUID(int=1), "1"),
    (Text(), models.JSONField(), '{"a": 1}', {"a": 1}, "{"),
    (models.BigIntegerField(), Integer(), 5, 5, 2**40),
    (models.BigIntegerField(), models.FloatField(), 2**53, float(2**53), 2**53 + 1),
    (Integer(), models.PositiveIntegerField(), 5, 5, -5),
    (Integer(), models.BooleanField(), 1, True, 2),
    (Integer(), Char(max_length=2), 12, "12", 123),
    (Integer(), models.DecimalField(max_digits=3, decimal_places=1), 99, Decimal("99"), 100),
    (
        models.DecimalField(max_digits=6, decimal_places=2),
        Integer(),
        Decimal("3.00"),
        3,
        Decimal("3.50"),
    ),
    (
        models.DecimalField(max_digits=6, decimal_places=2),
        models.DecimalField(max_digits=5, decimal_places=1),
        Decimal("3.50"),
        Decimal("3.5"),
        Decimal("3.55"),
    ),
    (
        models.DecimalField(max_digits=6, decimal_places=2),
        models.DecimalField(max_digits=4, decimal_places=2),
        Decimal("99.99"),
        Decimal("99.99"),
        Decimal("100"),
    ),
    (
        models.DecimalField(max_digits=20, decimal_places=2),
        models.FloatField(),
        Decimal("0.10"),
        0.1,
        Decimal("123456789012345678.91"),
    ),
    (models.FloatField(), Integer(), 3.0, 3, 3.2),
    (
        models.FloatField(),
        models.DecimalField(max_digits=6, decimal_places=2),
        0.25,
        Decimal("0.25"),
        0.125,
    ),
    (
        models.DateTimeField(),
        models.DateField(),
        datetime.datetime(2026, 3, 1, tzinfo=UTC),
        MOMENT.date(),
        MOMENT,
    ),
    (Char(max_length=9), Char(max_length=9, choices=[("A", "A")]), "A", "A", "B"),
    (
        Char(max_length=9, choices=[("A", "A"), ("B", "B")]),
        Char(max_length=9, choices=[("A", "A")]),
        "A",
        "A",
        "B",
    ),
    (Integer(), Char(max_length=9, choices=[("1", "1"), ("2", "2")]), 1, "1", 3),
    (ArrayField(Char(max_length=9)), ArrayField(Char(max_length=2)), ["ab"], ["ab"], ["ab", "abc"]),
    (models.BooleanField(), models.DateField(), None, None, True),
]
VALUES = {
    models.DateField: datetime.date(2020, 1, 1),
    models.DateTimeField: MOMENT,
    models.TimeField: datetime.time(1),
    models.DurationField: datetime.timedelta(1),
    models.UUIDField: uuid.UUID(int=9),
    models.JSONField: {"n": "it's 5%"},
    models.BooleanField: False,
    models.DecimalField: Decimal("1"),
    models.FloatField: 1.0,
    models.CharField: "A",
    ArrayField: ["%'"],
}


@pytest.mark.parametrize(("old", "new", "good", "carried", "bad"), SOME_ROWS_FIT)
class TestSomeRowsFit:
    def test_it_is_refused(self, refused, old, new, good, carried, bad):
        text = refused(old, new)
        assert "nothing says what becomes of rows that do not fit" in text

    def test_it_fails_on_a_row_that_does_not(self, fails, old, new, good, carried, bad):
        if good is None:
            old, good = old.clone(), bad
        fails(old, [good, bad], new, "not fit", **dropped("Ticket.f:type"))

    def test_it_goes_there_and_back_if_all_fit(self, change, lab, old, new, good, carried, bad):
        values = [] if good is None else [good]
        assert change(old, values, new, **dropped("Ticket.f:type")) == (
            [] if good is None else [carried]
        )
        lab.reverse(change.written)
        kept = lab.values("lab.ticket", "f")
        assert [str(value) for value in kept] == [str(value) for value in values] or len(kept) == 1

    def test_the_others_get_the_backfill(self, change, lab, old, new, good, carried, bad):
        instead = VALUES.get(type(new), "1" if new.choices else 1)
        if isinstance(old, Integer) and isinstance(new, Char):
            instead = "1"
        values = [bad] if good is None else [good, bad]
        after = [instead] if good is None else [carried, instead]
        assert change(old, values, new, **backfill(instead)) == after
        if good is not None and type(old) is type(new):
            lab.reverse(change.written)


def test_the_changed_key_is_accepted_too(change):
    assert change(
        Char(max_length=9), ["a"], Char(max_length=3), **dropped("Ticket.f:max_length")
    ) == ["a"]


NO_ROW_FITS = [
    (models.ForeignKey("lab.Ticket", models.CASCADE, null=True), Integer(null=True)),
    (Integer(null=True), models.ManyToManyField("lab.Ticket")),
    (ArrayField(Char(max_length=9), default=list), Char(max_length=9, blank=True)),
    (models.FileField(upload_to="x", blank=True), Text(blank=True)),
    (Text(db_comment=ENCRYPTED, blank=True), Text(blank=True)),
    (ArrayField(Char(max_length=9), default=list), ArrayField(Integer(), default=list)),
    (
        models.GeneratedField(
            expression=models.F("id") + 1, output_field=Integer(), db_persist=True
        ),
        Integer(default=1),
    ),
    (
        Integer(default=1),
        models.GeneratedField(
            expression=models.F("id") + 1, output_field=Integer(), db_persist=True
        ),
    ),
]


@pytest.mark.parametrize(("old", "new"), NO_ROW_FITS)
def test_no_row_fits(lab, old, new):
    lab.evolve(ticket(f=old))
    lab.rows("lab.ticket").create()
    with pytest.raises(CommandError, match=r"dropped: \[Ticket.f\] in genome.yml"):
        lab.write(ticket(f=new))
    written = lab.evolve(ticket(f=new), **dropped("Ticket.f"))
    assert names(written) == ["RemoveField", "AddField"]
    lab.reverse(written)


def test_another_target(lab):
    others = model("lab.A"), model("lab.B")
    for kind in (models.ForeignKey, models.ManyToManyField):
        arguments = {"on_delete": models.CASCADE, "null": True} if kind is models.ForeignKey else {}
        lab.evolve(*others, ticket(f=kind("lab.A", **arguments)))
        with pytest.raises(CommandError, match=r"would refer to lab\.b instead of lab\.a"):
            lab.write(*others, ticket(f=kind("lab.B", **arguments)))
        lab.evolve(*others, ticket(f=kind("lab.B", **arguments)), **dropped("Ticket.f"))
        lab.evolve(*others, ticket(), **dropped("Ticket.f"))


def test_one_each_becomes_many(lab):
    a = model("lab.A")
    lab.evolve(a, ticket(f=models.OneToOneField("lab.A", models.CASCADE)))
    one = lab.rows("lab.a").create()
    lab.rows("lab.ticket").create(f_id=one.pk)
    lab.evolve(a, ticket(f=models.ForeignKey("lab.A", models.CASCADE)))
    written = lab.write(a, ticket(f=models.OneToOneField("lab.A", models.CASCADE)))
    lab.rows("lab.ticket").create(f_id=one.pk)
    with pytest.raises(IntegrityError, match="duplicate"):
        lab.run(written)


def test_plain_text_is_encrypted(lab):
    lab.evolve(ticket(f=Char(max_length=40, blank=True)))
    for value in ("secret", "", "100% 'sure'"):
        lab.rows("lab.ticket").create(f=value)
    written = lab.evolve(ticket(f=Text(blank=True, db_comment=ENCRYPTED)))
    from apps.core.encryption import EncryptedTextField

    kept = lab.values("lab.ticket", "f")
    assert kept[0].startswith("gAAAA")
    assert [EncryptedTextField().from_db_value(v, None, None) for v in kept] == [
        "secret",
        "",
        "100% 'sure'",
    ]
    lab.reverse(written)
    assert lab.values("lab.ticket", "f") == ["secret", "", "100% 'sure'"]


def test_a_new_encrypted_field_with_backfill(lab):
    lab.evolve(ticket())
    lab.rows("lab.ticket").create()
    lab.evolve(ticket(f=Text(db_comment=ENCRYPTED)), **backfill("none"))
    assert lab.values("lab.ticket", "f")[0].startswith("gAAAA")
    assert not any("gAAAA" in text for text in lab.texts)


# Constraints


@pytest.mark.parametrize(
    "constraint",
    [
        models.UniqueConstraint(fields=["f"], name="f_unique"),
        models.CheckConstraint(condition=models.Q(f__gt=1), name="f_check"),
    ],
    ids=lambda constraint: constraint.name,
)
def test_a_constraint_that_rows_violate(lab, constraint):
    lab.evolve(ticket(f=Integer()))
    lab.rows("lab.ticket").create(f=1)
    lab.rows("lab.ticket").create(f=1)
    before = lab.state
    with pytest.raises(IntegrityError, match="f_"):
        lab.run(lab.write(ticket(f=Integer(), Constraints=[constraint])))
    lab.state = before
    assert lab.values("lab.ticket", "f") == [1, 1]


# Generated columns


def generated(expression, kind=None):
    return models.GeneratedField(
        expression=expression, output_field=kind or Integer(), db_persist=True
    )


def test_a_generated_column_is_made_anew(lab):
    index = models.Index(fields=["f", "total"], name="by_total")
    unique = models.UniqueConstraint(fields=["total"], name="one_total")
    check = models.CheckConstraint(
        condition=models.Q(total__gt=models.F("f") - 1), name="total_check"
    )
    extra = {"Indexes": [index], "Constraints": [unique, check]}
    lab.evolve(ticket(f=Integer(), total=generated(models.F("f") * 2), **extra))
    lab.rows("lab.ticket").create(f=3)
    written = lab.evolve(ticket(f=Integer(), total=generated(models.F("f") * 3), **extra))
    assert lab.values("lab.ticket", "total") == [9]
    lab.reverse(written)
    assert lab.values("lab.ticket", "total") == [6]


def test_a_column_that_a_generated_one_depends_on_changes(lab):
    total = generated(models.F("f") + models.F("g"), models.BigIntegerField())
    index = models.Index(fields=["total"], name="by_total")
    lab.evolve(ticket(f=Integer(), g=Integer(), total=total, Indexes=[index]))
    lab.rows("lab.ticket").create(f=3, g=4)
    written = lab.evolve(
        ticket(f=models.BigIntegerField(), g=Integer(), total=total, Indexes=[index])
    )
    assert names(written) == ["RemoveIndex", "RemoveField", "AlterField", "AddField", "AddIndex"]
    assert lab.values("lab.ticket", "total") == [7]
    lab.reverse(written)
    assert lab.values("lab.ticket", "total") == [7]


def test_a_renamed_and_retyped_column_under_a_generated_one(lab):
    lab.evolve(ticket(f=Integer(), total=generated(models.F("f") * 2)))
    lab.rows("lab.ticket").create(f=3)
    said = {"fields": {("lab", "ticket", "number"): "f"}}
    written = lab.evolve(
        ticket(number=models.BigIntegerField(), total=generated(models.F("number") * 2)), **said
    )
    assert lab.values("lab.ticket", "number", "total") == [(3, 6)]
    lab.reverse(written)
    assert lab.values("lab.ticket", "f", "total") == [(3, 6)]


def test_generated_columns_come_and_go_with_what_they_depend_on(lab):
    lab.evolve(ticket(a=Integer(), f=generated(models.F("a") * 2)))
    lab.rows("lab.ticket").create(a=3)
    written = lab.evolve(
        ticket(b=Integer(), f=generated(models.F("b") * 5)),
        **(backfill(2, "b") | dropped("Ticket.a")),
    )
    assert lab.values("lab.ticket", "f") == [10]
    written += lab.evolve(ticket(b=Integer(), g=generated(models.F("b") * 7)))
    assert lab.values("lab.ticket", "g") == [14]


def test_conditions_on_a_column_of_another_kind(lab):
    old = [
        models.UniqueConstraint(fields=["f"], condition=~models.Q(f=""), name="f_unique"),
        models.CheckConstraint(condition=~models.Q(f="7"), name="f_check"),
    ]
    new = [
        models.UniqueConstraint(fields=["f"], name="f_unique"),
        models.CheckConstraint(condition=~models.Q(f=7), name="f_check"),
    ]
    lab.evolve(ticket(f=models.SlugField(blank=True), Constraints=old))
    lab.rows("lab.ticket").create(f="1")
    lab.rows("lab.ticket").create(f="")
    lab.rows("lab.ticket").create(f="")
    written = lab.evolve(ticket(f=Integer(null=True), Constraints=new), **dropped("Ticket.f:type"))
    assert lab.values("lab.ticket", "f") == [1, None, None]
    lab.reverse(written)
    assert lab.values("lab.ticket", "f") == ["1", "", ""]
