"""The viewsets that every entity's viewset builds on."""

from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from django.db import connection, models
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import SAFE_METHODS, AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.serializers import BaseSerializer
from rest_framework.settings import api_settings
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from apps.audit.events import record_reads
from apps.core.bulk import DestroyRecordsMixin
from apps.core.idempotency import IdempotentCreateMixin
from apps.core.lists import ListRecordsMixin
from apps.core.permissions import RolePermission
from apps.core.references import refuse_deleted_references
from apps.core.requests import AuthenticatedRequest
from apps.core.routes import entity_routes
from apps.core.tenancy.views import TenantView
from apps.core.workflow import Transition


class RecordViewSet(TenantView, GenericViewSet[Any]):
    """What viewsets of workspace and global records have in common; it stands before the mixins.

    Every request is one transaction (ATOMIC_REQUESTS); a record that is about to change is
    locked, so that nobody overwrites what another request has just written.
    """

    request: AuthenticatedRequest
    workflow_field = ""
    # What the request turned out to be about: looked up, or just created.
    record: Any = None
    _version_of_address = ""

    def dispatch(self, request: Any, *args: Any, version: str = "", **kwargs: Any) -> Any:
        """Keep the version of the address to ourselves: an action needs no argument for it."""
        self._version_of_address = version
        return super().dispatch(request, *args, **kwargs)

    def determine_version(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        if self._version_of_address:
            kwargs.setdefault("version", self._version_of_address)
        return super().determine_version(request, *args, **kwargs)

    def get_permissions(self) -> Any:
        """Ask for what the settings ask of everybody, then for what the view asks."""
        classes: Any = api_settings.DEFAULT_PERMISSION_CLASSES
        everywhere = [permission() for permission in classes]
        return [*everywhere, *super().get_permissions()]

    def get_object(self) -> Any:
        """Return the record of the URL out of `get_queryset()`, or answer 404."""
        queryset = self.get_queryset()
        if self.request.method not in SAFE_METHODS:
            queryset = queryset.select_for_update(of=("self",))
        record = get_object_or_404(queryset, pk=self.kwargs["pk"])
        self.check_object_permissions(self.request, record)
        self.record = record
        if self.request.method in SAFE_METHODS:
            record_reads(self.request, [record])
        return record

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        record_reads(self.request, queryset if page is None else page)
        return page

    def perform_create(self, serializer: BaseSerializer[Any]) -> None:
        self.record = serializer.save(created_by=self.request.user)
        self.settle()
        refuse_deleted_references(serializer)

    def perform_update(self, serializer: BaseSerializer[Any]) -> None:
        serializer.save()
        self.settle()
        refuse_deleted_references(serializer)

    def perform_destroy(self, instance: models.Model) -> None:
        instance.delete()
        self.settle()

    def perform_transition(self, record: Any, transition: Transition) -> None:
        transition.apply(record, self.workflow_field)

    def settle(self) -> None:
        """Let deferred constraints speak now, while a violation can still be explained."""
        connection.check_constraints()

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Keep the records out of every cache, and from roles that may change but not read them."""
        if response.status_code == HTTPStatus.OK and self._is_change() and not self._may_retrieve():
            response = Response(status=HTTPStatus.NO_CONTENT)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return super().finalize_response(request, response, *args, **kwargs)

    def _is_change(self) -> bool:
        if self.request.method in SAFE_METHODS:
            return False
        action = getattr(self, "action", None) or ""
        handler = getattr(self, action, None)
        if action in {"update", "partial_update"}:
            return True
        return hasattr(handler, "transition") or hasattr(handler, "operation")

    def _may_retrieve(self) -> bool:
        serializer: Any = self.get_serializer_class()
        permission = RolePermission.for_model(serializer.Meta.model)
        return permission is not None and permission.allows(self.request.user, "retrieve")


class WorkspaceViewSet(RecordViewSet):
    """Records of the active workspace: a subclass's `get_queryset()` filters by it."""

    def perform_create(self, serializer: BaseSerializer[Any]) -> None:
        user = self.request.user
        self.record = serializer.save(workspace=user.active_workspace, created_by=user)
        self.settle()
        refuse_deleted_references(serializer)


class WorkspaceModelViewSet(
    WorkspaceViewSet,
    ListRecordsMixin,
    IdempotentCreateMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    DestroyRecordsMixin,
):
    """All five operations on the records of the active workspace."""


class GlobalViewSet(RecordViewSet):
    """Records that all workspaces share."""


class GlobalModelViewSet(
    GlobalViewSet,
    ListRecordsMixin,
    IdempotentCreateMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    DestroyRecordsMixin,
):
    """All five operations on records that all workspaces share."""


class ApiRootView(APIView):
    """Where the lists of the entities are."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="root",
        tags=["root"],
        responses={200: {"type": "object", "additionalProperties": {"type": "string"}}},
    )
    def get(self, request: Request) -> Response:
        addresses = (
            reverse(route.name, request=request)
            for route in entity_routes()
            if not route.parameters and route.actions.get("get") == "list"
        )
        return Response({PurePosixPath(urlsplit(url).path).name: url for url in addresses})
