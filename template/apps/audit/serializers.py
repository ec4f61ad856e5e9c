"""Events of the audit trail, as the API shows them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.audit.models import AuditEvent
from apps.audit.trail import Changes, visible_changes

CHANGES = {
    "type": "object",
    "additionalProperties": {
        "type": ["array", "null"],
        "items": {},
        "minItems": 2,
        "maxItems": 2,
    },
    "description": "Field to [before, after]; to null if the values are not kept. Fields that "
    "your role may not read are left out.",
}

DETAILS = {
    "type": ["object", "null"],
    "properties": {
        "count": {"type": "integer"},
        "parameters": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
    },
    "description": "Of an export: how many records it holds, and the parameters that chose them; "
    "null for what was looked for as text.",
}


class ActorField(serializers.Field):
    """Who did it: an id, and the name that they have now; null if nobody was signed in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, source="*", read_only=True, allow_null=True)

    def to_representation(self, event: AuditEvent) -> dict[str, Any] | None:
        if event.actor_id is None:
            return None
        label = str(event.actor) if event.actor is not None else None
        return {"id": str(event.actor_id), "label": label}


class RecordChangeSerializer(serializers.ModelSerializer[AuditEvent]):
    """One change of a record: who, when, and what."""

    actor = ActorField()
    changes = serializers.SerializerMethodField()

    class Meta:
        model = AuditEvent
        fields: tuple[str, ...] = ("id", "created_at", "action", "actor", "changes")
        read_only_fields = fields

    @extend_schema_field(CHANGES)
    def get_changes(self, event: AuditEvent) -> Changes:
        return visible_changes(self.context["request"].user, event)


class AuditEventSerializer(RecordChangeSerializer):
    """One event of the trail, with where it came from."""

    details = serializers.SerializerMethodField()
    record = serializers.UUIDField(source="record_id", read_only=True, allow_null=True)

    class Meta(RecordChangeSerializer.Meta):
        fields = (
            *RecordChangeSerializer.Meta.fields,
            "details",
            "target",
            "record",
            "address",
            "request_id",
        )
        read_only_fields = fields

    @extend_schema_field(DETAILS)
    def get_details(self, event: AuditEvent) -> Any:
        return event.details
