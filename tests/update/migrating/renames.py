"""Renames, on tables with rows."""

import pytest
from django.core.management.base import CommandError
from django.db import models
from django.db.migrations.questioner import InteractiveMigrationQuestioner
from lab import model, operations

Text = models.TextField


def fields(**renames):
    """Renames of fields of lab.Ticket, name=former name."""
    return {"fields": {("lab", "ticket", name): former for name, former in renames.items()}}


def names(written):
    return list(operations(written))


def ticket(**parts):
    return model("lab.Ticket", **parts)


def test_a_field(lab):
    lab.evolve(ticket(description=Text()))
    lab.rows("lab.ticket").create(description="one")
    written = lab.evolve(ticket(details=Text()), **fields(details="description"))
    assert names(written) == ["RenameField"]
    assert lab.values("lab.ticket", "details") == ["one"]
    lab.reverse(written)
    assert lab.values("lab.ticket", "description") == ["one"]


def test_a_chain(lab):
    lab.evolve(ticket(a=Text(), b=Text()))
    lab.rows("lab.ticket").create(a="A", b="B")
    written = lab.evolve(ticket(b=Text(), c=Text()), **fields(b="a", c="b"))
    assert lab.values("lab.ticket", "b", "c") == [("A", "B")]
    lab.reverse(written)
    assert lab.values("lab.ticket", "a", "b") == [("A", "B")]


def test_a_swap_happens_once(lab):
    lab.evolve(ticket(a=Text(), b=Text()))
    lab.rows("lab.ticket").create(a="A", b="B")
    swap = fields(b="a", a="b")
    written = lab.evolve(ticket(a=Text(), b=Text()), **swap)
    assert names(written) == ["RenameField"] * 3 + ["RecordRenames"]
    assert lab.values("lab.ticket", "a", "b") == [("B", "A")]
    assert lab.write(ticket(a=Text(), b=Text()), **swap) == []
    lab.reverse(written)
    assert lab.values("lab.ticket", "a", "b") == [("A", "B")]


def test_a_ring_of_three(lab):
    three = {"a": Text(), "b": Text(), "c": Text()}
    lab.evolve(ticket(**three))
    lab.rows("lab.ticket").create(a="A", b="B", c="C")
    written = lab.evolve(ticket(**three), **fields(b="a", c="b", a="c"))
    assert lab.values("lab.ticket", "a", "b", "c") == [("C", "A", "B")]
    lab.reverse(written)
    assert lab.values("lab.ticket", "a", "b", "c") == [("A", "B", "C")]


def test_a_swap_in_a_new_project_is_no_change(lab):
    swap = fields(b="a", a="b")
    written = lab.evolve(ticket(a=Text(), b=Text()), **swap)
    assert names(written) == ["CreateModel", "RecordRenames"]
    assert lab.write(ticket(a=Text(), b=Text()), **swap) == []


def test_a_swap_of_models_in_a_new_project_is_no_change(lab):
    both = model("lab.Bug", title=Text()), model("lab.Ticket", number=models.IntegerField())
    said = {"models": {("lab", "ticket"): "Bug", ("lab", "bug"): "Ticket"}}
    assert names(lab.evolve(*both, **said))[-1] == "RecordRenames"
    assert lab.write(*both, **said) == []


def test_what_looks_like_a_rename_is_asked(lab, monkeypatch):
    lab.evolve(model("lab.Bug", text=Text()))
    lab.rows("lab.bug").create(text="x")
    asked = []

    def yes(self, *question):
        asked.append(question)
        return True

    for name in ("ask_rename", "ask_rename_model"):
        monkeypatch.setattr(InteractiveMigrationQuestioner, name, yes)
    lab.questioner = InteractiveMigrationQuestioner
    assert names(lab.evolve(ticket(text=Text()))) == ["RenameModel"]
    assert names(lab.evolve(ticket(body=Text()))) == ["RenameField"]
    assert lab.values("lab.ticket", "body") == ["x"]
    assert len(asked) == 2


def test_a_field_and_a_new_one_under_its_former_name(lab):
    customer = model("lab.Customer", name=Text())
    was = models.ForeignKey("lab.Customer", models.CASCADE)
    lab.evolve(customer, ticket(customer=was, code=Text()))
    one = lab.rows("lab.customer").create(name="one")
    lab.rows("lab.ticket").create(customer_id=one.pk, code="x")
    now = models.ForeignKey("lab.Customer", models.CASCADE, null=True, related_name="+")
    kept = models.ForeignKey("lab.Customer", models.CASCADE)
    said = fields(buyer="customer", sku="code")
    written = lab.evolve(
        customer, ticket(buyer=kept, customer=now, sku=Text(), code=Text(blank=True)), **said
    )
    assert lab.values("lab.ticket", "buyer_id", "customer_id", "sku", "code") == [
        (one.pk, None, "x", "")
    ]
    lab.reverse(written)
    assert lab.values("lab.ticket", "customer_id", "code") == [(one.pk, "x")]


def test_a_field_and_its_type_at_once(lab):
    lab.evolve(ticket(code=models.CharField(max_length=20)))
    lab.rows("lab.ticket").create(code="12")
    said = fields(number="code") | {"dropped": {"Ticket.number:type"}}
    written = lab.evolve(ticket(number=models.IntegerField()), **said)
    assert names(written) == ["RenameField", "ConvertField"]
    assert lab.values("lab.ticket", "number") == [12]
    lab.reverse(written)
    assert lab.values("lab.ticket", "code") == ["12"]


def test_what_names_a_field_follows(lab):
    def parts(text, number, shown):
        return ticket(
            **{text: models.CharField(max_length=20), number: models.IntegerField()},
            total=models.GeneratedField(
                expression=models.F(number) * models.Value(2),
                output_field=models.IntegerField(),
                db_persist=True,
            ),
            Ordering=[f"-{text}"],
            Indexes=[
                models.Index(fields=[text, f"-{number}"], name=f"{shown}_index"),
                models.Index(
                    models.functions.Lower(text),
                    name=f"{shown}_lower",
                    condition=models.Q(**{f"{number}__gt": 1}),
                ),
            ],
            Constraints=[
                models.UniqueConstraint(fields=[text], name=f"{shown}_unique"),
                models.UniqueConstraint(
                    fields=[number], name=f"{shown}_some", condition=~models.Q(**{text: ""})
                ),
                models.CheckConstraint(
                    condition=models.Q(**{f"{number}__lte": models.F(number) + models.Value(1)}),
                    name=f"{shown}_check",
                    violation_error_message=f"{text} must hold",
                ),
            ],
        )

    lab.evolve(parts("code", "size", "old"))
    lab.rows("lab.ticket").create(code="x", size=4)
    said = fields(sku="code", number="size")
    written = lab.evolve(parts("sku", "number", "new"), **said)
    assert set(names(written)) == {
        "RenameField",
        "RenameIndex",
        "RenameConstraint",
        "AlterConstraint",
    }
    assert lab.values("lab.ticket", "sku", "number", "total") == [("x", 4, 8)]
    lab.reverse(written)
    assert lab.values("lab.ticket", "code", "size", "total") == [("x", 4, 8)]


def test_a_swap_with_indexes_named_after_the_fields(lab):
    def parts():
        return ticket(
            a=models.CharField(max_length=9, db_index=True),
            b=Text(),
            Indexes=[
                models.Index(fields=["a"], name="index_a"),
                models.Index(fields=["b"], name="index_b"),
            ],
            Constraints=[
                models.UniqueConstraint(fields=["a"], name="unique_a"),
                models.UniqueConstraint(fields=["b"], name="unique_b"),
            ],
        )

    lab.evolve(parts())
    lab.rows("lab.ticket").create(a="A", b="B")
    written = lab.evolve(parts(), **(fields(a="b", b="a") | {"dropped": {"Ticket.a:type"}}))
    assert lab.values("lab.ticket", "a", "b") == [("B", "A")]
    lab.reverse(written)
    assert lab.values("lab.ticket", "a", "b") == [("A", "B")]


def test_a_model_that_others_refer_to(lab):
    def parts(name, label):
        to = f"lab.{name}"
        return (
            model(
                to,
                title=Text(),
                twin=models.ForeignKey("self", models.CASCADE, null=True),
                friends=models.ManyToManyField("self"),
                tags=models.ManyToManyField("annex.Tag", related_name="things"),
                Indexes=[models.Index(fields=["title"], name=f"{label}_title")],
                Constraints=[models.UniqueConstraint(fields=["title"], name=f"{label}_unique")],
            ),
            model("annex.Tag", name=Text()),
            model("annex.Note", about=models.ForeignKey(to, models.CASCADE, unique=True)),
            model(
                "zoo.Cage",
                bugs=models.ManyToManyField(to),
                best=models.OneToOneField(to, models.CASCADE),
            ),
        )

    lab.evolve(*parts("Bug", "bug"))
    bugs = lab.rows("lab.bug")
    one = bugs.create(title="one")
    two = bugs.create(title="two", twin_id=one.pk)
    one.friends.add(two)
    one.tags.create(name="tag")
    lab.rows("annex.note").create(about_id=two.pk)
    lab.rows("zoo.cage").create(best_id=one.pk).bugs.set([one.pk, two.pk])
    written = lab.evolve(*parts("Ticket", "ticket"), models={("lab", "ticket"): "Bug"})
    assert names(written) == ["RenameModel", "RenameConstraint", "RenameIndex"]
    now = lab.state.apps.get_model("lab", "ticket")._base_manager
    assert [each.title for each in now.get(title="one").friends.all()] == ["two"]
    assert now.get(title="two").twin_id == one.pk
    assert now.get(title="one").tags.count() == 1
    assert lab.values("annex.note", "about_id") == [two.pk]
    assert sorted(lab.rows("zoo.cage").get().bugs.values_list("title", flat=True)) == ["one", "two"]
    lab.reverse(written)
    assert lab.values("lab.bug", "title") == ["one", "two"]


@pytest.mark.parametrize("other", ["annex", "zoo"])
def test_a_model_and_a_new_field_that_refers_to_it(lab, other):
    lab.evolve(model("lab.Bug", title=Text()), model(f"{other}.Note", text=Text()))
    lab.rows("lab.bug").create(title="one")
    lab.rows(f"{other}.note").create(text="note")
    said = {"models": {("lab", "ticket"): "Bug"}}
    to = models.ForeignKey("lab.Ticket", models.CASCADE, null=True)
    written = lab.evolve(
        model("lab.Ticket", title=Text()), model(f"{other}.Note", text=Text(), about=to), **said
    )
    assert len(written) == 2
    lab.reverse(written)
    assert lab.values("lab.bug", "title") == ["one"]


def test_models_that_refer_to_each_other_are_both_renamed(lab):
    def parts(a, b, extra=False):
        more = {
            "last": models.ForeignKey(f"annex.{b}", models.CASCADE, null=True, related_name="+")
        }
        less = {"best": models.ForeignKey(f"lab.{a}", models.CASCADE, null=True, related_name="+")}
        return (
            model(
                f"lab.{a}",
                title=Text(),
                b=models.ForeignKey(f"annex.{b}", models.CASCADE, null=True),
                **(more if extra else {}),
            ),
            model(
                f"annex.{b}",
                title=Text(),
                a=models.ForeignKey(f"lab.{a}", models.CASCADE, null=True),
                **(less if extra else {}),
            ),
        )

    lab.evolve(*parts("Bug", "Note"))
    bug = lab.rows("lab.bug").create(title="bug")
    note = lab.rows("annex.note").create(title="note", a_id=bug.pk)
    lab.rows("lab.bug").update(b=note.pk)
    said = {"models": {("lab", "ticket"): "Bug", ("annex", "memo"): "Note"}}
    written = lab.evolve(*parts("Ticket", "Memo", extra=True), **said)
    assert lab.values("lab.ticket", "title", "b_id") == [("bug", note.pk)]
    lab.reverse(written)
    assert lab.values("lab.bug", "title", "b_id") == [("bug", note.pk)]


def test_two_models_swap_their_names(lab):
    def parts(a, b):
        return (
            model(
                f"lab.{a}",
                title=Text(),
                tags=models.ManyToManyField(f"lab.{b}"),
                Indexes=[models.Index(fields=["title"], name=f"{a.lower()}_title")],
            ),
            model(
                f"lab.{b}",
                number=models.IntegerField(),
                Constraints=[
                    models.UniqueConstraint(fields=["number"], name=f"{b.lower()}_number")
                ],
            ),
            model("zoo.Cage", about=models.ForeignKey(f"lab.{a}", models.CASCADE)),
        )

    lab.evolve(*parts("Bug", "Ticket"))
    bug = lab.rows("lab.bug").create(title="bug")
    bug.tags.add(lab.rows("lab.ticket").create(number=7))
    lab.rows("zoo.cage").create(about_id=bug.pk)
    said = {"models": {("lab", "ticket"): "Bug", ("lab", "bug"): "Ticket"}}
    written = lab.evolve(*parts("Ticket", "Bug"), **said)
    assert lab.values("lab.ticket", "title") == ["bug"]
    assert lab.values("lab.bug", "number") == [7]
    lab.reverse(written)
    assert lab.values("lab.bug", "title") == ["bug"]


def test_a_model_its_fields_and_a_new_model_under_the_former_name(lab):
    lab.evolve(
        model("lab.Bug", text=Text(), user=models.ForeignKey("annex.User", models.CASCADE)),
        model("annex.User", name=Text()),
    )
    user = lab.rows("annex.user").create(name="u")
    lab.rows("lab.bug").create(text="x", user_id=user.pk)
    said = {"models": {("lab", "ticket"): "Bug"}, "fields": {("lab", "ticket", "body"): "text"}}
    fk = models.ForeignKey("annex.User", models.CASCADE)
    written = lab.evolve(
        model("lab.Ticket", body=Text(), user=fk),
        model("lab.Bug", text=Text(), user=fk),
        model("annex.User", name=Text()),
        **said,
    )
    assert lab.values("lab.ticket", "body", "user_id") == [("x", user.pk)]
    assert lab.values("lab.bug", "text") == []
    lab.reverse(written)
    assert lab.values("lab.bug", "text") == ["x"]


def test_a_many_to_many(lab):
    tag = model("annex.Tag", name=Text())
    lab.evolve(
        tag,
        ticket(
            labels=models.ManyToManyField("annex.Tag"),
            links=models.ManyToManyField("self", symmetrical=False),
        ),
    )
    one = lab.rows("lab.ticket").create()
    one.labels.create(name="x")
    one.links.add(one)
    said = fields(tags="labels", peers="links")
    written = lab.evolve(
        tag,
        ticket(
            tags=models.ManyToManyField("annex.Tag"),
            peers=models.ManyToManyField("self", symmetrical=False),
            labels=models.ManyToManyField("annex.Tag", related_name="+"),
        ),
        **said,
    )
    now = lab.rows("lab.ticket").get()
    assert (now.tags.count(), now.labels.count(), now.peers.count()) == (1, 0, 1)
    lab.reverse(written)
    assert lab.rows("lab.ticket").get().labels.count() == 1


def test_one_thing_cannot_become_two(lab):
    lab.evolve(ticket(a=Text()))
    with pytest.raises(CommandError, match=r"Ticket\.a +would be renamed to b and c"):
        lab.write(ticket(b=Text(), c=Text()), **fields(b="a", c="a"))


def test_renamed_again_and_back(lab):
    lab.evolve(ticket(a=Text()))
    lab.rows("lab.ticket").create(a="A")
    lab.evolve(ticket(b=Text()), **fields(b="a"))
    lab.evolve(ticket(c=Text()), **fields(c="b"))
    lab.evolve(ticket(a=Text()), **fields(a="c"))
    assert lab.values("lab.ticket", "a") == ["A"]
