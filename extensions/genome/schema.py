"""The genome: all that a product is made from, typed.

The keys of a genome file are the pydantic fields of these classes, under the same names (`as` and
`from` have a trailing underscore here). Derived facts are properties.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainValidator, PrivateAttr, WithJsonSchema
from pydantic import Field as Key

from .base import Items, Part, SnakeName, refusal
from .entities import Check, Entity, LawfulBasis, Operation, Retention, Transition, Workflow
from .fields import Choice, Field, FieldType
from .names import Names, names_of
from .problems import Problem
from .stories import Criterion, Screen, UserStory, Widget
from .yaml_text import yaml_of

__all__ = [
    "BUILT_IN_ROLES",
    "Check",
    "Choice",
    "Criterion",
    "Entity",
    "Field",
    "FieldType",
    "Genome",
    "LawfulBasis",
    "Operation",
    "Plan",
    "Retention",
    "Role",
    "Screen",
    "Transition",
    "UserStory",
    "Widget",
    "Workflow",
]

USER = "User"
GENOME_HEADER = """\
# yaml-language-server: $schema=docs/genome.schema.json
# What this product is: the source of the project and of its documents.
"""


def _version(value: Any) -> Any:
    """YAML reads an unquoted 3.12 as a number."""
    return str(value) if isinstance(value, float) else value


def _version_schema(*versions: str) -> WithJsonSchema:
    return WithJsonSchema({"enum": [*versions, *map(float, versions)]})


def _price(value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refusal("must be a number, such as 29 or 9.50")
    if not 0 <= value < 1_000_000_000:
        raise refusal("must be 0 or more, and below a billion")
    return value


Price = Annotated[
    int | float, PlainValidator(_price), WithJsonSchema({"type": "number", "minimum": 0})
]


class Role(Part):
    """A role that members of a workspace can have."""

    name: SnakeName = Key(description="Name in code, in snake_case.")
    description: str = Key("", description="What the role is for.")

    @cached_property
    def names(self) -> Names:
        """The role's name in every form."""
        return names_of(self.name)


BUILT_IN_ROLES = (
    Role(name="owner", description="Owns the workspace, including its billing and its end"),
    Role(name="admin", description="Runs the workspace and its members"),
    Role(name="member", description="Works with the records"),
    Role(name="viewer", description="Reads the records"),
)


class Plan(Part):
    """A subscription plan."""

    name: SnakeName = Key(description="Name in code, in snake_case.")
    label: str = Key("", description="What customers read; by default the name in plain words.")
    price_monthly: Price = Key(description="Price of a month; 0 for a free plan.")
    limits: dict[str, int] = Key(
        {}, description="Most members, or most records of an entity (its snake_case plural)."
    )


class Genome(Part):
    """What a product is: its capabilities, roles, entities, stories and screens."""

    project_name: SnakeName = Key(
        description="Name of the distribution and the service, in snake_case."
    )
    project_title: str = Key("", description="What people read; by default from project_name.")
    description: str = Key("", description="One line on what the product is for.")
    contact_email: str = Key("", description="Where users can write to.")
    domain: str = Key("", description="Where the product will live, such as app.example.com.")
    python_version: Annotated[
        Literal["3.11", "3.12", "3.13", "3.14"],
        BeforeValidator(_version),
        _version_schema("3.11", "3.12", "3.13", "3.14"),
    ] = Key("3.12", description="Python in Docker and CI; the project runs on any from 3.11.")
    django_version: Annotated[
        Literal["5.2", "6.1"], BeforeValidator(_version), _version_schema("5.2", "6.1")
    ] = Key("5.2", description="Minor series of Django; 6.1 needs Python 3.12.")
    database_engine: Literal["postgresql", "mysql", "sqlite"] = Key(
        "postgresql", description="Database; only postgresql is available yet."
    )
    read_replica: bool = Key(False, description="Read from a second, read-only database.")
    cache: Literal["none", "redis"] = Key("redis", description="Cache.")
    celery: bool = Key(False, description="Background worker for e-mail and scheduled jobs.")
    search: Literal["none", "postgresql", "elasticsearch"] = Key(
        "postgresql", description="What `search: true` on a field uses."
    )
    graphql: bool = Key(False, description="GraphQL beside the REST API.")
    websockets: bool = Key(False, description="Live updates over WebSockets.")
    api_versioning: Literal["url", "accept_header", "query_parameter"] = Key(
        "url", description="Where clients name the API's version."
    )
    oauth2_providers: Items[Literal["google", "github", "microsoft", "gitlab", "apple"]] = Key(
        (), description="Social sign-in."
    )
    two_factor: bool = Key(
        False,
        description="Second factor at sign-in; on by itself when compliance has hipaa, soc2, "
        "pci or sox.",
    )
    admin: bool = Key(False, description="Django admin for platform staff.")
    billing: Literal["none", "stripe"] = Key("none", description="Subscriptions per workspace.")
    plans: Items[Plan] = Key((), description="Subscription plans, with billing.")
    compliance: Items[Literal["gdpr", "hipaa", "soc2", "pci", "sox"]] = Key(
        (), description="Regulations: turns on their documents and their controls."
    )
    frontend: bool = Key(True, description="Web application (Next.js).")
    mobile: bool = Key(False, description="Mobile application (Expo).")
    docker: bool = Key(True, description="Dockerfile and compose file.")
    kubernetes: bool = Key(False, description="Kubernetes manifests.")
    hosting: Literal["none", "aws", "heroku", "vps"] = Key("none", description="Where it will run.")
    monitoring: Literal["none", "sentry"] = Key("none", description="Error reports.")
    roles: Items[Role] = Key(
        (), description="Roles beside the built-in owner, admin, member and viewer."
    )
    entities: Items[Entity] = Key(description="What the product keeps records of.")
    user_stories: Items[UserStory] = Key((), description="What the roles want, with criteria.")
    screens: Items[Screen] = Key(
        (), description="Screens; without them every entity gets list, detail, create and edit."
    )
    dropped: Items[str] = Key(
        (),
        description="Entities (Order), fields (Order.code) and changes (Order.code:type) whose "
        "data may be lost by an update.",
    )

    _warnings: tuple[Problem, ...] = PrivateAttr(())
    _answers: dict[str, Any] = PrivateAttr(default_factory=dict)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is not wrong but deserves a second look."""
        return self._warnings

    def as_answers(self) -> dict[str, Any]:
        """Return the answers that make this genome, without what goes without saying."""
        return deepcopy(self._answers)

    @cached_property
    def genome_yaml(self) -> str:
        """The text of the project's own genome.yml."""
        return GENOME_HEADER + yaml_of(self._answers)

    @property
    def editor_schema(self) -> str:
        """The text of the JSON Schema of genome files, for editors."""
        from .jsonschema import json_schema_text  # it describes this very class

        return json_schema_text()

    @property
    def names(self) -> Names:
        """The project's name in every form."""
        return names_of(self.project_name, label=self.project_title)

    @cached_property
    def all_roles(self) -> tuple[Role, ...]:
        """The built-in roles, then the genome's own."""
        return (*BUILT_IN_ROLES, *self.roles)

    @cached_property
    def entities_by_name(self) -> dict[str, Entity]:
        """The entities, by name. User is not among them."""
        return {entity.name: entity for entity in self.entities}

    @cached_property
    def incoming(self) -> dict[str, tuple[tuple[Entity, Field], ...]]:
        """For every entity and User: the relations that point to it, each with its entity."""
        found: dict[str, list[tuple[Entity, Field]]] = {USER: []}
        found.update({entity.name: [] for entity in self.entities})
        for entity in self.entities:
            for field in entity.relations:
                found.setdefault(field.to or "", []).append((entity, field))
        return {name: tuple(relations) for name, relations in found.items()}

    @cached_property
    def reached(self) -> dict[str, frozenset[str]]:
        """For every entity: all that its records may lead to; itself only in a circle."""
        found: dict[str, frozenset[str]] = {}
        for entity in self.entities:
            seen: set[str] = set()
            ahead = [entity.name]
            while ahead:
                for field in self.entities_by_name[ahead.pop()].relations:
                    if field.to in self.entities_by_name and field.to not in seen:
                        seen.add(str(field.to))
                        ahead.append(str(field.to))
            found[entity.name] = frozenset(seen)
        return found

    @cached_property
    def apps_reached(self) -> dict[str, frozenset[str]]:
        """For every app: the apps of all that the records of its entities may lead to."""
        found: dict[str, set[str]] = {entity.app: set() for entity in self.entities}
        for entity in self.entities:
            found[entity.app] |= {
                self.entities_by_name[name].app for name in self.reached[entity.name]
            }
        return {app: frozenset(apps) for app, apps in found.items()}

    def target(self, field: Field) -> Entity | None:
        """Find the entity that a relation points to; None stands for User."""
        return self.entities_by_name.get(field.to or "")
