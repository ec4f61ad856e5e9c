"""What the tests of all apps share: clients, and the entities as data."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection, models
from django.urls import reverse
from rest_framework.test import APIClient
from rest_framework.viewsets import GenericViewSet

from apps.core.factories import RecordFactory
from apps.core.models import WorkspaceModel
from apps.core.permissions import OPERATION_OF_ACTION, OPERATION_OF_METHOD, RolePermission
from apps.core.routes import Route, entity_routes
from apps.core.seeding import ordered_factories
from apps.users.factories import create_member
from apps.users.models import CustomUser, Workspace
from apps.users.roles import Role


@contextmanager
def requests_as_the_app() -> Iterator[None]:
    """Let every request run as the app's role, which row-level security holds for."""
    request_started.connect(become_the_app)
    request_finished.connect(become_the_owner)
    try:
        yield
    finally:
        request_started.disconnect(become_the_app)
        request_finished.disconnect(become_the_owner)


def become_the_app(**kwargs: Any) -> None:
    """Go on as the app's role, until `become_the_owner`."""
    connection.ensure_connection()
    # Past Django's cursor, so that tests which count queries count those of the view alone.
    connection.connection.execute(
        "SELECT set_config('role', %s, false)", [settings.DATABASE_APP_ROLE]
    )


def become_the_owner(**kwargs: Any) -> None:
    """Go on as the owner of the tables, as tests do."""
    if connection.connection is not None and not connection.connection.closed:
        connection.connection.execute("RESET ROLE")


@contextmanager
def as_the_app() -> Iterator[None]:
    """Run a block as the app's role."""
    become_the_app()
    try:
        yield
    finally:
        become_the_owner()


class MemberClient(APIClient):
    """A client of one user, whom it reads from the database for every request.

    So it sees what a real sign-in would see: a role or a membership that has changed. It changes
    whatever version of a record is there, unless it is told to send another `If-Match`.
    """

    def __init__(self, user: CustomUser) -> None:
        super().__init__(headers={"If-Match": "*"})
        self.user = user

    def request(self, **kwargs: Any) -> Any:
        self.force_authenticate(CustomUser.objects.get(pk=self.user.pk))
        return super().request(**kwargs)


@dataclass(frozen=True)
class Call:
    """One thing that a client can ask of an entity: a method on one of its routes."""

    route: Route
    method: str
    action: str


@dataclass(frozen=True)
class Entity:
    """A model with its viewset, its routes and its factory."""

    model: type[models.Model]
    viewset: type[GenericViewSet]
    routes: tuple[Route, ...]
    factory: type[RecordFactory]

    def __str__(self) -> str:
        return self.model.__name__

    @property
    def permission(self) -> type[RolePermission]:
        """The class that says which role may do what."""
        permission = RolePermission.for_model(self.model)
        assert permission is not None, f"{self} has no permission class"
        return permission

    @property
    def filters(self) -> dict[str, Any]:
        """The filters of its lists by parameter; none if the viewset names no filterset."""
        filterset = getattr(self.viewset, "filterset_class", None)
        return dict(filterset.base_filters) if filterset else {}

    @property
    def summary_fields(self) -> list[str]:
        """The fields that its lists can be counted by."""
        return list(getattr(self.viewset, "summary_fields", ())) if self.find("summary") else []

    def calls(self, *, detail: bool) -> list[Call]:
        """Return what can be asked of one record, or of all of them."""
        return [
            Call(route, method, action)
            for route in self.routes
            if bool(route.parameters) is detail
            for method, action in route.actions.items()
        ]

    def role_for(self, call: Call, *, writing: Iterable[str] = ()) -> str | None:
        """Return a role that may do this and set these fields, or None if no role may."""
        return next((role for role in Role if self.allows(role, call, writing)), None)

    def allows(self, role: str, call: Call, writing: Iterable[str] = ()) -> bool:
        """Whether a role may do this and set these fields."""
        move = getattr(getattr(self.viewset, call.action), "transition", None)
        if move is not None and move.roles:
            return role in move.roles
        by_method = OPERATION_OF_METHOD.get(call.method.upper(), "update")
        handler = getattr(self.viewset, call.action)
        operation = OPERATION_OF_ACTION.get(call.action, getattr(handler, "operation", by_method))
        writable = self.permission.writable_by
        return role in self.permission.roles_for(operation) and all(
            role in writable.get(name, [role]) for name in writing
        )

    def is_transition(self, call: Call) -> bool:
        """Whether a call moves a record along its workflow."""
        return hasattr(getattr(self.viewset, call.action), "transition")

    def find(self, action: str) -> Call | None:
        """Return the call of a standard action, if the entity has it."""
        calls = [*self.calls(detail=True), *self.calls(detail=False)]
        return next((call for call in calls if call.action == action), None)

    def address(self, call: Call, pk: object = None) -> str:
        """Return the address of a call, on the record with an id if it is about one."""
        values: dict[str, Any] = {"pk": pk, "field": self._file_field()}
        kwargs = {name: values[name] for name in call.route.parameters}
        return reverse(call.route.name, kwargs=kwargs)

    def _file_field(self) -> str | None:
        fields = self.model._meta.concrete_fields
        return next((field.name for field in fields if isinstance(field, models.FileField)), None)


def workspace_entities() -> list[Entity]:
    """Return the entities whose records belong to workspaces."""
    return [entity for entity in entities() if issubclass(entity.model, WorkspaceModel)]


def entities() -> list[Entity]:
    """Return all entities that have routes."""
    factories = {item._meta.model: item for item in ordered_factories()}
    routes: dict[type[GenericViewSet], list[Route]] = {}
    for route in entity_routes():
        routes.setdefault(route.viewset, []).append(route)
    found = []
    for viewset, items in routes.items():
        model = _model_of(viewset)
        if model not in factories:
            raise LookupError(
                f"{model.__name__} has no factory. Add one to the factories.py of its app: "
                "the tests of all entities make records by it."
            )
        found.append(Entity(model, viewset, tuple(items), factories[model]))
    return found


def record_of(model: type[models.Model], workspace: Workspace) -> Any:
    """Return a new record that a workspace may refer to."""
    if model is CustomUser:
        return create_member(workspace)
    factory = {item._meta.model: item for item in ordered_factories()}[model]
    if issubclass(model, WorkspaceModel):
        return factory(workspace=workspace)
    return factory()


def _model_of(viewset: Any) -> type[models.Model]:
    return viewset().get_serializer_class().Meta.model
