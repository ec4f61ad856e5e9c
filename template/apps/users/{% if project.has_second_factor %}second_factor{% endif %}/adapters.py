"""Where allauth asks the project about second factors."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

PURPOSE = b"apps.users.second_factor:"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps and recovery codes encrypted.

    The keys follow from SECRET_KEY and SECRET_KEY_FALLBACKS: who rotates the first keeps the former
    one among the latter for as long as second factors were set up with it.
    """

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return whom security keys are for: the site in people's browsers, which is the frontend.

        The host that a request names may be that of a proxy, or made up.
        """
        return {"id": urlsplit(settings.FRONTEND_URL).hostname or "", "name": settings.SITE_NAME}


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [sha256(PURPOSE + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
