"""The fields of an entity, as section 3 of the genome's reference describes them."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, PlainValidator, PrivateAttr, WithJsonSchema
from pydantic import Field as Key

from .base import SNAKE, Items, Maybe, Part, SnakeName, refusal
from .names import Names, names_of, value_label
from .problems import quoted

FieldType = Literal[
    "string",
    "text",
    "slug",
    "email",
    "url",
    "phone",
    "integer",
    "big_integer",
    "decimal",
    "float",
    "boolean",
    "date",
    "datetime",
    "time",
    "duration",
    "uuid",
    "json",
    "enum",
    "array",
    "file",
    "image",
    "reference",
    "one_to_one",
    "references",
]
ElementType = Literal[
    "string",
    "text",
    "slug",
    "email",
    "url",
    "phone",
    "integer",
    "big_integer",
    "decimal",
    "float",
    "boolean",
    "date",
    "datetime",
    "time",
    "uuid",
]
OnDelete = Literal["protect", "cascade", "set_null"]

FIELD_TYPES: tuple[str, ...] = get_args(FieldType)
TEXT_TYPES = frozenset({"string", "text", "slug", "email", "url", "phone"})
NUMBER_TYPES = frozenset({"integer", "big_integer", "decimal", "float"})
DATE_TYPES = frozenset({"date", "datetime"})
FILE_TYPES = frozenset({"file", "image"})
TO_ONE_TYPES = frozenset({"reference", "one_to_one"})
RELATION_TYPES = TO_ONE_TYPES | {"references"}


class Choice(Part):
    """One value of an enum."""

    value: str = Key(description="What is stored and sent; put numbers, yes and no in quotes.")
    label: str = Key("", description="What people read; by default the value, in plain words.")

    @property
    def text(self) -> str:
        """What people read: the label that was given, or the value in plain words."""
        return self.label or value_label(self.value)


def _choice(value: Any) -> Any:
    if isinstance(value, str):
        return {"value": value}
    if isinstance(value, dict | Choice):
        return value
    if isinstance(value, bool):
        raise refusal("is read as yes or no, not as text; put it in quotes")
    if isinstance(value, int | float | datetime.date):
        raise refusal(f"{quoted(value)} is not read as text; put it in quotes")
    raise refusal("must be text, or a mapping with value and label")


def _category(value: Any) -> bool | str:
    if isinstance(value, bool | str):
        return value
    raise refusal("must be true or a category, such as contact or identity")


Category = Annotated[
    bool | str,
    PlainValidator(_category),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": SNAKE}]}),
]
Choices = Items[Annotated[Choice, BeforeValidator(_choice)]]


class Field(Part):
    """One field of an entity."""

    name: SnakeName = Key(description="Name in code and in the API, in snake_case.")
    type: FieldType = Key(description="What the field holds.")
    required: bool = Key(
        True,
        description="Whether a value must be given; true by default, except for boolean and "
        "references, and for computed and read-only fields.",
    )
    unique: bool = Key(False, description="No two records of one workspace hold the same value.")
    default: Maybe[Any] = Key(None, description="Value of a new record when none is given.")
    help: str = Key("", description="One line under the input that tells people what to enter.")
    label: str = Key("", description="What people read; by default the name in plain words.")
    placeholder: str = Key("", description="Shown in the empty input.")
    max_length: Maybe[int] = Key(
        None, description="Most letters of a text; 255 for a string by default."
    )
    min_length: Maybe[int] = Key(None, description="Fewest letters of a text.")
    pattern: Maybe[str] = Key(
        None, description="Regular expression that the text must match; anchor it with ^ and $."
    )
    min: Maybe[Any] = Key(None, description="Smallest number, or earliest date.")
    max: Maybe[Any] = Key(None, description="Largest number, or latest date.")
    digits: Maybe[int] = Key(None, description="All digits of a decimal; 12 by default.")
    places: Maybe[int] = Key(None, description="Digits after a decimal's point; 2 by default.")
    choices: Choices = Key((), description="Values of an enum, each a text or {value, label}.")
    of: Maybe[ElementType] = Key(None, description="Type of an array's elements.")
    to: Maybe[str] = Key(
        None, description="Entity that a relation points to; User and the entity itself work too."
    )
    on_delete: Maybe[OnDelete] = Key(
        None,
        description="What happens to this record when the one it refers to is deleted: "
        "protect (the default) refuses the deletion.",
    )
    related_name: Maybe[SnakeName] = Key(
        None, description="Name of the way back, on the entity that the relation points to."
    )
    search: bool = Key(False, description="Full-text search looks into the field.")
    filter: bool = Key(False, description="Lists can be narrowed to one value of the field.")
    sort: bool = Key(False, description="Lists can be ordered by the field.")
    list: bool = Key(False, description="The field is a column of the list.")
    read_only: bool = Key(False, description="Clients see the field and cannot set it.")
    write_once: bool = Key(False, description="Set when the record is created, never changed.")
    computed: Maybe[str] = Key(
        None,
        description="Expression over the entity's own fields that the database computes, such "
        "as quantity * unit_price.",
    )
    pii: Category = Key(
        False, description="Personal data: true, or a category such as contact or identity."
    )
    phi: Category = Key(False, description="Health data under HIPAA: true or a category.")
    financial: Category = Key(False, description="Financial data under SOX: true or a category.")
    encrypted: bool = Key(
        False, description="Encrypted at rest; cannot be searched, sorted or filtered then."
    )
    read: Maybe[Items[str]] = Key(
        None, description="Roles that may see the field; others do not get the key at all."
    )
    write: Maybe[Items[str]] = Key(None, description="Roles that may set the field.")
    renamed_from: Maybe[SnakeName] = Key(
        None, description="Former name of the field, so that its data is kept."
    )
    backfill: Maybe[Any] = Key(
        None, description="Value for the rows that are there when the field becomes required."
    )

    _reverse_name: str = PrivateAttr("")
    _sound: bool = PrivateAttr(True)

    @cached_property
    def names(self) -> Names:
        """The field's name in every form."""
        return names_of(self.name, label=self.label)

    @property
    def reverse_name(self) -> str:
        """The way back on a relation's target: `related_name`, or a name that is free there."""
        return self._reverse_name

    @property
    def is_sound(self) -> bool:
        """False for the stand-in of a field that is wrong itself (only while rules are checked)."""
        return self._sound

    @property
    def is_text(self) -> bool:
        """Whether the value is a text: string, text, slug, email, url or phone."""
        return self.type in TEXT_TYPES

    @property
    def is_number(self) -> bool:
        """Whether the value is a number."""
        return self.type in NUMBER_TYPES

    @property
    def is_date(self) -> bool:
        """Whether the value is a date or a moment."""
        return self.type in DATE_TYPES

    @property
    def is_file(self) -> bool:
        """Whether the value is an uploaded file or image."""
        return self.type in FILE_TYPES

    @property
    def is_relation(self) -> bool:
        """Whether the value is one record or many of another entity."""
        return self.type in RELATION_TYPES

    @property
    def is_to_one(self) -> bool:
        """Whether the field is a foreign key: reference or one_to_one."""
        return self.type in TO_ONE_TYPES

    @property
    def is_many_to_many(self) -> bool:
        """Whether the field is a many-to-many relation."""
        return self.type == "references"

    @property
    def is_restricted(self) -> bool:
        """Whether some roles do not see the field."""
        return self.read is not None

    @property
    def is_computed(self) -> bool:
        """Whether the database works the value out."""
        return self.computed is not None
