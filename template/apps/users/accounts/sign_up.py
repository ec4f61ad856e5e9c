"""Sign-up, and the proof that the e-mail address is one's own."""

from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.headless.account.views import VerifyEmailView as VerifyEmailFlow
from django.db import IntegrityError, transaction
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.users import serializers
from apps.users.accounts import flows, replies
from apps.users.accounts.headless import Answer, ask, asking
from apps.users.models import CustomUser
from apps.users.views import DONE, SENT, PublicAuthView, sent, validated


class RegisterView(PublicAuthView):
    """Sign up: a user and a workspace that they own, once they follow the link in the e-mail.

    The answer is the same for an address that has an account; its owner gets another e-mail.
    """

    @extend_schema(request=serializers.AuthRegistrationSerializer, responses={202: SENT})
    def post(self, request: Request) -> Response:
        data = validated(serializers.AuthRegistrationSerializer, request)
        answer = _sign_up(request, data)
        if answer.waits_for(replies.EMAIL_STEP):
            return sent(data["email"])
        return replies.refused(request, answer)


class VerifyEmailView(PublicAuthView):
    """Follow the link in an e-mail: the address is verified, a new one becomes the user's own."""

    @extend_schema(request=serializers.AuthKeySerializer, responses={204: DONE})
    def post(self, request: Request) -> Response:
        data = validated(serializers.AuthKeySerializer, request)
        answer = ask(request, VerifyEmailFlow, data)
        # allauth says 401 when all went well and nobody is signed in.
        if answer.is_fine or answer.status == HTTPStatus.UNAUTHORIZED:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return replies.refused(request, answer)


class ResendVerificationView(PublicAuthView):
    """Send the link once more. The answer tells nothing about the address."""

    @extend_schema(request=serializers.AuthAddressSerializer, responses={202: SENT})
    def post(self, request: Request) -> Response:
        data = validated(serializers.AuthAddressSerializer, request)
        email = data["email"].lower()
        addresses = EmailAddress.objects.filter(email=email)
        waiting = addresses.filter(verified=False).first() or _not_asked_yet(email)
        is_known = waiting is None and addresses.exists()
        with asking(request) as question:
            send_verification_email_to_address(
                question, waiting or EmailAddress(email=email), signup=is_known
            )
        return sent(data["email"])


def _not_asked_yet(email: str) -> EmailAddress | None:
    """Return the address of a user who was never asked to verify it: code has made them."""
    user = CustomUser.objects.filter(email=email, emailaddress=None).first()
    if user is None:
        return None
    address, _ = EmailAddress.objects.get_or_create(
        user=user, email=email, defaults={"primary": True}
    )
    return address


def _sign_up(request: Request, data: dict[str, Any]) -> Answer:
    """Ask allauth; of two sign-ups with one address at the same time, the second is told so."""
    try:
        with transaction.atomic():
            return ask(request, flows.SignUp, data)
    except IntegrityError:
        return ask(request, flows.SignUp, data)
