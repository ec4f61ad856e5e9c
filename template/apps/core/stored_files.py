"""Stored files go when nothing refers to them any more: with their record, or when replaced."""

from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models.fields.files import FieldFile


def watch(model: type[models.Model]) -> None:
    """Delete the files of a model's records when they are not needed any more."""
    if _fields(model):
        models.signals.pre_save.connect(_forget_replaced, sender=model)
        models.signals.post_delete.connect(_forget_all, sender=model)


def _fields(model: type[models.Model]) -> list[models.FileField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]


def _forget_replaced(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if instance._state.adding:
        return
    before = sender._default_manager.filter(pk=instance.pk).first()
    for field in _fields(sender) if before else []:
        stored: FieldFile = getattr(before, field.name)
        if stored.name != getattr(instance, field.name).name:
            _delete_later(stored)


def _forget_all(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    for field in _fields(sender):
        _delete_later(getattr(instance, field.name))


def _delete_later(stored: FieldFile) -> None:
    """Delete a file once the change of its record is certain."""
    if stored.name:
        transaction.on_commit(partial(stored.storage.delete, stored.name))
