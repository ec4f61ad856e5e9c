"""Rules of the project as a whole: its capabilities, roles and plans."""

from __future__ import annotations

import re

from ..problems import did_you_mean, quoted
from ..reserved import PYTHON_KEYWORDS
from ..schema import BUILT_IN_ROLES
from .inspection import Inspection

_DROPPED = re.compile(r"[A-Z][A-Za-z0-9]*(\.[a-z][a-z0-9_]*(:[a-z_]+)?)?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DOMAIN = re.compile(r"([a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+")


def inspect(inspection: Inspection) -> None:
    """Check capabilities against each other, then roles, plans and what is dropped."""
    _versions(inspection)
    _contact(inspection)
    _roles(inspection)
    _plans(inspection)
    for key in ("compliance", "oauth2_providers"):
        names = getattr(inspection.genome, key)
        inspection.unique([((key, place), name) for place, name in enumerate(names)], "the value")
    for place, name in enumerate(inspection.genome.dropped):
        if not _DROPPED.fullmatch(name):
            inspection.refuse(
                ("dropped", place),
                f"{quoted(name)} is not of the form Order, Order.code or Order.code:type",
            )
        elif _is_there(inspection, name):
            inspection.warn(
                ("dropped", place),
                f"{quoted(name)} is in the genome; take the entry out once it has been applied, or "
                "it goes on allowing that loss",
            )


def _is_there(inspection: Inspection, name: str) -> bool:
    """Tell whether an entity, or a field, that may be dropped is in the genome."""
    entity_name, _, field_name = name.partition(".")
    entity = inspection.genome.entities_by_name.get(entity_name)
    return entity is not None and (not field_name or field_name in entity.fields_by_name)


def _versions(inspection: Inspection) -> None:
    genome = inspection.genome
    if genome.database_engine != "postgresql":
        inspection.refuse(
            ("database_engine",),
            f"'{genome.database_engine}' is not available yet; use postgresql",
        )
    if genome.django_version == "6.1" and genome.python_version == "3.11":
        inspection.refuse(
            ("django_version",),
            "Django 6.1 needs Python 3.12 or newer; set python_version to 3.12",
        )
    if genome.project_name in PYTHON_KEYWORDS:
        inspection.refuse(
            ("project_name",),
            f"{quoted(genome.project_name)} is a word of Python's own; "
            f"try '{genome.project_name}_app'",
        )


def _contact(inspection: Inspection) -> None:
    genome = inspection.genome
    if genome.contact_email and not _EMAIL.fullmatch(genome.contact_email):
        inspection.warn(("contact_email",), "does not look like an e-mail address")
    if genome.domain and not _DOMAIN.fullmatch(genome.domain):
        inspection.warn(("domain",), "does not look like a domain, such as app.example.com")


def _roles(inspection: Inspection) -> None:
    built_in = {role.name for role in BUILT_IN_ROLES}
    roles = inspection.genome.roles
    for index, role in enumerate(roles):
        if role.name in built_in:
            inspection.refuse(
                ("roles", index, "name"), f"'{role.name}' is built in; remove it from the list"
            )
    inspection.unique(
        [(("roles", index, "name"), role.name) for index, role in enumerate(roles)], "the role"
    )


def _plans(inspection: Inspection) -> None:
    genome = inspection.genome
    if genome.plans and genome.billing == "none":
        inspection.refuse(("plans",), "there is no billing for the plans; set billing to stripe")
    inspection.unique(
        [(("plans", index, "name"), plan.name) for index, plan in enumerate(genome.plans)],
        "the plan",
    )
    counted = ["members", *(entity.names.plural_snake for entity in genome.entities)]
    for index, plan in enumerate(genome.plans):
        for name, most in plan.limits.items():
            location = ("plans", index, "limits", name)
            if name not in counted and not inspection.doubts.about("entities"):
                inspection.refuse(
                    location,
                    f"{quoted(name)} is nothing that can be counted{did_you_mean(name, counted)}",
                )
            if not 0 <= most < 2**31:
                inspection.refuse(location, "must be 0 or more, and below two billion")
