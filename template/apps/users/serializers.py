"""What goes in and out of the sign-in endpoints."""

from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError as PasswordProblem
from rest_framework import serializers

from apps.users.models import CustomUser, Membership, Workspace
from apps.users.roles import Role

PASSWORD: dict[str, Any] = {
    "trim_whitespace": False,
    "max_length": 128,
    "style": {"input_type": "password"},
}


class AuthRegistrationSerializer(serializers.Serializer[Any]):
    """A new user and the name of their workspace."""

    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(**PASSWORD)
    full_name = serializers.CharField(max_length=255, required=False, allow_blank=True)
    workspace_name = serializers.CharField(max_length=255)

    def validate_email(self, email: str) -> str:
        if CustomUser.objects.filter(email=email).exists():
            raise serializers.ValidationError("A user with this e-mail address already exists.")
        return email

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        candidate = CustomUser(email=attrs["email"], full_name=attrs.get("full_name", ""))
        try:
            password_validation.validate_password(attrs["password"], candidate)
        except PasswordProblem as problem:
            raise serializers.ValidationError({"password": problem.messages}) from problem
        return attrs


class AuthCredentialsSerializer(serializers.Serializer[Any]):
    """A sign-in. Browsers get cookies; API clients ask for the tokens in the body."""

    email = serializers.EmailField()
    password = serializers.CharField(**PASSWORD)
    delivery = serializers.ChoiceField(choices=["cookie", "body"], default="cookie")


class AuthRefreshSerializer(serializers.Serializer[Any]):
    """A refresh token, from clients that keep it themselves; browsers send the cookie."""

    refresh = serializers.CharField(required=False)


class AuthTokensSerializer(serializers.Serializer[Any]):
    """How long the access token lasts, in seconds; with delivery `body`, the tokens too."""

    expires_in = serializers.IntegerField()
    access = serializers.CharField(required=False)
    refresh = serializers.CharField(required=False)


class CsrfTokenSerializer(serializers.Serializer[Any]):
    """The token to send as the header X-CSRFToken."""

    csrf_token = serializers.CharField()


class WorkspaceSerializer(serializers.ModelSerializer[Workspace]):
    """A workspace."""

    class Meta:
        model = Workspace
        fields = ["id", "name"]


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    """The user's place in one of their workspaces."""

    workspace = WorkspaceSerializer(read_only=True)

    class Meta:
        model = Membership
        fields = ["workspace", "role"]
        read_only_fields = fields


class CurrentUserSerializer(serializers.ModelSerializer[CustomUser]):
    """The signed-in user, their workspaces, and what they are in the active one."""

    memberships = MembershipSerializer(many=True, read_only=True)
    active_workspace = WorkspaceSerializer(
        source="active_membership.workspace", read_only=True, allow_null=True, default=None
    )
    role = serializers.ChoiceField(
        source="active_membership.role",
        choices=Role.choices,
        read_only=True,
        allow_null=True,
        default=None,
    )

    class Meta:
        model = CustomUser
        fields = ["id", "email", "full_name", "is_staff", "memberships", "active_workspace", "role"]
        read_only_fields = fields


class WorkspaceSwitchSerializer(serializers.Serializer[Any]):
    """The workspace to make active."""

    workspace = serializers.UUIDField()
