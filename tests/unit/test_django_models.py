"""Genome fields, options and expressions become the Django source that a developer would write."""

import re
from typing import Any

import pytest

from extensions.genome import Genome, load
from extensions.genome.django.api import search_fields
from extensions.genome.django.app import app_of
from extensions.genome.django.models import ModelSource
from extensions.genome.samples import breaking
from tests.builders import problems


def genome_of(*entities: Any, **more: Any) -> Genome:
    return load({"project_name": "example", "entities": list(entities), **more})


def model_of(*fields: Any, **entity: Any) -> ModelSource:
    genome = genome_of({"name": "Thing", "fields": list(fields), **entity})
    model: ModelSource = app_of(genome, "things").models.classes[0]
    return model


def line_of(field: Any, **entity: Any) -> str:
    """The source of one field on one line, without the trailing comma of an exploded call."""
    source = model_of(field, **entity).fields[0]
    return " ".join(source.split()).replace("( ", "(").replace(", )", ")").replace(",)", ")")


@pytest.mark.parametrize(
    ("field", "source"),
    [
        ({"type": "string"}, "models.CharField(max_length=255)"),
        ({"type": "string", "required": False}, "models.CharField(max_length=255, blank=True)"),
        ({"type": "text", "required": False}, "models.TextField(blank=True)"),
        ({"type": "text", "max_length": 500}, "models.TextField(max_length=500)"),
        ({"type": "slug"}, "models.SlugField()"),
        ({"type": "email"}, "models.EmailField()"),
        ({"type": "url", "max_length": 500}, "models.URLField(max_length=500)"),
        ({"type": "phone"}, "models.CharField(max_length=32, validators=[phone_number])"),
        ({"type": "integer", "required": False}, "models.IntegerField(null=True, blank=True)"),
        ({"type": "big_integer", "default": 5}, "models.BigIntegerField(default=5)"),
        (
            {"type": "decimal", "digits": 8, "places": 2, "default": 9.5},
            'models.DecimalField(max_digits=8, decimal_places=2, default=Decimal("9.5"))',
        ),
        ({"type": "float", "default": 1}, "models.FloatField(default=1.0)"),
        ({"type": "boolean"}, "models.BooleanField(default=False)"),
        ({"type": "boolean", "required": True}, "models.BooleanField()"),
        (
            {"type": "date", "default": "2024-02-29"},
            "models.DateField(default=datetime.date(2024, 2, 29))",
        ),
        ({"type": "datetime", "required": False}, "models.DateTimeField(null=True, blank=True)"),
        ({"type": "time", "default": "17:30"}, "models.TimeField(default=datetime.time(17, 30))"),
        (
            {"type": "duration", "default": "PT1H"},
            "models.DurationField(default=datetime.timedelta(hours=1))",
        ),
        ({"type": "uuid", "required": False}, "models.UUIDField(null=True, blank=True)"),
        ({"type": "json"}, "models.JSONField()"),
        ({"type": "json", "required": False}, "models.JSONField(blank=True, default=dict)"),
        ({"type": "json", "default": {"a": 1}}, 'models.JSONField(default=Fresh({"a": 1}))'),
        (
            {"type": "array", "of": "integer", "required": False},
            "ArrayField(models.IntegerField(), blank=True, default=list)",
        ),
        (
            {"type": "array", "of": "string"},
            "ArrayField(models.CharField(max_length=255))",
        ),
        (
            {"type": "enum", "choices": ["A", "B"], "default": "B"},
            "models.CharField(max_length=50, choices=It, default=It.B)",
        ),
        ({"type": "file"}, "models.FileField(upload_to=upload_path, max_length=255)"),
        (
            {"type": "string", "encrypted": True, "max_length": 20},
            "EncryptedTextField(validators=[MaxLengthValidator(20)])",
        ),
        (
            {"type": "integer", "min": 1, "max": 9},
            "models.IntegerField(validators=[MinValueValidator(1), MaxValueValidator(9)])",
        ),
        (
            {"type": "string", "pattern": r"^\d{4}$", "min_length": 4, "max_length": 4},
            "models.CharField(max_length=4, "
            r'validators=[MinLengthValidator(4), RegexValidator(r"^\d{4}$")])',
        ),
        (
            {"type": "string", "label": "That thing", "help": "Say it"},
            'models.CharField(max_length=255, verbose_name="That thing", help_text="Say it")',
        ),
    ],
)
def test_a_field_is_rendered_as_django_would_have_it(field: Any, source: Any) -> None:
    assert line_of({"name": "it", **field}) == f"it = {source}"


@pytest.mark.parametrize(
    ("relation", "source"),
    [
        (
            {"type": "reference", "to": "Place"},
            'models.ForeignKey("places.Place", on_delete=models.RESTRICT, related_name="things")',
        ),
        (
            {"type": "reference", "to": "User", "required": False, "on_delete": "set_null"},
            'models.ForeignKey("users.CustomUser", on_delete=models.SET_NULL, null=True, '
            'blank=True, related_name="things")',
        ),
        (
            {"type": "reference", "to": "Thing", "required": False, "related_name": "parts"},
            'models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, '
            'related_name="parts")',
        ),
        (
            {"type": "one_to_one", "to": "Place"},
            'models.OneToOneField("places.Place", on_delete=models.RESTRICT, related_name="thing")',
        ),
        (
            {"type": "references", "to": "Place"},
            'models.ManyToManyField("places.Place", blank=True, related_name="things")',
        ),
    ],
)
def test_a_relation_is_rendered_as_django_would_have_it(relation: Any, source: Any) -> None:
    place = {"name": "Place", "fields": [{"name": "name", "type": "string"}]}
    thing = {"name": "Thing", "fields": [{"name": "it", **relation}]}
    model = app_of(genome_of(place, thing), "things").models.classes[0]
    flat = " ".join(model.fields[0].split()).replace("( ", "(").replace(", )", ")")
    assert flat == f"it = {source}"


def test_one_to_one_with_a_user_is_unique_in_each_workspace_only() -> None:
    model = model_of({"name": "user", "type": "one_to_one", "to": "User"})
    assert "models.ForeignKey(" in model.fields[0]
    assert '["workspace", "user"]' in "".join(model.meta)


def test_uniqueness_holds_within_a_workspace_and_ignores_texts_left_empty() -> None:
    meta = "".join(
        model_of({"name": "code", "type": "string", "unique": True, "required": False}).meta
    )
    assert 'fields=["workspace", "code"]' in meta
    assert 'condition=~models.Q(code="")' in meta


def test_uniqueness_of_a_global_entity_holds_everywhere() -> None:
    meta = "".join(
        model_of({"name": "code", "type": "string", "unique": True}, scope="global").meta
    )
    assert 'fields=["code"]' in meta


NUMBERS = [{"name": name, "type": "integer"} for name in ("a", "b")]


@pytest.mark.parametrize(
    ("check", "condition"),
    [
        ("a >= 0", "models.Q(a__gte=0)"),
        ("0 <= a", "models.Q(a__gte=0)"),
        ("a != b", '~models.Q(a=models.F("b"))'),
        ("a > b * 2", 'models.Q(a__gt=models.F("b") * 2)'),
        ("1 <= a <= 9", "models.Q(a__gte=1, a__lte=9)"),
        ("a > 1 or b > 1", "models.Q(a__gt=1) | models.Q(b__gt=1)"),
        ("not a > 1", "~models.Q(models.Q(a__gt=1))"),
        ("a in [1, 2]", "models.Q(a__in=[1, 2])"),
        ("a not in [1, 2]", "~models.Q(a__in=[1, 2])"),
        (
            "a + b <= 10",
            'models.Q(LessThanOrEqual(models.F("a") + models.F("b"), models.Value(10)))',
        ),
    ],
)
def test_a_check_becomes_a_condition(check: Any, condition: Any) -> None:
    meta = "".join(model_of(*NUMBERS, checks=[{"name": "rule", "check": check}]).meta)
    flat = " ".join(meta.split()).replace("( ", "(").replace(", )", ")")
    assert f"condition={condition}, name=" in flat


@pytest.mark.parametrize(
    ("fields", "expression", "kind", "source"),
    [
        (NUMBERS, "a * b", "integer", 'models.F("a") * models.F("b")'),
        (NUMBERS, "(a + b) * 2", "integer", '(models.F("a") + models.F("b")) * 2'),
        (
            NUMBERS,
            "a / b",
            "decimal",
            'Cast(models.F("a"), models.DecimalField(max_digits=30, decimal_places=10)) '
            '/ NullIf(models.F("b"), models.Value(0))',
        ),
        (NUMBERS, "coalesce(a, b)", "integer", 'Coalesce(models.F("a"), models.F("b"))'),
        (
            [{"name": name, "type": "string"} for name in ("a", "b")],
            "a + ' ' + b",
            "string",
            'Concat(models.F("a"), models.Value(" "), models.F("b"))',
        ),
    ],
)
def test_a_computed_field_becomes_a_generated_column(
    fields: Any, expression: Any, kind: Any, source: Any
) -> None:
    model = model_of(*fields, {"name": "total", "type": kind, "computed": expression})
    flat = " ".join(model.fields[-1].split()).replace("( ", "(").replace(", )", ")")
    assert f"expression={source}, output_field=" in flat


def test_names_of_indexes_stay_within_what_django_allows() -> None:
    names = [f"quite_a_long_name_of_a_field_{letter}" for letter in "ab"]
    fields = [{"name": name, "type": "integer"} for name in names]
    meta = "".join(model_of(*fields, indexes=[names]).meta)
    found = [part.split('"')[1] for part in meta.split("name=")[1:]]
    assert found
    assert all(len(name) <= 30 for name in found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("values", "members"),
    [
        (["in progress", "24/7"], ['IN_PROGRESS = "in progress"', 'VALUE_24_7 = "24/7"']),
        (["a-b", "a b"], ['A_B = "a-b"', 'A_B_2 = "a b"']),
        (["привет", "größe"], ['VALUE_1 = "привет"', 'GROE = "größe"']),
    ],
)
def test_choices_become_members_that_are_identifiers(values: Any, members: Any) -> None:
    model = model_of({"name": "kind", "type": "enum", "choices": values})
    assert [line.split(",")[0].split("\n")[0] for line in model.choices[0].members] == members


def test_an_app_whose_label_django_has_taken_gets_another() -> None:
    genome = genome_of({"name": "Session", "fields": [{"name": "name", "type": "string"}]})
    app = app_of(genome, "sessions")
    assert (app.name, app.label) == ("sessions", "app_sessions")


def test_a_field_that_hides_a_module_does_not_break_the_defaults_of_others() -> None:
    model = model_of(
        {"name": "datetime", "type": "datetime"},
        {"name": "list", "type": "string"},
        {"name": "day", "type": "date", "default": "2024-01-01"},
        {"name": "tags", "type": "array", "of": "string", "required": False},
    )
    assert "datetime_module.date(2024, 1, 1)" in model.fields[2]
    assert "default=builtins.list" in model.fields[3]


def test_values_that_break_a_check_fit_into_their_fields() -> None:
    text = "x" * 300
    genome = genome_of(
        {
            "name": "Thing",
            "fields": [{"name": "name", "type": "string"}],
            "checks": [{"name": "rule", "check": f"name != '{text}'"}],
        }
    )
    assert breaking(genome.entities[0], genome.entities[0].checks[0]) is None


@pytest.mark.parametrize("moment", ["2020-01-01", "2020-01-01T12:00:00", "2020-01-01T12:00:00Z"])
def test_a_moment_is_compared_with_a_text_in_any_form(moment: str) -> None:
    genome = genome_of(
        {
            "name": "Event",
            "fields": [{"name": "starts_at", "type": "datetime"}],
            "checks": [{"name": "rule", "check": f"starts_at > '{moment}'"}],
        }
    )
    assert breaking(genome.entities[0], genome.entities[0].checks[0]) is not None


def test_deleted_records_do_not_keep_their_values() -> None:
    code = {"name": "code", "type": "string", "required": False, "unique": True}
    other = {"name": "other", "type": "one_to_one", "to": "Thing", "required": False}
    plain, kept = model_of(code, other), model_of(code, other, soft_delete=True)
    assert (plain.bases, kept.bases) == ("WorkspaceModel", "SoftDeleteModel, WorkspaceModel")
    assert "deleted_at" not in " ".join(plain.meta)
    constraints = " ".join(" ".join(kept.meta).split())
    assert 'condition=~models.Q(code="") & models.Q(deleted_at=None)' in constraints
    assert 'fields=["workspace", "other"], condition=models.Q(deleted_at=None)' in constraints
    assert "OneToOneField" in plain.fields[1]
    assert "ForeignKey" in kept.fields[1]


@pytest.mark.parametrize(
    ("operations", "rows"),
    [
        (["list", "delete"], "deleted_at__isnull=not self.shows_deleted"),
        (["list", "create"], "deleted_at=None"),
    ],
)
def test_a_queryset_says_which_records_it_shows(operations: list[str], rows: str) -> None:
    title = {"name": "title", "type": "string"}
    thing = {"name": "Thing", "fields": [title], "soft_delete": True, "operations": operations}
    view = app_of(genome_of(thing), "things").views.classes[0]
    assert rows in view.queryset
    assert ("SoftDeleteMixin" in view.header) == ("delete" in operations)


@pytest.mark.parametrize("name", ["export", "summary", "bulk_delete", "bulk_restore"])
def test_a_transition_may_be_called_as_what_lists_do(name: str) -> None:
    status = {"name": "status", "type": "enum", "choices": ["A", "B"], "default": "A"}
    step = {"name": name, "from": ["B"], "to": "A"}
    workflow = {"field": "status", "transitions": [step]}
    thing = {"name": "Thing", "fields": [status], "workflow": workflow}
    [made] = app_of(genome_of(thing), "things").views.classes[0].transitions
    assert f"def {name}_(" in made.signature
    assert f'url_path="{name.replace("_", "-")}"' in made.decorator


@pytest.mark.parametrize(
    ("display", "found"),
    [
        ({}, ["name"]),
        ({"type": "integer"}, []),
    ],
)
def test_records_are_found_by_what_they_are_called(display: Any, found: list[str]) -> None:
    fields = [
        {"name": "name", "type": "string", "list": True, **display},
        {"name": "note", "type": "text", "list": True},
    ]
    genome = genome_of({"name": "Thing", "display": "name", "fields": fields})
    assert search_fields(genome, genome.entities[0]) == found


def test_what_lists_go_by_has_an_index() -> None:
    fields = [
        {"name": "title", "type": "string", "sort": True},
        {"name": "code", "type": "string", "sort": True, "unique": True},
        {"name": "kind", "type": "enum", "choices": ["A", "B"], "filter": True},
        {"name": "note", "type": "text", "sort": True},
        {"name": "link", "type": "string", "max_length": 2000, "sort": True},
        {"name": "day", "type": "date", "sort": True},
        {"name": "moment", "type": "datetime", "sort": True},
    ]
    thing = {"name": "Thing", "fields": fields, "ordering": ["-moment"]}
    meta = "\n".join(app_of(genome_of(thing), "things").models.classes[0].meta)
    assert re.findall(r'name="(thing_\w+)"', meta) == [
        "thing_moment",
        "thing_created_at",
        "thing_title__id",
        "thing_kind__id",
        "thing_day__id",
        "thing_code_unique",
    ]
    assert 'fields=["workspace", "title", "id"]' in meta


def test_names_that_deletion_needs_are_refused() -> None:
    status = {"name": "status", "type": "enum", "choices": ["A", "B"], "default": "A"}
    step = {"name": "restore", "from": ["B"], "to": "A"}
    thing = {
        "name": "Thing",
        "fields": [
            status,
            {"name": "deleted_at", "type": "datetime"},
            {"name": "deleted", "type": "boolean", "filter": True},
        ],
        "workflow": {"field": "status", "transitions": [step]},
    }
    assert genome_of(thing)
    assert set(problems({**thing, "soft_delete": True})) == {
        "entities[0].fields[1].name",
        "entities[0].fields[2].filter",
        "entities[0].workflow.transitions[0].name",
    }
