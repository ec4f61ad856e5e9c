"""Words that cannot be mistaken, in every text of the workspace under attack."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.crypto import get_random_string

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LENGTH = 10


def new_mark() -> str:
    """Return a word that stands nowhere else."""
    return "zq" + get_random_string(LENGTH - 2, LETTERS)


class Marks:
    """The words and ids of a workspace, and where they come from."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.ids: dict[str, str] = {}

    def text(self, place: str) -> str:
        """Return a new word for a place such as `Patient.notes`."""
        mark = new_mark()
        self.texts[mark] = place
        return mark

    def add_id(self, pk: UUID, place: str) -> None:
        self.ids[str(pk)] = place
        self.ids[pk.hex] = place

    def values_for(self, model: type[models.Model], factory: Any) -> dict[str, Any]:
        """Return values for a factory: a mark in every field that can hold one."""
        values: dict[str, Any] = {}
        declared = factory._meta.declarations
        for field in model._meta.concrete_fields:
            place = f"{model.__name__}.{field.name}"
            if isinstance(field, models.FileField):
                if field.name in declared:
                    values[f"{field.name}__filename"] = f"{self.text(place)}.png"
            elif _holds_text(field) and (value := self._value(field, place)) is not None:
                values[field.name] = value
        return values

    def found_in(self, text: str, *, said: str = "", ids: bool = True) -> list[str]:
        """Return the places whose mark stands in a text, unless the attacker has `said` it."""
        text, said = text.lower(), said.lower()
        marks: Iterable[tuple[str, str]] = self.texts.items()
        if ids:
            marks = [*marks, *self.ids.items()]
        return [place for mark, place in marks if mark in text and mark not in said]

    def _value(self, field: Any, place: str) -> Any:
        mark = self.text(place)
        for value in _forms(field, mark):
            try:
                return field.clean(value, None)
            except ValidationError:
                continue
        del self.texts[mark]
        return None


def _holds_text(field: Any) -> bool:
    if not field.editable or field.choices or field.generated or field.is_relation:
        return False
    if isinstance(field, ArrayField):
        return _holds_text(field.base_field)
    return isinstance(field, models.CharField | models.TextField | models.JSONField)


def _forms(field: Any, mark: str) -> Iterator[Any]:
    """Yield what a mark may look like in a field."""
    match field:
        case ArrayField():
            yield from ([value] for value in _forms(field.base_field, mark))
        case models.JSONField():
            yield {"note": mark}
        case models.EmailField():
            yield f"{mark}@example.com"
        case models.URLField():
            yield f"https://{mark}.example.com/"
        case _:
            yield mark
            yield mark.upper()


def without(text: str, *words: object) -> str:
    """Return a text without the words that tell an attack from its control."""
    for word in words:
        forms = {str(word), str(word).upper()}
        if isinstance(word, UUID):
            forms |= {word.hex, word.hex.upper()}
        for form in forms:
            text = text.replace(form, "<it>")
    return text
