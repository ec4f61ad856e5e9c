"""Serializer fields that take what forms and JSON bring, and only what can be stored."""

from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.fields import empty

from apps.core import parsers, uploads


class FlagField(serializers.BooleanField):
    """A boolean that is left alone when a multipart body does not name it."""

    default_empty_html = empty


class StrictJSONField(serializers.JSONField):
    """Any JSON value that PostgreSQL can store; in a multipart body as text."""

    def to_internal_value(self, data: Any) -> Any:
        if getattr(data, "is_json_string", False):
            try:
                data = parsers.loads(data)
            except ParseError:
                self.fail("invalid")
        value = super().to_internal_value(data)
        if message := parsers.problem(value):
            raise serializers.ValidationError(message)
        return value


class UploadField(serializers.FileField):
    """A private file: out go its name and the address of its download, which asks who you are.

    What comes in is told by its content; see `apps.core.uploads`.

    Null empties an optional one.
    """

    def __init__(self, **kwargs: Any) -> None:
        if not kwargs.get("required", True):
            kwargs["allow_null"] = True
        super().__init__(**kwargs)

    def run_validation(self, data: Any = empty) -> Any:
        value = super().run_validation(data)
        if value is None:
            return ""
        try:
            value.content_type = uploads.check(value, value.name)
        except DjangoValidationError as error:
            raise serializers.ValidationError(error.messages) from error
        return value

    def to_representation(self, value: Any) -> Any:
        if not value:
            return None
        view = self.context.get("view")
        url = view.file_url(value) if view and hasattr(view, "file_url") else None
        return {"name": value.name.rpartition("/")[2], "url": url}


class ImageUploadField(UploadField, serializers.ImageField):
    """A private image; what Pillow cannot open is refused."""

    def run_validation(self, data: Any = empty) -> Any:
        value = super().run_validation(data)
        if value and not value.content_type.startswith("image/"):
            raise serializers.ValidationError(uploads.NOT_TAKEN)
        return value
