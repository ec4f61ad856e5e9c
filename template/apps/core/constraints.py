"""What a violated constraint means to the person who sent the values.

Serializers ask before a write; the exception handler asks when another request was quicker.
"""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from rest_framework.settings import api_settings

from apps.core.tenancy.keys import key_name
from apps.core.tenancy.policies import TENANT

Errors = dict[str, list[str]]

NOT_THERE = "This record does not exist."
REQUIRED = "This field is required."


def fields_of(constraint: models.BaseConstraint) -> set[str]:
    """Return the fields that a constraint looks at, the workspace aside."""
    names: set[str] = set()
    if isinstance(constraint, models.UniqueConstraint):
        names.update(constraint.fields)
        for expression in constraint.expressions:
            names.update(_names_in(expression))
    elif isinstance(constraint, models.CheckConstraint):
        names.update(_names_in(constraint.condition))
    return names - {TENANT}


def constraint_errors(model: type[models.Model], constraint: models.BaseConstraint) -> Errors:
    """Return the messages for a violated constraint: at its field if it has only one."""
    fields = sorted(fields_of(constraint))
    key = fields[0] if len(fields) == 1 else api_settings.NON_FIELD_ERRORS_KEY
    has_message = constraint.violation_error_message != constraint.default_violation_error_message
    if isinstance(constraint, models.UniqueConstraint) and constraint.fields and not has_message:
        shown = tuple(name for name in constraint.fields if name != TENANT)
        error = model().unique_error_message(model, shown or (TENANT,))
        return {key: [str(message) for message in error.messages]}
    return {key: [str(constraint.get_violation_error_message())]}


def integrity_errors(diagnosis: Any) -> Errors | None:
    """Return the messages for what PostgreSQL reports, never its text, which quotes the row.

    `diagnosis` is psycopg's `error.diag`. None if it points to nothing that a client sent.
    """
    model = _model_of(diagnosis.table_name)
    if model is None:
        return None
    if diagnosis.column_name:
        return {_field_name(model, diagnosis.column_name): [REQUIRED]}
    name = diagnosis.constraint_name or ""
    for constraint in model._meta.constraints:
        if constraint.name == name:
            return constraint_errors(model, constraint)
    return _column_errors(model, name)


def _column_errors(model: type[models.Model], name: str) -> Errors | None:
    """Read the constraints that Django names after a column: foreign keys and one-to-one."""
    for field in model._meta.concrete_fields:
        if name == key_name(str(field.column)):
            return {field.name: [NOT_THERE]}
        if not name.startswith(f"{model._meta.db_table}_{field.column}_"):
            continue
        if "_fk_" in name:
            return {field.name: [NOT_THERE]}
        if field.unique:
            error = model().unique_error_message(model, (field.name,))
            return {field.name: [str(message) for message in error.messages]}
    return None


def _names_in(expression: Any) -> set[str]:
    return set(models.Q(expression).referenced_base_fields)


def _model_of(table: str | None) -> type[models.Model] | None:
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)


def _field_name(model: type[models.Model], column: str) -> str:
    for field in model._meta.concrete_fields:
        if field.column == column:
            return field.name
    raise FieldDoesNotExist(f"{model} has no column {column}")
