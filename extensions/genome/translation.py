"""Pydantic's findings in our own words: a path, what is wrong, and the nearest right answer."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from .base import Part
from .entities import Check, Entity, Retention, Transition, Workflow
from .fields import Choice, Field
from .former import RENAMED
from .problems import Location, Problem, did_you_mean, one_of, quoted
from .schema import Genome, Plan, Role
from .stories import Criterion, Screen, UserStory, Widget

_PARTS: Mapping[str, type[Part]] = {
    "roles": Role,
    "plans": Plan,
    "entities": Entity,
    "fields": Field,
    "choices": Choice,
    "checks": Check,
    "workflow": Workflow,
    "transitions": Transition,
    "retention": Retention,
    "user_stories": UserStory,
    "acceptance_criteria": Criterion,
    "screens": Screen,
    "widgets": Widget,
}
_NOUNS = {
    "type": "a field type",
    "of": "a type for the elements of an array",
    "kind": "a kind of screen",
    "operations": "an operation",
    "permissions": "an operation",
    "oauth2_providers": "a provider",
    "compliance": "a regulation that is known",
    "python_version": "a version on offer",
    "django_version": "a version on offer",
}
_SYNONYMS = {
    word: meant
    for meant, words in {
        "string": "str char varchar",
        "text": "textarea longtext markdown",
        "integer": "int number",
        "big_integer": "bigint long",
        "decimal": "money numeric currency price",
        "float": "double real",
        "boolean": "bool checkbox",
        "datetime": "timestamp",
        "duration": "interval timedelta",
        "json": "jsonb object dict",
        "enum": "choice select status",
        "array": "list",
        "reference": "foreign_key foreignkey fk many_to_one belongs_to relation",
        "references": "many_to_many manytomany m2m",
        "one_to_one": "onetoone has_one",
        "retrieve": "read view get show",
        "update": "write edit patch",
        "create": "add post new",
        "delete": "remove destroy",
    }.items()
    for word in words.split()
}
_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "tuple_type": "a list",
}
_LITERALS = re.compile(r"'([^']*)'")


def problems_from(errors: list[ErrorDetails]) -> list[Problem]:
    """Translate what pydantic found; the input may be anything that YAML can hold."""
    return [
        Problem(_location(error), _message(error))
        for error in errors
        if error["type"] != "default_factory_not_called"
    ]


def keys_of(part: type[Part]) -> list[str]:
    """The keys that a part of the genome knows, as people write them."""
    return [field.alias or name for name, field in part.model_fields.items()]


def _location(error: ErrorDetails) -> Location:
    parts = tuple(error["loc"])
    return parts[:-1] if parts and parts[-1] == "[key]" else parts


def _message(error: ErrorDetails) -> str:
    kind, value, location = error["type"], error["input"], error["loc"]
    context = error.get("ctx", {})
    if kind == "refused":
        return str(context["reason"])
    if kind == "missing":
        return "is required"
    if kind == "extra_forbidden":
        key = str(location[-1])
        if len(location) == 1 and key in RENAMED:
            return f"is called {RENAMED[key]!r} now"
        return f"unknown key{did_you_mean(key, keys_of(_part_at(location)))}"
    if kind == "invalid_key":
        return "a key must be text; put it in quotes"
    if kind == "literal_error":
        return _not_on_offer(value, location, _LITERALS.findall(str(context["expected"])))
    if kind == "string_unicode":
        return "holds half of a character (a lone surrogate), which no file can hold"
    if kind in _WANTED:
        return _wrong_kind(_WANTED[kind], value)
    return "is not valid"


def _part_at(location: tuple[int | str, ...]) -> type[Part]:
    for key in reversed(location[:-1]):
        if key in _PARTS:
            return _PARTS[str(key)]
    return Genome


def _not_on_offer(value: Any, location: tuple[int | str, ...], words: list[str]) -> str:
    if not isinstance(value, str):
        return _wrong_kind(one_of(words) if len(words) < 7 else "text", value)
    key = str(next((part for part in reversed(location) if part in _NOUNS), location[-1]))
    noun = _NOUNS.get(key, f"a value for {key}")
    guess = f"; did you mean '{_SYNONYMS[value]}'?" if _SYNONYMS.get(value) in words else ""
    if not key.endswith("version"):
        guess = guess or did_you_mean(value, words)
    return f"{quoted(value)} is not {noun}{guess or f'; choose {one_of(words)}'}"


def _wrong_kind(wanted: str, value: Any) -> str:
    got, advice = _kind_of(value)
    if wanted == "a list" and value is None:
        advice = "; write [] for none"
    elif wanted != "text":
        advice = ""
    return f"must be {wanted}, not {got}{advice}"


def _kind_of(value: Any) -> tuple[str, str]:
    """Name the kind of a value, and say what to do if it was meant to be text."""
    quotes = "; put it in quotes"
    if value is None:
        return "nothing", ""
    if isinstance(value, bool):
        return "yes or no", quotes
    if isinstance(value, int | float):
        return f"the number {quoted(value)}", quotes
    if isinstance(value, datetime.date):
        return f"the date {value.isoformat()}", quotes
    if isinstance(value, str):
        return f"the text {quoted(value)}", ""
    if isinstance(value, Mapping):
        return "a mapping", ""
    if isinstance(value, list | tuple):
        return "a list", ""
    return "something else", ""
