"""What the entities' factories build on: for the tests and for `manage.py seed`."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.duration import duration_string
from factory import Faker, SubFactory
from factory.base import FactoryMetaClass
from factory.declarations import PostGenerationDeclaration
from factory.django import DjangoModelFactory
from factory.enums import CREATE_STRATEGY

from apps.core.patterns import text_matching
from apps.core.permissions import RolePermission
from apps.core.samples import SampleProvider
from apps.users.factories import WorkspaceFactory

__all__ = [
    "GlobalModelFactory",
    "ManyRelated",
    "WorkspaceModelFactory",
    "text_matching",
]


Faker.add_provider(SampleProvider)

# Where a record that is not saved keeps what its many-to-many relations are to refer to.
RELATED = "_related_records"


class RecordFactoryType(FactoryMetaClass):
    """Lets a field be called as a method of factories is, such as `create` or `build`.

    Factories read declarations from their `_meta`, so that the attribute can give way.
    """

    def __new__(mcs, *args: Any, **kwargs: Any) -> Any:
        factory = super().__new__(mcs, *args, **kwargs)
        inherited = set().union(*map(vars, factory.__mro__[1:]))
        for name in factory._meta.base_declarations.keys() & inherited & vars(factory).keys():
            delattr(factory, name)
        return factory


class RecordFactory(DjangoModelFactory[Any], metaclass=RecordFactoryType):
    """Makes records of one model."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @classmethod
    def payload(cls, *, role: str, **values: Any) -> dict[str, Any]:
        """Return what a member of a role would send to create a record with `values`.

        The records that it refers to exist; fields that the role may not set are left out. The
        values are fit for JSON; with a required file among them, for a multipart body.
        """
        unsaved = type(cls.__name__, (cls,), {"_create": classmethod(_instantiate)})
        record = unsaved(**values)
        data = {
            field.name: _sendable(field.value_from_object(record))
            for field in record._meta.concrete_fields
            if _is_sent(field, role)
        }
        for field in record._meta.many_to_many:
            if _is_sent(field, role):
                data[field.name] = _sendable(vars(record).get(RELATED, {}).get(field.name))
        data = {name: value for name, value in data.items() if value is not None}
        has_files = any(isinstance(value, File) for value in data.values())
        return as_multipart(type(record), data) if has_files else data


class WorkspaceModelFactory(RecordFactory):
    """Makes records of a workspace: a new one, unless `workspace` is given."""

    class Meta:
        abstract = True

    workspace = SubFactory(WorkspaceFactory)


class GlobalModelFactory(RecordFactory):
    """Makes records that all workspaces share."""

    class Meta:
        abstract = True


class ManyRelated(PostGenerationDeclaration):
    """Refers to one new record of the same workspace, or to the records that are given.

    make: a factory, or a function that makes a record for a `workspace`
    """

    def __init__(self, make: Callable[..., Any]) -> None:
        super().__init__()
        self.make = make
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def call(self, instance: models.Model, step: Any, context: Any) -> None:
        if step.builder.strategy != CREATE_STRATEGY:
            return
        records = context.value if context.value_provided else [self._made(step)]
        if instance._state.adding:
            vars(instance).setdefault(RELATED, {})[self.name] = records
        else:
            getattr(instance, self.name).set(records)

    def _made(self, step: Any) -> Any:
        make: Any = self.make
        if isinstance(make, type) and issubclass(make, GlobalModelFactory):
            return make()
        return make(workspace=step.attributes["workspace"])


def as_multipart(model: type[models.Model], data: dict[str, Any]) -> dict[str, Any]:
    """Return a payload as a multipart body takes it: JSON as text."""
    documents = {
        field.name for field in model._meta.concrete_fields if isinstance(field, models.JSONField)
    }
    return {
        name: json.dumps(value) if name in documents and not isinstance(value, str) else value
        for name, value in data.items()
    }


def _instantiate(
    factory: type[RecordFactory], model: type[models.Model], /, **values: Any
) -> models.Model:
    """Stand in for a factory's `_create`: the record itself is not saved."""
    return model(**values)


def _is_sent(field: Any, role: str) -> bool:
    if not field.editable or field.generated:
        return False
    if isinstance(field, models.FileField) and field.blank:
        return False
    permission = RolePermission.for_model(field.model)
    return permission is None or role in permission.writable_by.get(field.name, [role])


def _sendable(value: Any) -> Any:
    """Return a model's value as a client would send it."""
    match value:
        case FieldFile():
            return _upload(value) if value else None
        case list() | tuple():
            return [_sendable(item) for item in value]
        case models.Model():
            return str(value.pk)
        case models.Choices():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return duration_string(value)
        case Decimal() | UUID():
            return str(value)
    return value


def _upload(stored: FieldFile) -> SimpleUploadedFile:
    with stored.open("rb") as file:
        return SimpleUploadedFile((stored.name or "").rpartition("/")[2], file.read())
