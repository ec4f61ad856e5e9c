"""Setting up second factors, for those who are signed in.

Every change wants the password, or a second factor that is there already, again before.
"""

from http import HTTPStatus
from typing import Any

from allauth.headless.mfa import views as allauth
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import Conflict
from apps.users.accounts import replies
from apps.users.accounts.confirmation import confirmation
from apps.users.accounts.headless import ask_signed_in
from apps.users.second_factor import serializers
from apps.users.views import DONE, AuthView, validated

PRESENT = "There is an authenticator app already. Turn it off first."


class SecondFactorView(AuthView):
    """An endpoint about the user's own second factors."""

    permission_classes = [IsAuthenticated]
    further_statuses = ["409"]

    def answer_done(self, request: Request, view: Any, data: Any = None, **how: Any) -> Response:
        """Ask allauth, and answer 204 if it did what it was asked for."""
        answer = ask_signed_in(request, view, data, **how)
        if answer.is_fine:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return replies.refused(request, answer)

    def answer_with_new_codes(self, request: Request) -> Response:
        """Answer the recovery codes that came with the first factor; later there are none."""
        answer = ask_signed_in(request, allauth.ManageRecoveryCodesView, method="GET")
        codes = answer.data.get("unused_codes", []) if answer.is_fine else []
        return Response({"recovery_codes": codes}, status=status.HTTP_201_CREATED)


class FactorListView(SecondFactorView):
    """The second factors of the user."""

    @extend_schema(
        operation_id="auth_second_factor_list",
        responses=serializers.AuthFactorSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        answer = ask_signed_in(request, allauth.AuthenticatorsView, method="GET")
        if not answer.is_fine:
            return replies.refused(request, answer)
        return Response(serializers.AuthFactorSerializer(answer.data, many=True).data)


class AppSetupView(SecondFactorView):
    """Begin with an authenticator app: a new secret, which counts once a code was entered.

    The password is asked for here already: it takes longer to enter than a code is good for.
    """

    @extend_schema(request=None, responses=serializers.AuthAppSecretSerializer)
    def post(self, request: Request) -> Response:
        confirmed = confirmation(request)
        if not confirmed.is_fine:
            return replies.refused(request, confirmed)
        answer = ask_signed_in(request, allauth.ManageTOTPView, method="GET")
        if answer.status == HTTPStatus.NOT_FOUND:  # there is none yet: allauth offers a secret
            image = get_adapter().build_totp_svg(answer.meta["totp_url"])
            setup = {**answer.meta, "qr_code": image}
            return Response(serializers.AuthAppSecretSerializer(setup).data)
        if answer.is_fine:
            return replies.problem(request, Conflict(PRESENT))
        return replies.refused(request, answer)


class AppView(SecondFactorView):
    """The authenticator app."""

    @extend_schema(
        request=serializers.AuthCodeSerializer,
        responses={201: serializers.AuthRecoveryCodesSerializer},
    )
    def post(self, request: Request) -> Response:
        """Turn it on with a first code. Answers recovery codes, this one time."""
        data = validated(serializers.AuthCodeSerializer, request)
        answer = ask_signed_in(request, allauth.ManageTOTPView, data)
        if not answer.is_fine:
            return replies.refused(request, answer)
        return self.answer_with_new_codes(request)

    @extend_schema(responses={204: DONE})
    def delete(self, request: Request) -> Response:
        """Turn it off."""
        return self.answer_done(request, allauth.ManageTOTPView, method="DELETE")


class RecoveryCodesView(SecondFactorView):
    """Make new recovery codes; the former ones are worth nothing. Shown this one time."""

    @extend_schema(request=None, responses={201: serializers.AuthRecoveryCodesSerializer})
    def post(self, request: Request) -> Response:
        answer = ask_signed_in(request, allauth.ManageRecoveryCodesView)
        if not answer.is_fine:
            return replies.refused(request, answer)
        codes = answer.data["unused_codes"]
        return Response({"recovery_codes": codes}, status=status.HTTP_201_CREATED)


class KeySetupView(SecondFactorView):
    """Begin with a security key or passkey: what the browser has to be asked."""

    @extend_schema(request=None, responses=serializers.AuthKeyOptionsSerializer)
    def post(self, request: Request) -> Response:
        answer = ask_signed_in(request, allauth.ManageWebAuthnView, method="GET")
        if not answer.is_fine:
            return replies.refused(request, answer)
        return Response({"options": answer.data["creation_options"]})


class KeyListView(SecondFactorView):
    """Security keys and passkeys."""

    @extend_schema(
        request=serializers.AuthSecurityKeySerializer,
        responses={201: serializers.AuthRecoveryCodesSerializer},
    )
    def post(self, request: Request) -> Response:
        """Add one. Answers recovery codes if there were none."""
        data = validated(serializers.AuthSecurityKeySerializer, request)
        answer = ask_signed_in(request, allauth.ManageWebAuthnView, data)
        if not answer.is_fine:
            return replies.refused(request, answer)
        return self.answer_with_new_codes(request)


class KeyView(SecondFactorView):
    """One security key or passkey of the user."""

    @extend_schema(request=serializers.AuthSecurityKeyNameSerializer, responses={204: DONE})
    def patch(self, request: Request, pk: int) -> Response:
        """Give it another name."""
        data = validated(serializers.AuthSecurityKeyNameSerializer, request)
        self._require_own(pk)
        change = {"id": pk, **data}
        return self.answer_done(request, allauth.ManageWebAuthnView, change, method="PUT")

    @extend_schema(responses={204: DONE})
    def delete(self, request: Request, pk: int) -> Response:
        """Remove it."""
        self._require_own(pk)
        removal = {"authenticators": [pk]}
        return self.answer_done(request, allauth.ManageWebAuthnView, removal, method="DELETE")

    def _require_own(self, pk: int) -> None:
        keys = Authenticator.objects.filter(
            user=self.request.user, type=Authenticator.Type.WEBAUTHN
        )
        get_object_or_404(keys, pk=pk)


class ReauthenticateWithCodeView(SecondFactorView):
    """Enter a code, where otherwise the password is entered again."""

    @extend_schema(request=serializers.AuthCodeSerializer, responses={204: DONE})
    def post(self, request: Request) -> Response:
        data = validated(serializers.AuthCodeSerializer, request)
        return self.answer_done(request, allauth.ReauthenticateView, data)
