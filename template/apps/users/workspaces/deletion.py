"""Everything that belongs to a workspace, deleted table by table."""

from functools import partial
from typing import Any

from django.apps import apps
from django.db import models, transaction

from apps.core.models import WorkspaceModel
from apps.users.models import Workspace


def delete_contents(workspace: Workspace) -> None:
    """Delete all rows of a workspace and, once that is certain, their files.

    Not by cascade: that would load every row, and stop at references that protect. Here both
    ends of every reference go, and PostgreSQL checks them together at the end. What hides rows,
    such as soft deletion, is passed by.
    """
    for model in _tenant_models():
        rows = model._base_manager.filter(workspace=workspace)
        _delete_files(rows)
        for link in _links(model):
            delete_rows(link._base_manager.filter(**{f"{_key_to(link, model)}__in": rows}))
    for model in _tenant_models():
        delete_rows(model._base_manager.filter(workspace=workspace))


def delete_rows(rows: models.QuerySet[Any]) -> None:
    """Delete rows by one statement, without looking at what refers to them."""
    rows._raw_delete(rows.db)


def _tenant_models() -> list[type[WorkspaceModel]]:
    return [model for model in apps.get_models() if issubclass(model, WorkspaceModel)]


def _links(model: type[models.Model]) -> list[type[models.Model]]:
    """Return the models behind the many-to-many fields of a model."""
    throughs = [getattr(model, field.name).through for field in model._meta.local_many_to_many]
    return [through for through in throughs if through._meta.auto_created]


def _key_to(link: type[models.Model], model: type[models.Model]) -> str:
    return next(field.name for field in link._meta.fields if field.related_model is model)


def _delete_files(rows: models.QuerySet[Any]) -> None:
    for field in rows.model._meta.concrete_fields:
        if isinstance(field, models.FileField):
            for name in rows.values_list(field.name, flat=True):
                if name:
                    transaction.on_commit(partial(field.storage.delete, name))
