"""Defaults that are data."""

from copy import deepcopy
from typing import Any

from django.utils.deconstruct import deconstructible


@deconstructible
class Fresh:
    """Makes the default value of a JSON or array field, anew for every record.

    Migrations name it with its value, so that they outlive the field and its app.
    """

    def __init__(self, value: Any) -> None:
        self.value = value

    def __call__(self) -> Any:
        return deepcopy(self.value)
