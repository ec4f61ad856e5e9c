"""Many records at once: something is done to all of them, or to none."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.core.parsers import StrictJSONParser
from apps.core.references import ReferenceField

MOST_RECORDS = 100


class RecordIdsSerializer(serializers.Serializer[Any]):
    """The records that something is done to, whatever versions of them are there."""

    ids = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=MOST_RECORDS
    )


class BulkMixin(GenericViewSet[Any]):
    """Finds the records that a request names, and does something to one after the other."""

    def change_all(
        self, do: Callable[[Any], object], *, waits_for: tuple[type[Exception], ...]
    ) -> None:
        """Do something to each record of the request.

        A record that is refused with one of `waits_for` is tried again after the others: it may
        have been one of them that stood in its way.
        """
        places = self._places()
        waiting = self._locked(places)
        while waiting:
            refused: dict[Any, Exception] = {}
            for record in waiting:
                try:
                    with transaction.atomic():
                        # It may have gone along with one before.
                        if self.get_queryset().filter(pk=record.pk).exists():
                            do(record)
                except waits_for as error:
                    refused[record] = error
            if len(refused) == len(waiting):
                record, problem = next(iter(refused.items()))
                if isinstance(problem, ValidationError):
                    raise ValidationError({"ids": {places[record.pk]: problem.detail}})
                raise problem
            waiting = list(refused)

    def _places(self) -> dict[UUID, str]:
        """Return the ids that the request names, with their places in its list."""
        serializer = RecordIdsSerializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        ids: list[UUID] = serializer.validated_data["ids"]
        return {pk: str(place) for place, pk in reversed([*enumerate(ids)])}

    def _locked(self, places: dict[UUID, str]) -> list[models.Model]:
        """Return the records, locked; one that is not among the view's own is like none."""
        queryset = self.get_queryset().filter(pk__in=places).select_for_update(of=("self",))
        records = list(queryset.order_by("pk"))  # so that nobody waits for us in a ring
        missing = places.keys() - {record.pk for record in records}
        if missing:
            message = ReferenceField.default_error_messages["does_not_exist"]
            raise ValidationError(
                {"ids": {places[pk]: [message.format(pk_value=pk)] for pk in missing}}
            )
        for record in records:
            self.check_object_permissions(self.request, record)
        return records


class DestroyRecordsMixin(mixins.DestroyModelMixin, BulkMixin):
    """Deletes one record, or up to a hundred."""

    @extend_schema(
        request=RecordIdsSerializer,
        responses={204: OpenApiResponse(None, "All of them are deleted.")},
    )
    @action(
        detail=False,
        methods=["post"],
        url_path="bulk-delete",
        parser_classes=[StrictJSONParser],
    )
    def bulk_delete(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Delete records, all of them or none. One that is not there is told by its place."""
        self.change_all(self.perform_destroy, waits_for=(ProtectedError, RestrictedError))
        return Response(status=HTTPStatus.NO_CONTENT)

    # The permission class asks for this operation.
    bulk_delete.operation = "delete"  # type: ignore[attr-defined]
