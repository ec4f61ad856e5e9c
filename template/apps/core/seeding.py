"""Demo data: every entity's factory, with references to records that are there already."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from importlib.util import find_spec
from random import Random
from typing import Any

import factory.random
from django.apps import apps
from django.db import IntegrityError, models, transaction

from apps.core.deletion import SoftDeleteModel
from apps.core.factories import RecordFactory, WorkspaceModelFactory
from apps.core.models import BaseModel, WorkspaceModel
from apps.core.permissions import RolePermission
from apps.users.models import CustomUser, Membership, Workspace
from apps.users.roles import Role
from apps.users.services import user_register, user_vouch

DEMO_EMAIL = "demo@example.com"
DEMO_WORKSPACE = "Demo"
ATTEMPTS = 5
MOST_REFERENCES = 3


@transaction.atomic
def seed(*, rows: int, password: str) -> dict[type[models.Model], int]:
    """Bring every entity of the demo workspace up to `rows` records; return how many are new.

    The same again on an empty database: the choices are random, but not by chance.
    """
    factory.random.reseed_random("demo")
    workspace = _demo_workspace(password)
    return {
        record_factory._meta.model: _fill(record_factory, workspace, rows)
        for record_factory in ordered_factories()
    }


def ordered_factories() -> list[type[RecordFactory]]:
    """Return the factories of all entities, each after those that it refers to."""
    of_model = {item._meta.model: item for item in _factories()}
    try:
        order = _order(list(of_model), required_only=False)
    except CycleError:
        order = _order(list(of_model), required_only=True)
    return [of_model[model] for model in order]


def _order(of_models: list[Any], *, required_only: bool) -> list[Any]:
    sorter: TopologicalSorter[Any] = TopologicalSorter()
    for model in of_models:
        fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
        targets = [
            field.related_model
            for field in fields
            if not (required_only and (field.null or field.many_to_many))
        ]
        sorter.add(model, *(item for item in targets if item in of_models and item is not model))
    return list(sorter.static_order())


def _factories() -> Iterator[type[RecordFactory]]:
    for config in apps.get_app_configs():
        name = f"{config.name}.factories"
        if not config.name.startswith("apps.") or find_spec(name) is None:
            continue
        for item in vars(import_module(name)).values():
            if (
                isinstance(item, type)
                and issubclass(item, RecordFactory)
                and not item._meta.abstract
                and item.__module__ == name
            ):
                yield item


@transaction.atomic
def _demo_workspace(password: str) -> Workspace:
    """Return the workspace of the demo login, with a colleague in every role."""
    user = CustomUser.objects.filter(email=DEMO_EMAIL).first()
    if user is None:
        user = user_register(
            email=DEMO_EMAIL,
            password=password,
            full_name="Demo User",
            workspace_name=DEMO_WORKSPACE,
        )
    elif not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password", "updated_at"])
    user_vouch(user=user)
    workspace = user.memberships.earliest("created_at").workspace
    for role in Role:
        colleague, _ = CustomUser.objects.get_or_create(
            email=f"{role.value.replace('_', '-')}@example.com",
            defaults={
                "full_name": f"Demo {role.label}",
                "active_workspace": workspace,
                "password": "!",
            },
        )
        Membership.objects.get_or_create(
            workspace=workspace, user=colleague, defaults={"role": role}
        )
    return workspace


def _fill(record_factory: type[RecordFactory], workspace: Workspace, rows: int) -> int:
    model = record_factory._meta.model
    records = _live(model)
    if issubclass(record_factory, WorkspaceModelFactory):
        records = records.filter(workspace=workspace)
    present = records.count()
    record_factory.reset_sequence(model._default_manager.count(), force=True)
    made = 0
    for number in range(present, rows):
        random = Random(f"{model._meta.label}/{number}")
        made += any(_make(record_factory, workspace, number, random) for _ in range(ATTEMPTS))
    return made


def _make(
    record_factory: type[RecordFactory], workspace: Workspace, number: int, random: Random
) -> bool:
    """Make one record. Random references may meet a unique constraint: then another try helps."""
    model = record_factory._meta.model
    try:
        with transaction.atomic():
            values = _values(model, workspace, number, random)
            # What the factory would make up after the record is chosen below.
            later: dict[str, Any] = dict.fromkeys(record_factory._meta.post_declarations, ())
            record = record_factory(**values, **later)
            for field in model._meta.many_to_many:
                candidates = [
                    item
                    for item in _candidates(field.related_model, workspace)
                    if item.pk != record.pk
                ]
                count = min(len(candidates), random.randint(1, MOST_REFERENCES))
                getattr(record, field.name).set(random.sample(candidates, count))
    except IntegrityError:
        return False
    return True


def _values(
    model: type[BaseModel], workspace: Workspace, number: int, random: Random
) -> dict[str, Any]:
    """Return the references and the choices of a record; its factory has the rest."""
    values: dict[str, Any] = {}
    if issubclass(model, WorkspaceModel):
        values["workspace"] = workspace
        values["created_by"] = random.choice(_creators(model, workspace))
    for field in model._meta.concrete_fields:
        if not field.editable or field.name in values:
            continue
        if field.choices:
            choices = [value for value, _ in field.flatchoices if value != ""]
            values[field.name] = choices[number % len(choices)]
        elif field.is_relation and (candidates := _free_candidates(field, workspace)):
            values[field.name] = random.choice(candidates)
    return values


def _creators(model: type[models.Model], workspace: Workspace) -> list[CustomUser]:
    """Return the members who may create such a record; the owner, if no role may."""
    permission = RolePermission.for_model(model)
    roles = permission.roles_for("create") if permission else []
    members = workspace.memberships.filter(role__in=roles or [Role.OWNER])
    return [membership.user for membership in members.select_related("user").order_by("created_at")]


def _free_candidates(field: Any, workspace: Workspace) -> list[Any]:
    """Return the records that a new one may refer to, by a field that may be unique."""
    candidates = _candidates(field.related_model, workspace)
    alone = {field.name, "workspace"}
    if not field.unique and not any(
        set(constraint.fields) <= alone
        for constraint in field.model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields
    ):
        return candidates
    taken = set(field.model._default_manager.values_list(field.attname, flat=True))
    return [record for record in candidates if record.pk not in taken]


def _candidates(model: type[models.Model], workspace: Workspace) -> list[Any]:
    if model is CustomUser:
        return list(workspace.members.order_by("created_at", "pk"))
    records = _live(model).order_by("created_at", "pk")
    if issubclass(model, WorkspaceModel):
        records = records.filter(workspace=workspace)
    return list(records)


def _live(model: Any) -> models.QuerySet[Any]:
    """Return the records of a model that are not deleted."""
    records = model._default_manager.all()
    return records.filter(deleted_at=None) if issubclass(model, SoftDeleteModel) else records
