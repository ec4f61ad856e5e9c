"""Rules of one field: which keys its type has, and which values they may hold."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Set

from ..entities import Entity
from ..fields import DATE_TYPES, NUMBER_TYPES, RELATION_TYPES, TEXT_TYPES, Field
from ..problems import Location, one_of, quoted
from ..reserved import BIN_PARAMETERS, PAGE_PARAMETERS
from ..values import WrongValue, typed_value
from .inspection import Inspection

_LONGEST_TEXT = 10_485_760
_MOST_DIGITS = 1000
_ALIKE: Mapping[str, Set[str]] = {
    "max_length": TEXT_TYPES | {"array"},
    "min_length": TEXT_TYPES,
    "pattern": TEXT_TYPES,
    "min": NUMBER_TYPES | DATE_TYPES,
    "max": NUMBER_TYPES | DATE_TYPES,
    "digits": {"decimal", "array"},
    "places": {"decimal", "array"},
    "choices": {"enum"},
    "of": {"array"},
    "to": RELATION_TYPES,
    "on_delete": RELATION_TYPES,
    "related_name": RELATION_TYPES,
    "encrypted": TEXT_TYPES,
    "search": TEXT_TYPES,
}
_WITHOUT: Mapping[str, Set[str]] = {
    "filter": {"json", "file", "image"},
    "sort": {"json", "array", "file", "image", "references"},
    "unique": {"json", "array", "file", "image", "references", "boolean"},
    "default": RELATION_TYPES | {"file", "image"},
    "backfill": RELATION_TYPES | {"file", "image"},
}
_NEEDED = {"enum": "choices", "array": "of"} | dict.fromkeys(RELATION_TYPES, "to")
_OFF_WHEN_ENCRYPTED = ("search", "sort", "filter", "unique")


def inspect(inspection: Inspection) -> None:
    """Check every field by itself."""
    for index, entity in enumerate(inspection.genome.entities):
        for place, field in enumerate(entity.fields):
            if field.is_sound:
                location = ("entities", index, "fields", place)
                _Check(inspection, entity, field, location).run()


class _Check:
    """The rules of one field."""

    def __init__(
        self, inspection: Inspection, entity: Entity, field: Field, location: Location
    ) -> None:
        self.inspection = inspection
        self.entity = entity
        self.field = field
        self.location = location

    def run(self) -> None:
        self.keys()
        self.lengths()
        self.pattern()
        self.choices()
        self.values()
        self.writing()
        self.parameters()

    def refuse(self, key: str, message: str) -> None:
        self.inspection.refuse((*self.location, key), message)

    def keys(self) -> None:
        field = self.field
        for key, types in _ALIKE.items():
            if field.type not in types and getattr(field, key):
                self.refuse(key, f"is for {one_of(_sorted(types))}, not for {field.type}")
        for key, types in _WITHOUT.items():
            if field.type in types and getattr(field, key) not in (None, False):
                self.refuse(key, f"is not possible for {field.type}")
        needed = _NEEDED.get(field.type)
        if needed and not getattr(field, needed):
            self.refuse(needed, f"is required for {field.type}")
        for key in _OFF_WHEN_ENCRYPTED if field.encrypted and field.is_text else ():
            if getattr(field, key):
                self.refuse(
                    key, "is not possible for an encrypted field: the database cannot read it"
                )

    def lengths(self) -> None:
        field = self.field
        for key, low, high in (
            ("max_length", 1, _LONGEST_TEXT),
            ("min_length", 0, _LONGEST_TEXT),
            ("digits", 1, _MOST_DIGITS),
            ("places", 0, _MOST_DIGITS),
        ):
            value = getattr(field, key)
            if value is not None and not low <= value <= high:
                self.refuse(key, f"must be from {low} to {high}")
        most = field.max_length or (255 if field.type == "string" else None)
        if most and field.min_length and field.min_length > most:
            self.refuse("min_length", f"is more than max_length ({most})")
        digits = 12 if field.digits is None else field.digits
        places = 2 if field.places is None else field.places
        if "decimal" in (field.type, field.of) and places > digits:
            self.refuse("places", f"is more than digits ({digits})")

    def pattern(self) -> None:
        if self.field.pattern is None:
            return
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                re.compile(self.field.pattern)
        except (re.error, OverflowError, RecursionError) as error:
            self.refuse("pattern", f"is not a regular expression: {error}")

    def choices(self) -> None:
        places = [(*self.location, "choices", place) for place in range(len(self.field.choices))]
        for place, choice in zip(places, self.field.choices, strict=True):
            if not choice.value.strip() or choice.value != choice.value.strip():
                self.inspection.refuse(place, "must not be empty, nor begin or end with a space")
            elif not choice.value.isprintable() or len(choice.value) > 100:
                self.inspection.refuse(place, "must stand in one line of at most 100 letters")
        self.inspection.unique(
            [
                (place, choice.value)
                for place, choice in zip(places, self.field.choices, strict=True)
            ],
            "the choice",
        )

    def values(self) -> None:
        field = self.field
        typed = {}
        for key in ("default", "backfill", "min", "max"):
            value = getattr(field, key)
            if value is None or self._has_no(key):
                continue
            try:
                typed[key] = typed_value(field, value)
            except WrongValue as error:
                self.refuse(key, str(error))
        if {"min", "max"} <= typed.keys() and typed["min"] > typed["max"]:
            self.refuse("min", "is more than max")
        for key in ("default", "backfill"):
            if key in typed and (reason := self._breach(typed, key)):
                self.refuse(key, reason)

    def _has_no(self, key: str) -> bool:
        """Tell whether a value of the field cannot be judged, because of another problem."""
        field = self.field
        if field.type == "array" and field.of is None:
            return True
        if field.digits is not None and field.digits < (
            2 if field.places is None else field.places
        ):
            return True
        wrong_key = key in _ALIKE and field.type not in _ALIKE[key]
        return wrong_key or field.type in _WITHOUT.get(key, ())

    def _breach(self, typed: dict[str, object], key: str) -> str | None:
        """Say which bound of the field one of its own values breaks."""
        field, value = self.field, typed[key]
        if isinstance(value, str) and field.is_text:
            most = field.max_length or (255 if field.type == "string" else len(value))
            if len(value) > most:
                return f"is longer than max_length ({most})"
            if len(value) < (field.min_length or 0):
                return f"is shorter than min_length ({field.min_length})"
            if field.pattern and not _matches(field.pattern, value):
                return f"{quoted(value)} does not match the pattern"
        if "min" in typed and value < typed["min"]:  # type: ignore[operator]  # both of one type
            return f"is less than min ({typed['min']})"
        if "max" in typed and value > typed["max"]:  # type: ignore[operator]  # both of one type
            return f"is more than max ({typed['max']})"
        return None

    def writing(self) -> None:
        """Check that a value can get into the field at all, and in one way only."""
        field = self.field
        if field.read_only and field.write_once:
            self.refuse("write_once", "is not possible together with read_only")
        if field.read_only and field.write is not None:
            self.refuse("write", "is not possible together with read_only")
        if field.is_computed:
            for key in ("default", "read_only", "write_once", "write", "encrypted", "backfill"):
                if getattr(field, key):
                    self.refuse(key, "is not possible for a computed field: the database fills it")
        said_required = "required" in field.model_fields_set and field.required
        if said_required and field.read_only and field.default is None:
            self.refuse("required", "a required field that is read_only needs a default")
        for key in ("read", "write"):
            roles = getattr(field, key)
            if roles is not None and not roles:
                advice = "; use read_only" if key == "write" else ""
                self.refuse(key, f"names no role{advice}")
            self.inspection.roles(roles, (*self.location, key))

    def parameters(self) -> None:
        taken = PAGE_PARAMETERS
        if self.inspection.genome.api_versioning == "query_parameter":
            taken |= {"version"}
        if self.entity.soft_delete:
            taken |= BIN_PARAMETERS
        if self.field.filter and self.field.name in taken:
            self.refuse(
                "filter",
                f"'{self.field.name}' already means something in the address of every list; "
                "remove the filter or rename the field",
            )


def _matches(pattern: str, value: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.search(pattern, value) is not None
    except (re.error, OverflowError, RecursionError):
        return True


def _sorted(types: Set[str]) -> list[str]:
    order = ("string", "text", "slug", "email", "url", "phone", *sorted(types))
    return [name for name in dict.fromkeys(order) if name in types]
