"""Where allauth asks the project about sign-ins by other providers."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest

from apps.users.models import CustomUser

CALLBACK = "/sign-in/{provider}"


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """allauth's sign-ins by other providers as this project wants them."""

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> CustomUser:
        """Take over the address and the name that the provider knows."""
        user: CustomUser = super().populate_user(request, sociallogin, data)
        parts = [data.get("first_name"), data.get("last_name")]
        name = data.get("name") or " ".join(part for part in parts if part)
        user.full_name = name[: CustomUser._meta.get_field("full_name").max_length]
        return user


class FrontendCallback:
    """A provider's adapter that has people sent back to the frontend, which calls the API."""

    provider_id: str

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return settings.FRONTEND_URL + CALLBACK.format(provider=self.provider_id)
