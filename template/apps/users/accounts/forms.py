"""What allauth asks for at sign-up beside the e-mail address and the password."""

from typing import Any

from django import forms
from django.http import HttpRequest

from apps.users import services
from apps.users.models import CustomUser


class SignUpForm(forms.Form):
    """The name of the person, and of the workspace that is made for them."""

    full_name = forms.CharField(max_length=255, required=False)
    workspace_name = forms.CharField(max_length=255)

    def clean(self) -> dict[str, Any]:
        """Do the work of hashing a password for an address that is taken, too.

        Without it, the time that an answer takes would tell which addresses have an account.
        """
        if getattr(self, "account_already_exists", False):
            CustomUser().set_password(self.data.get("password", ""))
        return super().clean() or self.cleaned_data

    def signup(self, request: HttpRequest, user: CustomUser) -> None:
        """Complete the user whom allauth has just made."""
        user.full_name = self.cleaned_data["full_name"]
        user.save(update_fields=["full_name", "updated_at"])
        services.workspace_create(name=self.cleaned_data["workspace_name"], owner=user)
        # allauth keeps what it can of a user while the sign-up waits, and memberships it cannot.
        user.__dict__.pop("active_membership", None)
