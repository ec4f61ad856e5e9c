"""Fields that hold what can be stored, whatever is sent."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from rest_framework import serializers

from apps.core.fields import FlagField, ImageUploadField, StrictJSONField, UploadField
from apps.core.models import FILE_NAME_LENGTH, upload_path
from apps.core.validators import phone_number


class Form(serializers.Serializer):
    def get_fields(self):
        return {"flag": FlagField(required=False), "data": StrictJSONField(required=False)}


def test_a_flag_that_a_form_does_not_name_is_left_alone():
    form = Form(data=QueryDict("data=1"))
    assert form.is_valid()
    assert form.validated_data == {"data": 1}


@pytest.mark.parametrize("text", ["{", "NaN", "[1e999]", '"\\u0000"', '"\\ud800"', "[" * 100_000])
def test_json_of_a_form_is_as_strict_as_any(text):
    data = QueryDict(mutable=True)
    data["data"] = text
    form = Form(data=data)
    assert not form.is_valid()
    assert list(form.errors) == ["data"]


@pytest.mark.asvs("1.4.2")
@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_numbers_are_finite(value):
    with pytest.raises(serializers.ValidationError):
        serializers.FloatField().run_validation(value)


def test_null_empties_an_optional_file():
    assert UploadField(required=False).run_validation(None) == ""
    with pytest.raises(serializers.ValidationError):
        UploadField().run_validation(None)


@pytest.mark.parametrize("field", [UploadField(), ImageUploadField()])
def test_text_is_no_file(field):
    with pytest.raises(serializers.ValidationError):
        field.run_validation("text")


def test_an_empty_file_is_refused():
    with pytest.raises(serializers.ValidationError):
        UploadField().run_validation(SimpleUploadedFile("a.txt", b""))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "....etcpasswd"),
        ("my report.pdf", "my_report.pdf"),
        ("???", "file"),
        ("..", "file"),
        ("x" * 300 + ".tar", "x" * (FILE_NAME_LENGTH - 4) + ".tar"),
        ("x." + "y" * 300, ("x." + "y" * 300)[:FILE_NAME_LENGTH]),
        ("\N{GRINNING FACE}.png", ".png"),
        ("naïve.png", "naïve.png"),
    ],
)
def test_files_are_stored_under_a_safe_name(name, expected):
    record = SimpleNamespace(workspace_id="w", _meta=SimpleNamespace(model_name="ticket"))
    workspace, model, _, stored = upload_path(record, name).split("/")
    assert (workspace, model, stored) == ("w", "ticket", expected)


def test_files_of_shared_records_have_no_workspace():
    record = SimpleNamespace(_meta=SimpleNamespace(model_name="country"))
    assert upload_path(record, "a.txt").startswith("global/country/")


@pytest.mark.parametrize("number", ["+44 20 7946 0958", "0049-30-901820", "030) 901820", "112358"])
def test_phone_numbers(number):
    phone_number(number)


@pytest.mark.parametrize(
    "number", ["", "12345", "1" * 16, "+", "call me", "+49\n30901820", "1   23456"]
)
def test_what_is_no_phone_number(number):
    with pytest.raises(Exception, match="phone number"):
        phone_number(number)
