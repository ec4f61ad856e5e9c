"""References between records: read as id and label, written as an id of the own workspace."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.text import Truncator
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.relations import MANY_RELATION_KWARGS
from rest_framework.utils import html

from apps.core.deletion import SoftDeleteModel, is_deleted
from apps.core.models import WorkspaceModel
from apps.core.permissions import RolePermission, active_membership
from apps.users.models import CustomUser

MAX_REFERENCES = 1000
LABEL_LENGTH = 100


class ReferenceField(serializers.PrimaryKeyRelatedField[Any]):
    """A record that another one points to.

    Out goes `{"id": ..., "label": ...}`, with a null label if the user's role may not open the
    record, or if it is deleted. In comes the bare id, and only that of a record which the active
    workspace holds: an id of another workspace is answered like one that does not exist. So is
    that of a deleted record, unless the reference points to it already.
    """

    default_error_messages = {
        "does_not_exist": "There is no record with the id {pk_value}.",
        "too_many": "These are more than {limit} references.",
    }

    pk_field: serializers.UUIDField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(pk_field=serializers.UUIDField(), **kwargs)

    @classmethod
    def many_init(cls, *args: Any, **kwargs: Any) -> "ManyReferenceField":
        return ManyReferenceField(
            child_relation=cls(*args, **{**kwargs, "allow_null": False}),
            **{name: value for name, value in kwargs.items() if name in MANY_RELATION_KWARGS},
        )

    def use_pk_only_optimization(self) -> bool:
        return False

    def get_queryset(self) -> models.QuerySet[Any]:
        queryset = super().get_queryset()
        if queryset is None:  # read-only fields have none
            return CustomUser.objects.none()
        return queryset.filter(self._is_own(queryset.model))

    def to_representation(self, value: Any) -> dict[str, Any]:
        label = Truncator(value).chars(LABEL_LENGTH) if self._may_label(value) else None
        return {"id": str(value.pk), "label": label}

    def get_choices(self, cutoff: int | None = None) -> dict[str, str]:
        return {str(record.pk): str(record) for record in self.get_queryset()[:cutoff]}

    @property
    def _owner(self) -> Any:
        """The serializer of the record that holds the reference."""
        is_one_of_many = isinstance(self.parent, ManyReferenceField)
        return self.parent.parent if is_one_of_many else self.parent

    @property
    def _user(self) -> object:
        return getattr(self.context.get("request"), "user", None)

    def _may_label(self, record: models.Model) -> bool:
        model = type(record)
        if is_deleted(record):
            return False
        if model is CustomUser:
            # Names are for the workspace: records that all workspaces share tell none.
            is_shared = not issubclass(self._owner.Meta.model, WorkspaceModel)
            return not is_shared and active_membership(self._user) is not None
        permission = RolePermission.for_model(model)
        return permission is not None and permission.allows(self._user, "retrieve")

    def _is_own(self, model: type[models.Model]) -> models.Q:
        """The condition for a record to be one that the active workspace may refer to."""
        membership = active_membership(self._user)
        if membership is None:
            return models.Q(pk__in=[])
        workspace = membership.workspace_id
        if model is CustomUser:
            members = models.Q(
                pk__in=CustomUser.objects.filter(memberships__workspace=workspace).values("pk")
            )
            # Who has left the workspace stays where they are named until someone changes it.
            return members | models.Q(pk__in=self._present_ids())
        own = models.Q(workspace=workspace) if issubclass(model, WorkspaceModel) else models.Q()
        if issubclass(model, SoftDeleteModel):
            own &= models.Q(deleted_at=None) | models.Q(pk__in=self._present_ids())
        return own

    def _present_ids(self) -> list[UUID]:
        """Return the ids of the records that the reference points to already."""
        record = self._owner.instance
        if not isinstance(record, models.Model):  # none yet, or a list of records
            return []
        if isinstance(self.parent, ManyReferenceField):
            related = getattr(record, str(self.parent.source))
            return list(related.values_list("pk", flat=True))
        present = getattr(record, f"{self.source}_id")
        return [] if present is None else [present]


class ManyReferenceField(serializers.ManyRelatedField):
    """Records that another one points to; any number of ids is checked in one query."""

    child_relation: ReferenceField

    def get_value(self, dictionary: Any) -> Any:
        if html.is_html_input(dictionary) and self.field_name not in dictionary:
            return empty
        return super().get_value(dictionary)

    def to_internal_value(self, data: Any) -> list[models.Model]:
        if not isinstance(data, Sequence) or isinstance(data, str):
            self.fail("not_a_list", input_type=type(data).__name__)
        if not data and not self.allow_empty:
            self.fail("empty")
        if len(data) > MAX_REFERENCES:
            self.child_relation.fail("too_many", limit=MAX_REFERENCES)
        ids = [self.child_relation.pk_field.to_internal_value(item) for item in data]
        records = self.child_relation.get_queryset().in_bulk(ids)
        for pk in ids:
            if pk not in records:
                self.child_relation.fail("does_not_exist", pk_value=pk)
        return list(records.values())


def refuse_deleted_references(serializer: Any) -> None:
    """Refuse a write if what it newly refers to has been deleted since it was looked up.

    The foreign keys have been checked by now, which locks the records that they point to: who
    deletes one of them from here on waits, and then sees the reference.
    """
    for name, value in serializer.validated_data.items():
        records = value if isinstance(value, list) else [value]
        live = [
            record.pk
            for record in records
            if isinstance(record, SoftDeleteModel) and not is_deleted(record)
        ]
        if not live:
            continue
        model = type(records[0])
        gone = model._base_manager.filter(pk__in=live, deleted_at__isnull=False).first()
        if gone is not None:
            message = ReferenceField.default_error_messages["does_not_exist"]
            raise serializers.ValidationError({name: [message.format(pk_value=gone.pk)]})
