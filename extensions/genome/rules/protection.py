"""Rules of personal, health, financial and card data."""

from __future__ import annotations

import re

from ..base import SNAKE
from ..fields import Field
from ..problems import Location, quoted
from ..reserved import is_cardholder_data
from .inspection import Inspection

_SNAKE = re.compile(SNAKE)
_CARD_ADVICE = (
    "card data is not kept here: leave it with the payment provider and keep only its reference, "
    "such as payment_reference"
)


def inspect(inspection: Inspection) -> None:
    """Check the classes of every field against the regulations that the genome names."""
    for index, entity in enumerate(inspection.genome.entities):
        for place, field in enumerate(entity.fields):
            if field.is_sound:
                _field(inspection, field, ("entities", index, "fields", place))


def _field(inspection: Inspection, field: Field, location: Location) -> None:
    if is_cardholder_data(field.name):
        inspection.refuse((*location, "name"), f"'{field.name}': {_CARD_ADVICE}")
    for key in ("pii", "phi", "financial"):
        category = getattr(field, key)
        if not isinstance(category, str):
            continue
        if is_cardholder_data(category):
            inspection.refuse((*location, key), f"'{category}': {_CARD_ADVICE}")
        elif not _SNAKE.fullmatch(category):
            inspection.refuse(
                (*location, key), f"{quoted(category)} is not a category in snake_case, as contact"
            )
    compliance = inspection.genome.compliance
    if inspection.doubts.about("compliance"):
        return
    if field.phi and "hipaa" not in compliance:
        inspection.refuse((*location, "phi"), "health data needs hipaa in `compliance`")
    if field.financial and "sox" not in compliance:
        inspection.refuse((*location, "financial"), "financial data needs sox in `compliance`")
    if field.pii and "gdpr" not in compliance:
        inspection.warn((*location, "pii"), "personal data without gdpr in `compliance`")
