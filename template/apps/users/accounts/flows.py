"""The views of allauth that this API asks, where they need a change."""

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.headless.account import inputs, views
from allauth.headless.usersessions import views as usersessions
from django import forms
from django.http import HttpRequest, HttpResponseBase


class ExactPasswords(forms.Form):
    """Takes passwords as they were typed: forms would drop spaces around them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if "password" in name and isinstance(field, forms.CharField):
                field.strip = False


class SignUpInput(ExactPasswords, inputs.SignupInput):
    pass


class SignInInput(ExactPasswords, inputs.LoginInput):
    pass


class PasswordResetInput(ExactPasswords, inputs.ResetPasswordInput):
    pass


class PasswordChangeInput(ExactPasswords, inputs.ChangePasswordInput):
    pass


class SignUp(views.SignupView):
    input_class = {"POST": SignUpInput}


class SignIn(views.LoginView):
    input_class = SignInInput


class PasswordReset(views.ResetPasswordView):
    input_class = PasswordResetInput


class PasswordChange(views.ChangePasswordView):
    input_class = PasswordChangeInput


class Sessions(usersessions.SessionsView):
    """Wants the password again before sessions elsewhere are ended."""

    def delete(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not all(session.is_current() for session in self.input.cleaned_data["sessions"]):
            raise_if_reauthentication_required(request, app="allauth.account")
        return super().delete(request, *args, **kwargs)
