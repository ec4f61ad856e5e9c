"""What goes in and out where people work on their workspaces."""

from typing import Any

from rest_framework import serializers

from apps.users.models import Workspace
from apps.users.roles import Role


class OwnWorkspaceSerializer(serializers.ModelSerializer[Workspace]):
    """A workspace that the user is a member of, and what they are there."""

    role = serializers.ChoiceField(choices=Role.choices, read_only=True)

    class Meta:
        model = Workspace
        fields = ["id", "name", "role", "created_at"]


class OwnershipTransferSerializer(serializers.Serializer[Any]):
    """The membership, as the list of members has it, of who becomes the owner."""

    member = serializers.UUIDField()
