"""Serializers that know the workspace, the role and the constraints.

An entity's serializer names its model and fields in Meta and nothing more. Fields are built from
the model by the hooks below, never declared: so a field may be called `data` or `errors`.
"""

from copy import copy
from typing import Any, cast

from django.core.exceptions import ValidationError as ModelValidationError
from django.db import models
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.utils.field_mapping import ClassLookupDict
from rest_framework.validators import UniqueValidator

from apps.core.constraints import Errors, constraint_errors, fields_of
from apps.core.fields import FlagField, ImageUploadField, StrictJSONField, UploadField
from apps.core.models import WorkspaceModel
from apps.core.permissions import RolePermission, active_membership
from apps.core.references import ReferenceField

NOT_WRITABLE = "Your role may not set this field."
WRITE_ONCE = "This cannot be changed any more."
BY_WORKFLOW = "This changes by the actions of its workflow only."

FIELD_MAPPING: dict[type[models.Field], type[serializers.Field]] = {
    **serializers.ModelSerializer.serializer_field_mapping,
    models.BooleanField: FlagField,
    models.FileField: UploadField,
    models.ImageField: ImageUploadField,
    models.JSONField: StrictJSONField,
}
FIELD_CLASSES: Any = ClassLookupDict(FIELD_MAPPING)


class RecordSerializer(serializers.ModelSerializer[Any]):
    """What serializers of workspace and global records have in common.

    Beside Django REST framework's own options, Meta takes `write_once_fields` (set on create,
    then fixed) and `workflow_field` (starts at its default, changes by transitions only).
    """

    serializer_related_field = ReferenceField
    serializer_field_mapping = FIELD_MAPPING

    # Building the fields

    def get_fields(self) -> dict[str, serializers.Field]:
        """Return the fields; those that the user's role may not read have no key at all."""
        fields = super().get_fields()
        for name, field in list(fields.items()):
            if not self.may_read(name):
                if field.read_only or not self.may_write(name):
                    del fields[name]
                else:
                    field.write_only = True
            elif self.instance is not None and not self.may_write(name):
                field.required = False
        return fields

    def build_standard_field(
        self, field_name: str, model_field: models.Field
    ) -> tuple[type[serializers.Field], dict[str, Any]]:
        if isinstance(model_field, models.GeneratedField):
            return self._build_computed_field(model_field)
        field_class, kwargs = super().build_standard_field(field_name, model_field)
        return field_class, _without_unique(kwargs)

    def _build_computed_field(
        self, model_field: models.GeneratedField
    ) -> tuple[type[serializers.Field], dict[str, Any]]:
        """Return a read-only field of the type that the database computes."""
        output: Any = model_field.output_field
        kwargs: dict[str, Any] = {"read_only": True, "allow_null": model_field.null}
        if isinstance(output, models.DecimalField):
            kwargs |= {"max_digits": output.max_digits, "decimal_places": output.decimal_places}
        return FIELD_CLASSES[output], kwargs

    def build_relational_field(
        self, field_name: str, relation_info: Any
    ) -> tuple[type[serializers.Field], dict[str, Any]]:
        field_class, kwargs = super().build_relational_field(field_name, relation_info)
        return field_class, _without_unique(kwargs)

    def get_uniqueness_extra_kwargs(
        self, field_names: Any, declared_fields: Any, extra_kwargs: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Leave the fields as they are: constraints are checked below, with the workspace."""
        return extra_kwargs, {}

    def get_unique_together_validators(self) -> list[Any]:
        return []

    # Validating

    def run_validation(self, data: Any = empty) -> Any:
        values = super().run_validation(data)
        if values is not None and (errors := self._constraint_errors(values)):
            raise serializers.ValidationError(errors)
        return values

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        errors: dict[str, Any] = {}
        values: dict[str, Any] = {}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            errors = dict(cast("dict[str, Any]", error.detail))
        for name in self.Meta.fields:
            if not self.may_write(name):
                values.pop(name, None)
                if name in data:
                    errors[name] = [NOT_WRITABLE]
            elif name in values and (message := self._frozen(name, values[name])):
                errors[name] = [message]
        if errors:
            raise serializers.ValidationError(errors)
        return values

    def update(self, instance: Any, validated_data: Any) -> Any:
        record = super().update(instance, validated_data)
        if computed := [field.name for field in record._meta.concrete_fields if field.generated]:
            record.refresh_from_db(fields=computed)
        return record

    # Asking the role

    def may_read(self, name: str) -> bool:
        """Whether the user's role may see a field."""
        return self._asks_nobody or self.permission.may_read(self._user, name)

    def may_write(self, name: str) -> bool:
        """Whether the user's role may set a field."""
        return self._asks_nobody or self.permission.may_write(self._user, name)

    @property
    def _asks_nobody(self) -> bool:
        """The schema shows all fields."""
        return getattr(self.context.get("view"), "swagger_fake_view", False)

    @property
    def _user(self) -> object:
        return getattr(self.context.get("request"), "user", None)

    @property
    def _model(self) -> type[models.Model]:
        return self.Meta.model

    @property
    def permission(self) -> type[RolePermission]:
        return RolePermission.for_model(self.Meta.model) or RolePermission

    # The state that a write would lead to

    def _frozen(self, name: str, value: Any) -> str | None:
        """Return what forbids the change of a field that is write-once or moved by a workflow."""
        if name == getattr(self.Meta, "workflow_field", None):
            field: Any = self._model._meta.get_field(name)
            present = getattr(self.instance, name) if self.instance else field.get_default()
            return BY_WORKFLOW if value != present else None
        if self.instance and name in getattr(self.Meta, "write_once_fields", ()):
            present = getattr(self.instance, name)
            if isinstance(value, list) and isinstance(present, models.Manager):
                return WRITE_ONCE if set(value) != set(present.all()) else None
            return WRITE_ONCE if value != present else None
        return None

    def _constraint_errors(self, values: dict[str, Any]) -> Errors:
        model = self._model
        candidate = self._candidate(values)
        errors: Errors = {}
        for constraint in _constraints(model):
            if self.instance and not _concerns(model, constraint, values):
                continue
            try:
                constraint.validate(model, candidate)
            except ModelValidationError:
                for key, messages in constraint_errors(model, constraint).items():
                    errors.setdefault(key, []).extend(messages)
        return errors

    def _candidate(self, values: dict[str, Any]) -> models.Model:
        """Return an unsaved copy of the record as the write would leave it."""
        candidate: Any = copy(self.instance) if self.instance else self._model()
        for field in candidate._meta.concrete_fields:
            if field.name in values:
                setattr(candidate, field.name, values[field.name])
        membership = active_membership(self._user)
        if isinstance(candidate, WorkspaceModel) and membership and not self.instance:
            candidate.workspace_id = membership.workspace_id
        return candidate


class WorkspaceModelSerializer(RecordSerializer):
    """Records of one workspace."""


class GlobalModelSerializer(RecordSerializer):
    """Records that all workspaces share."""


def _without_unique(kwargs: dict[str, Any]) -> dict[str, Any]:
    validators = kwargs.get("validators", [])
    kept = [item for item in validators if not isinstance(item, UniqueValidator)]
    return {**kwargs, "validators": kept} if validators else kwargs


def _constraints(model: type[models.Model]) -> list[models.BaseConstraint]:
    """Return the model's constraints, those of unique columns among them."""
    return [
        *model._meta.constraints,
        *(
            models.UniqueConstraint(fields=[field.name], name=f"unique_{field.name}")
            for field in model._meta.concrete_fields
            if field.unique and not field.primary_key
        ),
    ]


def _concerns(
    model: type[models.Model], constraint: models.BaseConstraint, values: dict[str, Any]
) -> bool:
    """Whether new values may break a constraint; a computed field may depend on any of them."""
    return any(
        name in values or getattr(model._meta.get_field(name), "generated", False)
        for name in fields_of(constraint)
    )
