"""Model fields of the users."""

from typing import Any

from django.db import models


class LowercaseEmailField(models.EmailField):
    """An e-mail address that is stored, compared and looked up in lower case."""

    def to_python(self, value: Any) -> Any:
        return _lower(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return _lower(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = _lower(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value
