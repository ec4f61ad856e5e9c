"""Entities and what belongs to them, as section 2 of the genome's reference describes them."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, get_args

from pydantic import Field as Key

from .base import Items, Maybe, Part, PascalName, SnakeName
from .fields import Field
from .names import Names, names_of

Operation = Literal["list", "retrieve", "create", "update", "delete"]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)
LawfulBasis = Literal[
    "consent",
    "contract",
    "legal_obligation",
    "vital_interests",
    "public_task",
    "legitimate_interests",
]


class Check(Part):
    """A rule that the database enforces on every row."""

    name: SnakeName = Key(description="Name of the constraint in the database.")
    check: str = Key(description="Comparison of the entity's own fields: ends_on >= starts_on.")


class Transition(Part):
    """One allowed step of a workflow."""

    name: SnakeName = Key(description="What people do, as a verb: solve.")
    from_: Items[str] = Key(alias="from", description="States in which the step is possible.")
    to: str = Key(description="State after the step.")
    roles: Maybe[Items[str]] = Key(
        None, description="Roles that may take the step; by default those that may update."
    )

    @cached_property
    def names(self) -> Names:
        """The step's name in every form."""
        return names_of(self.name)


class Workflow(Part):
    """The steps by which an enum field changes; it changes in no other way."""

    field: str = Key(description="The enum field that holds the state.")
    transitions: Items[Transition] = Key(description="The allowed steps.")


class Retention(Part):
    """How long records are kept."""

    days: int = Key(description="How many days a record is kept.")
    from_: str = Key(
        "created_at", alias="from", description="Date from which the days count: a field."
    )
    action: Literal["erase", "anonymise"] = Key(description="What happens after that time.")


class Entity(Part):
    """A kind of record that the product keeps."""

    name: PascalName = Key(description="Name in code, singular, in PascalCase.")
    plural: str = Key("", description="The plural, where the regular English rules are wrong.")
    label: str = Key("", description="What people read; by default the name in plain words.")
    description: str = Key("", description="One line on what a record stands for.")
    app: str = Key(
        "", description="Django app to live in; by default one of its own, the plural's snake_case."
    )
    fields: Items[Field] = Key(description="What a record holds, in display order.")
    display: Maybe[str] = Key(
        None, description="Field that stands for the record; by default the first string field."
    )
    ordering: Items[str] = Key(
        ("-created_at",), description="Fields that lists are ordered by; - for descending."
    )
    unique: Items[Items[str]] = Key(
        (), description="Lists of fields that are unique together, always within a workspace."
    )
    indexes: Items[Items[str]] = Key((), description="Lists of fields to index together.")
    checks: Items[Check] = Key((), description="Rules that the database enforces on every row.")
    scope: Literal["workspace", "global"] = Key(
        "workspace",
        description="workspace: every workspace has its own records; global: shared reference "
        "data that all read and only platform staff write.",
    )
    operations: Items[Operation] = Key(OPERATIONS, description="What the API offers.")
    permissions: dict[str, Items[Operation]] = Key(
        {},
        description="Role to operations; a role that is not named has none. Without the key: "
        "owner, admin and member all, viewer list and retrieve.",
    )
    soft_delete: bool = Key(False, description="Deleted records are kept and can be restored.")
    audit: bool = Key(False, description="Every change is recorded: who, when, what.")
    versioned: bool = Key(
        False, description="Concurrent changes are refused, by ETag and If-Match."
    )
    workflow: Maybe[Workflow] = Key(None, description="Allowed changes of an enum field.")
    purpose: str = Key("", description="Why the personal data is processed.")
    lawful_basis: Maybe[LawfulBasis] = Key(None, description="Basis under GDPR Article 6.")
    subjects: Items[str] = Key((), description="Whom the personal data is about.")
    recipients: Items[str] = Key((), description="Who else receives the personal data.")
    retention: Maybe[Retention] = Key(None, description="How long records are kept.")
    renamed_from: Maybe[PascalName] = Key(
        None, description="Former name of the entity, so that its data is kept."
    )

    @cached_property
    def names(self) -> Names:
        """The entity's name in every form."""
        return names_of(self.name, plural_name=self.plural, label=self.label)

    @cached_property
    def fields_by_name(self) -> dict[str, Field]:
        """The entity's own fields, by name."""
        return {field.name: field for field in self.fields}

    @property
    def relations(self) -> tuple[Field, ...]:
        """The fields that point to other records."""
        return tuple(field for field in self.fields if field.is_relation)

    @property
    def is_global(self) -> bool:
        """Whether all workspaces share the records."""
        return self.scope == "global"
