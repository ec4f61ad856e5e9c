"""What goes in and out of the sign-in endpoints."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError as PasswordProblem
from rest_framework import serializers

from apps.users.models import CustomUser

PASSWORD: dict[str, Any] = {
    "trim_whitespace": False,
    "max_length": 128,
    "style": {"input_type": "password"},
}
KEY: dict[str, Any] = {"max_length": 500, "help_text": "From the link in the e-mail, decoded."}


class AuthRegistrationSerializer(serializers.Serializer[Any]):
    """A new user and the name of their workspace."""

    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(**PASSWORD)
    full_name = serializers.CharField(max_length=255, required=False, allow_blank=True)
    workspace_name = serializers.CharField(max_length=255)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        candidate = CustomUser(email=attrs["email"], full_name=attrs.get("full_name", ""))
        try:
            password_validation.validate_password(attrs["password"], candidate)
        except PasswordProblem as problem:
            raise serializers.ValidationError({"password": problem.messages}) from problem
        return attrs


class AuthAddressSerializer(serializers.Serializer[Any]):
    """An e-mail address."""

    email = serializers.EmailField(max_length=254)


class AuthCredentialsSerializer(serializers.Serializer[Any]):
    """A sign-in. Browsers get cookies; API clients ask for the tokens in the body."""

    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(**PASSWORD)
    delivery = serializers.ChoiceField(choices=["cookie", "body"], default="cookie")


class AuthRefreshSerializer(serializers.Serializer[Any]):
    """A refresh token, from clients that keep it themselves; browsers send the cookie."""

    refresh = serializers.CharField(required=False, max_length=2000)


class AuthTokensSerializer(serializers.Serializer[Any]):
    """How long the access token lasts, in seconds; with delivery `body`, the tokens too."""

    expires_in = serializers.IntegerField()
    access = serializers.CharField(required=False)
    refresh = serializers.CharField(required=False)


class CsrfTokenSerializer(serializers.Serializer[Any]):
    """The token to send as the header X-CSRFToken."""

    csrf_token = serializers.CharField()


class AuthKeySerializer(serializers.Serializer[Any]):
    """The proof that somebody reads an e-mail address."""

    key = serializers.CharField(**KEY)


class AuthPasswordResetSerializer(serializers.Serializer[Any]):
    """A new password for somebody who has forgotten theirs."""

    key = serializers.CharField(**KEY)
    password = serializers.CharField(**PASSWORD)


class AuthPasswordChangeSerializer(serializers.Serializer[Any]):
    """A new password; whoever has one says it first."""

    current_password = serializers.CharField(required=False, **PASSWORD)
    new_password = serializers.CharField(**PASSWORD)


class AuthReauthenticationSerializer(serializers.Serializer[Any]):
    """The password, once more."""

    password = serializers.CharField(**PASSWORD)


class AuthOwnAddressSerializer(serializers.Serializer[Any]):
    """The user's e-mail address, and the one that it will be once its link was followed."""

    email = serializers.EmailField()
    pending = serializers.EmailField(allow_null=True)


class AuthSessionSerializer(serializers.Serializer[Any]):
    """A place where the user is signed in."""

    id = serializers.IntegerField()
    user_agent = serializers.CharField(allow_blank=True)
    ip = serializers.IPAddressField()
    created_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()
    is_current = serializers.BooleanField()

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        times = {
            name: datetime.fromtimestamp(instance[name], UTC)
            for name in ("created_at", "last_seen_at")
        }
        return super().to_representation({**instance, **times})
