"""What a violated constraint means to a person."""

from types import SimpleNamespace

import pytest
from django.db import models
from django.db.models.functions import Lower

from apps.core.constraints import constraint_errors, fields_of, integrity_errors
from apps.users.models import Membership


def diagnosis(**values):
    return SimpleNamespace(
        **{"table_name": None, "column_name": None, "constraint_name": None, **values}
    )


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        (models.UniqueConstraint(fields=["workspace", "user"], name="x"), {"user"}),
        (models.UniqueConstraint(Lower("role"), "workspace", name="x"), {"role"}),
        (models.CheckConstraint(condition=models.Q(role__gt="a"), name="x"), {"role"}),
        (
            models.CheckConstraint(
                condition=models.Q(updated_at__gte=models.F("created_at"))
                | ~models.Q(role="owner"),
                name="x",
            ),
            {"created_at", "updated_at", "role"},
        ),
    ],
)
def test_the_fields_of_a_constraint(constraint, fields):
    assert fields_of(constraint) == fields


def test_one_field_gets_the_message():
    constraint = models.UniqueConstraint(fields=["workspace", "user"], name="x")
    assert constraint_errors(Membership, constraint) == {
        "user": ["Membership with this User already exists."]
    }


def test_an_expression_is_named_by_its_constraint():
    constraint = models.UniqueConstraint(Lower("role"), "workspace", name="role_is_unique")
    assert constraint_errors(Membership, constraint) == {
        "role": ["Constraint “role_is_unique” is violated."]
    }


def test_more_fields_share_it():
    constraint = models.UniqueConstraint(fields=["workspace", "user", "role"], name="x")
    assert constraint_errors(Membership, constraint) == {
        "non_field_errors": ["Membership with this User and Role already exists."]
    }


@pytest.mark.parametrize(
    "constraint",
    [
        models.UniqueConstraint(fields=["role"], name="x", violation_error_message="Only one."),
        models.CheckConstraint(
            condition=models.Q(role="owner"), name="x", violation_error_message="Only one."
        ),
    ],
)
def test_a_message_of_its_own_is_used(constraint):
    assert constraint_errors(Membership, constraint) == {"role": ["Only one."]}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"table_name": "users_membership", "constraint_name": "membership_unique_user"},
            {"user": ["Membership with this User already exists."]},
        ),
        (
            {"table_name": "users_membership", "column_name": "user_id"},
            {"user": ["This field is required."]},
        ),
        (
            {
                "table_name": "users_membership",
                "constraint_name": "users_membership_user_id_2f6c_fk_users_customuser_id",
            },
            {"user": ["This record does not exist."]},
        ),
        (
            {"table_name": "users_customuser", "constraint_name": "users_customuser_email_key"},
            {"email": ["A user with this e-mail address already exists."]},
        ),
        ({"table_name": "users_customuser", "constraint_name": "something_else"}, None),
        ({"table_name": "somewhere_else", "constraint_name": "x"}, None),
        ({}, None),
    ],
)
def test_what_postgresql_reports(values, expected):
    assert integrity_errors(diagnosis(**values)) == expected
