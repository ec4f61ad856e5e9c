"""The audit trail, narrowed by the parameters of its list."""

from typing import ClassVar

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from apps.audit.models import AuditEvent
from apps.audit.names import models_of, targets_of
from apps.core.filters import ChoiceInFilter


class AuditEventFilter(filters.FilterSet):
    """Events by what they are about, who caused them, what they are, and when."""

    action = ChoiceInFilter(choices=AuditEvent.Action.choices)
    actor = filters.UUIDFilter(field_name="actor_id")
    record = filters.UUIDFilter(field_name="record_id")
    target = filters.CharFilter(method="filter_target", label="App and model, `tickets.ticket`.")

    class Meta:
        model = AuditEvent
        fields: ClassVar = {"created_at": ["gte", "lte"]}

    def filter_target(
        self, queryset: QuerySet[AuditEvent], name: str, value: str
    ) -> QuerySet[AuditEvent]:
        """Find events of a model under its former names, too."""
        former = {target for model in models_of(value) for target in targets_of(model)}
        return queryset.filter(target__in={value, *former})
