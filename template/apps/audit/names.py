"""What models and fields were called when an event was written.

The trail keeps the names of that time. Migrations tell which model and which field of today they
mean; a name that has meant several things stands for all of them, so that who may not see one
of them sees none.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.migrations.loader import MigrationLoader

from apps.audit.registry import audited_models
from apps.core.evolution.history import History, Lineage

Model = type[models.Model]


def targets_of(model: Model) -> set[str]:
    """Return the targets under which the events of a model stand: its names, now and before."""
    label = model._meta.app_label
    return {f"{label}.{name}" for name in {model._meta.model_name, *_lineage(model).former}}


def models_of(target: str) -> list[Model]:
    """Return the audited models that a target may mean."""
    return _models_by_target().get(target, [])


def fields_of(model: Model, column: str) -> list[Any]:
    """Return the fields of a model that a column may mean."""
    former = _lineage(model).fields
    fields: Iterable[Any] = (*model._meta.concrete_fields, *model._meta.local_many_to_many)
    return [
        field
        for field in fields
        if column in _columns(field) | _former_columns(field, former.get(field.name, set()))
    ]


def _columns(field: Any) -> set[str]:
    return {field.name, field.attname, field.column} - {None}


def _former_columns(field: Any, names: set[str]) -> set[str]:
    keys = {f"{name}_id" for name in names} if isinstance(field, models.ForeignKey) else set()
    return names | keys


@lru_cache(maxsize=1)
def _models_by_target() -> dict[str, list[Model]]:
    found: dict[str, list[Model]] = {}
    for model in audited_models():
        for target in targets_of(model):
            found.setdefault(target, []).append(model)
    return found


def _lineage(model: Model) -> Lineage:
    return _history().of(model._meta.app_label, str(model._meta.model_name))


@lru_cache(maxsize=1)
def _history() -> History:
    return History(MigrationLoader(None, ignore_no_migrations=True).graph)
