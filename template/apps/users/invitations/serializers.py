"""What goes in and out where people are invited."""

from typing import Any

from rest_framework import serializers

from apps.core.serializers import WorkspaceModelSerializer
from apps.users.models import Invitation
from apps.users.roles import Role
from apps.users.serializers import PASSWORD


class InvitationSerializer(WorkspaceModelSerializer):
    """An open invitation to the active workspace."""

    class Meta:
        model = Invitation
        fields = ["id", "email", "role", "is_expired", "expires_at", "created_at", "created_by"]
        read_only_fields = ["expires_at", "created_by"]
        extra_kwargs = {"role": {"required": True}}

    def _constraint_errors(self, values: dict[str, Any]) -> dict[str, list[str]]:
        """Let an address be invited again: the new invitation takes the former one's place."""
        return {}


class InvitationTokenSerializer(serializers.Serializer[Any]):
    """The token of the link in the e-mail."""

    token = serializers.CharField(max_length=500)


class InvitationPreviewSerializer(serializers.Serializer[Any]):
    """What somebody is invited to, and by whom."""

    workspace = serializers.CharField(source="workspace.name")
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Role.choices)
    inviter = serializers.CharField(source="created_by")
    expires_at = serializers.DateTimeField()


class InvitationRegistrationSerializer(InvitationTokenSerializer):
    """A new user, who comes by an invitation and needs no workspace of their own."""

    password = serializers.CharField(**PASSWORD)
    full_name = serializers.CharField(max_length=255, required=False, allow_blank=True, default="")
