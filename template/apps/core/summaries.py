"""Lists in figures: how many of the records have each value of a field."""

from typing import Any

from django.db import models
from django.db.models import Count
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.core.filters import FilterBackend, SearchFilter, may_read
from apps.core.offers import SUMMARY_PARAMETER

MOST_GROUPS = 50


@extend_schema_field({"type": ["string", "boolean", "null"]})
class GroupValueField(serializers.JSONField):
    """A choice, a flag, or the id of what is referred to."""


class RecordGroupSerializer(serializers.Serializer[Any]):
    """The records that have one value."""

    value = GroupValueField(allow_null=True)
    label = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # not the field's own
    count = serializers.IntegerField()


class RecordSummarySerializer(serializers.Serializer[Any]):
    """The groups, the largest first. `others` are the records in groups beyond the fiftieth."""

    by = serializers.CharField()
    groups = RecordGroupSerializer(many=True)
    others = serializers.IntegerField()


class SummaryMixin(GenericViewSet[Any]):
    """For viewsets with a list: counts of it by the fields that `summary_fields` names."""

    summary_fields: list[str] = []

    @classmethod
    def get_extra_actions(cls) -> list[Any]:
        actions = super().get_extra_actions()
        return [each for each in actions if each.__name__ != "summary" or cls.summary_fields]

    @extend_schema(filters=True, responses=RecordSummarySerializer)
    @action(detail=False, pagination_class=None, filter_backends=[FilterBackend, SearchFilter])
    def summary(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """How many records of the list have each value of a field."""
        records = self.filter_queryset(self.get_queryset())
        by = self._field(request, records.model)
        groups = (
            records.order_by()
            .select_related(None)
            .prefetch_related(None)
            .values_list(by)
            .annotate(Count("pk"))
            .order_by("-pk__count", by)
        )
        shown = list(groups[: MOST_GROUPS + 1])
        others = 0
        if len(shown) > MOST_GROUPS:
            shown.pop()
            others = records.count() - sum(count for _, count in shown)
        labels = self._labels(records.model, by, [value for value, _ in shown])
        answer = {
            "by": by,
            "groups": [
                {"value": value, "label": labels.get(value), "count": count}
                for value, count in shown
            ],
            "others": others,
        }
        return Response(RecordSummarySerializer(answer).data)

    # The permission class asks for this operation.
    summary.operation = "list"  # type: ignore[attr-defined]

    def _field(self, request: Request, model: type[models.Model]) -> str:
        offered = [name for name in self.summary_fields if may_read(model, request.user, name)]
        wish = request.query_params.get(SUMMARY_PARAMETER, "")
        if wish not in offered:
            raise ValidationError({SUMMARY_PARAMETER: [f"Must be one of: {', '.join(offered)}."]})
        return wish

    def _labels(self, model: type[models.Model], by: str, values: list[Any]) -> dict[Any, Any]:
        """Return what the values are called, as far as the user may know."""
        field: Any = model._meta.get_field(by)
        if field.related_model is not None:
            serializer: Any = self.get_serializer()
            shown = serializer.fields[by]
            targets = field.related_model._base_manager.in_bulk([pk for pk in values if pk])
            return {pk: shown.to_representation(it)["label"] for pk, it in targets.items()}
        if isinstance(field, models.BooleanField):
            return {True: "Yes", False: "No"}
        return {value: str(label) for value, label in field.flatchoices if value in values}
