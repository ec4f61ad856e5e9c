"""What goes in and out where second factors are set up and used."""

from datetime import UTC, datetime
from typing import Any

from rest_framework import serializers


class TimestampField(serializers.DateTimeField):
    """A time that allauth gives in seconds."""

    def to_representation(self, value: Any) -> Any:
        return super().to_representation(datetime.fromtimestamp(value, UTC))


class AuthCodeSerializer(serializers.Serializer[Any]):
    """A code of the authenticator app, or one of the recovery codes."""

    code = serializers.CharField(max_length=32)


class AuthCredentialSerializer(serializers.Serializer[Any]):
    """What the browser's `navigator.credentials` has answered, as JSON."""

    credential = serializers.DictField()


class AuthSecurityKeySerializer(AuthCredentialSerializer):
    """A new security key or passkey."""

    name = serializers.CharField(max_length=100)


class AuthSecurityKeyNameSerializer(serializers.Serializer[Any]):
    """What a security key is called."""

    name = serializers.CharField(max_length=100)


class AuthFactorSerializer(serializers.Serializer[Any]):
    """A second factor of the user: `totp`, `webauthn` or `recovery_codes`."""

    type = serializers.CharField()
    created_at = TimestampField()
    last_used_at = TimestampField(allow_null=True)
    id = serializers.IntegerField(required=False)
    name = serializers.CharField(required=False)
    total_code_count = serializers.IntegerField(required=False)
    unused_code_count = serializers.IntegerField(required=False)


class AuthAppSecretSerializer(serializers.Serializer[Any]):
    """What an authenticator app is set up with: the secret, and an address for apps to open."""

    secret = serializers.CharField()
    totp_url = serializers.CharField()
    qr_code = serializers.CharField(help_text="The address as an image for a camera, in SVG.")


class AuthRecoveryCodesSerializer(serializers.Serializer[Any]):
    """Recovery codes; they are shown this one time. Empty if there are codes from before."""

    recovery_codes = serializers.ListField(child=serializers.CharField())


class AuthKeyOptionsSerializer(serializers.Serializer[Any]):
    """What the browser's `navigator.credentials` is asked with."""

    options = serializers.DictField()
