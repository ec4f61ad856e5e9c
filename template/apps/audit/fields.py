"""The field that keeps changes."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import models


class ExactDecoder(json.JSONDecoder):
    """Leaves decimals as they are written: a sum of money must not become a float."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, parse_float=str)


class ExactJSONField(models.JSONField):
    """JSON whose decimals come back as text; to migrations, it is Django's own field."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "decoder": ExactDecoder})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _, args, kwargs = super().deconstruct()
        del kwargs["decoder"]
        return name, "django.db.models.JSONField", args, kwargs
