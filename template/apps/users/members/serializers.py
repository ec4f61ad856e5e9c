"""How members of a workspace are shown, and what may be changed about them."""

from rest_framework import serializers

from apps.core.serializers import WorkspaceModelSerializer
from apps.users.models import Membership


class WorkspaceMemberSerializer(WorkspaceModelSerializer):
    """A member: everybody sees name and role, who runs the workspace also the e-mail address."""

    email = serializers.EmailField(source="user.email", read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "user", "email", "role", "created_at", "updated_at"]
        read_only_fields = ["user"]
