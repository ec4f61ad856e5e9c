"""What goes: refused unless it is declared; then it goes with what refers to it."""

import pytest
from django.core.management.base import CommandError
from django.db import models
from lab import model, operations

Text = models.TextField


def ticket(**parts):
    return model("lab.Ticket", **parts)


def dropped(*entries):
    return {"dropped": frozenset(entries)}


def names(written):
    return list(operations(written))


def test_a_field(lab):
    lab.evolve(ticket(code=Text(blank=True), hours=Text(blank=True)))
    lab.rows("lab.ticket").create(code="x")
    with pytest.raises(CommandError) as caught:
        lab.write(ticket())
    assert str(caught.value).splitlines() == [
        "2 changes would lose data or cannot be decided. Nothing was written.",
        "  Ticket.code    would be dropped, and nothing says so",
        "    to drop it     dropped: [Ticket.code] in genome.yml (or --dropped Ticket.code)",
        "    to rename it   renamed_from: code on the field that replaces it "
        "(or --renamed lab.Ticket.code=<name>)",
        "  Ticket.hours   would be dropped, and nothing says so",
        "    to drop it     dropped: [Ticket.hours] in genome.yml (or --dropped Ticket.hours)",
        "    to rename it   renamed_from: hours on the field that replaces it "
        "(or --renamed lab.Ticket.hours=<name>)",
    ]
    with pytest.raises(CommandError, match="1 change would lose"):
        lab.write(ticket(), **dropped("Ticket.code"))
    written = lab.evolve(ticket(), **dropped("Ticket.code", "lab.Ticket.hours"))
    assert names(written) == ["RemoveField", "RemoveField"]
    lab.reverse(written)


def test_a_declared_model_does_not_cover_a_field_of_a_model_that_stays(lab):
    lab.evolve(ticket(code=Text()))
    with pytest.raises(CommandError, match=r"Ticket\.code"):
        lab.write(ticket(), **dropped("Ticket"))


def test_a_generated_field_goes_unasked(lab):
    total = models.GeneratedField(
        expression=models.F("id") + 1, output_field=models.BigIntegerField(), db_persist=True
    )
    lab.evolve(ticket(total=total))
    assert names(lab.evolve(ticket())) == ["RemoveField"]


def test_many_to_many(lab):
    lab.evolve(ticket(links=models.ManyToManyField("self")))
    with pytest.raises(CommandError, match=r"Ticket\.links"):
        lab.write(ticket())
    lab.evolve(ticket(), **dropped("Ticket.links"))


def test_a_model_with_what_refers_to_it(lab):
    to = models.ForeignKey("lab.Ticket", models.CASCADE)
    note = model("annex.Note", text=Text(), about=to)
    cage = model("zoo.Cage", tickets=models.ManyToManyField("lab.Ticket"))
    lab.evolve(ticket(twin=models.ForeignKey("self", models.CASCADE, null=True)), note, cage)
    one = lab.rows("lab.ticket").create()
    lab.rows("annex.note").create(text="x", about_id=one.pk)
    after = model("annex.Note", text=Text()), model("zoo.Cage")
    with pytest.raises(CommandError) as caught:
        lab.write(*after)
    for line in ("Ticket ", "Note.about ", "Cage.tickets "):
        assert f"\n  {line}" in str(caught.value)
    written = lab.evolve(*after, **dropped("Ticket", "Note.about", "Cage.tickets"))
    assert lab.values("annex.note", "text") == ["x"]
    lab.rows("annex.note").delete()
    lab.reverse(written)


def test_models_that_refer_to_each_other(lab):
    one = models.ForeignKey("annex.Note", models.CASCADE)
    other = models.ForeignKey("lab.Ticket", models.CASCADE)
    lab.evolve(ticket(note=one), model("annex.Note", ticket=other))
    written = lab.evolve(**dropped("Ticket", "Note"))
    lab.reverse(written)


def test_what_is_renamed_goes_by_either_name_in_the_same_step(lab):
    lab.evolve(model("lab.Bug", text=Text(), more=Text(), f=models.CharField(max_length=9)))
    said = {
        "models": {("lab", "ticket"): "Bug"},
        "fields": {("lab", "ticket", "g"): "f"},
    }
    lab.evolve(
        ticket(text=Text(), g=models.CharField(max_length=5)),
        **said,
        **dropped("Bug.more", "Bug.f:max_length"),
    )
    with pytest.raises(CommandError):
        lab.write(ticket(g=models.CharField(max_length=5)), **said, **dropped("Bug.text"))
    with pytest.raises(CommandError):
        lab.write(**said, **dropped("Bug"))
    lab.evolve(**dropped("Ticket"))


def test_a_model_in_another_app(lab):
    lab.evolve(ticket(text=Text()))
    with pytest.raises(CommandError, match=r"to keep it +app: lab on Ticket"):
        lab.write(model("annex.Ticket", text=Text()))


def test_a_renamed_model_is_no_loss_but_its_fields_are(lab):
    lab.evolve(model("lab.Bug", text=Text(), code=Text()))
    with pytest.raises(CommandError) as caught:
        lab.write(ticket(text=Text()), models={("lab", "ticket"): "Bug"})
    assert "1 change" in str(caught.value)
    assert "Ticket.code" in str(caught.value)


def test_stale_entries_do_no_harm(lab):
    said = {
        "models": {("lab", "ticket"): "Bug", ("gone", "x"): "Y"},
        "fields": {
            ("lab", "ticket", "details"): "description",
            ("lab", "nothing", "a"): "b",
            ("lab", "ticket", "b"): "a",
        },
        "backfills": {("lab", "ticket", "details"): "none", ("gone", "x", "y"): 1},
        "dropped": frozenset({"Ticket.old", "Bug", "X.y:type"}),
    }
    lab.evolve(model("lab.Bug", description=Text(), old=Text()))
    lab.rows("lab.bug").create(description="x")
    lab.evolve(ticket(details=Text()), **said)
    assert lab.values("lab.ticket", "details") == ["x"]
    lab.evolve(ticket(details=Text(), description=Text(blank=True)), **said)
    assert lab.values("lab.ticket", "details", "description") == [("x", "")]
    lab.evolve(
        ticket(
            details=Text(), description=Text(blank=True), a=Text(blank=True), b=Text(blank=True)
        ),
        **said,
    )


def test_constraints_of_many_columns_go_with_one(lab):
    lab.evolve(
        ticket(
            a=Text(),
            b=Text(),
            Indexes=[models.Index(fields=["a", "b"], name="both")],
            Constraints=[
                models.CheckConstraint(condition=models.Q(a__lte=models.F("b")), name="order")
            ],
        )
    )
    lab.rows("lab.ticket").create(a="1", b="2")
    written = lab.evolve(
        ticket(a=Text(), Indexes=[models.Index(fields=["a"], name="both")]), **dropped("Ticket.b")
    )
    assert lab.values("lab.ticket", "a") == ["1"]
    with pytest.raises(Exception, match="null value"):
        lab.reverse(written)


def test_no_field_is_decided_twice(lab):
    """A unique field that changes its type, its name and whether it is required, at once."""
    lab.evolve(ticket(f=models.SlugField(unique=True, blank=True)))
    lab.rows("lab.ticket").create(f="1")
    lab.rows("lab.ticket").create(f="")
    written = lab.evolve(
        ticket(g=models.IntegerField(unique=True)),
        fields={("lab", "ticket", "g"): "f"},
        backfills={("lab", "ticket", "g"): 5},
    )
    assert lab.values("lab.ticket", "g") == [1, 5]
    assert names(written) == ["RenameField", "ConvertField"]
    lab.reverse(written)
    assert lab.values("lab.ticket", "f") == ["1", "5"]
