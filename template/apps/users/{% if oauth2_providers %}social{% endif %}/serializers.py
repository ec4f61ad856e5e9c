"""What goes in and out where people sign in by other providers."""

from typing import Any

from rest_framework import serializers

from apps.users.social.flows import BY_TOKEN_ONLY

DELIVERY: dict[str, Any] = {"choices": ["cookie", "body"], "default": "cookie"}


class AuthProviderSerializer(serializers.Serializer[Any]):
    """A provider that people can sign in by."""

    id = serializers.CharField()
    name = serializers.CharField()
    by_redirect = serializers.SerializerMethodField()
    by_token = serializers.BooleanField(source="supports_token_authentication")

    def get_by_redirect(self, provider: Any) -> bool:
        return provider.id not in BY_TOKEN_ONLY


class AuthProviderBeginSerializer(serializers.Serializer[Any]):
    """How the client wants to keep what belongs to the sign-in."""

    delivery = serializers.ChoiceField(**DELIVERY)


class AuthProviderAddressSerializer(serializers.Serializer[Any]):
    """Where to send people; with delivery `body`, also the session to go on with."""

    url = serializers.URLField()
    session_token = serializers.CharField(required=False)


class AuthProviderAnswerSerializer(serializers.Serializer[Any]):
    """What the provider sent people back to the frontend with."""

    code = serializers.CharField(max_length=4000)
    state = serializers.CharField(max_length=500)


class AuthKitTokenSerializer(serializers.Serializer[Any]):
    """A token that the provider's own kit has given to the client."""

    client_id = serializers.CharField(max_length=500)
    id_token = serializers.CharField(max_length=10_000, required=False)
    access_token = serializers.CharField(max_length=10_000, required=False)


class AuthProviderTokenSerializer(serializers.Serializer[Any]):
    """A sign-in with a token of the provider."""

    token = AuthKitTokenSerializer()
    delivery = serializers.ChoiceField(**DELIVERY)


class AuthProviderSignUpSerializer(serializers.Serializer[Any]):
    """What is missing to sign somebody up whom a provider has named."""

    email = serializers.EmailField(max_length=254)
    full_name = serializers.CharField(max_length=255, required=False, allow_blank=True)
    workspace_name = serializers.CharField(max_length=255)


class AuthConnectionSerializer(serializers.Serializer[Any]):
    """An account at a provider that the user can sign in by."""

    id = serializers.IntegerField()
    provider = serializers.CharField()
    name = serializers.CharField(source="__str__")
    created_at = serializers.DateTimeField(source="date_joined")
