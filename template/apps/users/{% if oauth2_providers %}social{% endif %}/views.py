"""Sign-in and sign-up by other providers.

An address that a provider names never opens an account that is there already: whoever has one
signs in to it and connects the provider.
"""

from allauth.headless.socialaccount.views import ProviderSignupView, ProviderTokenView
from allauth.socialaccount.adapter import get_adapter
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.throttles import AnonymousThrottle
from apps.users.accounts import pending, replies
from apps.users.accounts.headless import ask
from apps.users.serializers import AuthTokensSerializer
from apps.users.social import flows, serializers
from apps.users.views import PublicAuthView, validated

RESPONSES = {200: AuthTokensSerializer, 401: pending.SCHEMA}


class ProviderListView(PublicAuthView):
    """The providers that people can sign in by: those that this server has keys for."""

    throttle_classes = [AnonymousThrottle]

    @extend_schema(
        operation_id="auth_providers_list",
        responses=serializers.AuthProviderSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        providers = get_adapter().list_providers(request._request)
        return Response(serializers.AuthProviderSerializer(providers, many=True).data)


class BeginView(PublicAuthView):
    """Begin a sign-in: where to send people, who come back to `/sign-in/<provider>`."""

    may_find_nothing = True

    @extend_schema(
        request=serializers.AuthProviderBeginSerializer,
        responses=serializers.AuthProviderAddressSerializer,
    )
    def post(self, request: Request, provider: str) -> Response:
        delivery = validated(serializers.AuthProviderBeginSerializer, request)["delivery"]
        answer = ask(request, flows.Begin, {"process": "login"}, provider_id=provider)
        if not answer.is_fine or answer.session_key is None:
            return replies.refused(request, answer)
        response = Response({"url": answer.data["url"]})
        pending.keep(request, response, answer.session_key, delivery=delivery)
        return response


class FinishView(PublicAuthView):
    """Complete a sign-in with what the provider sent people back with."""

    further_statuses = ["401", "403"]
    may_find_nothing = True

    @extend_schema(request=serializers.AuthProviderAnswerSerializer, responses=RESPONSES)
    def post(self, request: Request, provider: str) -> Response:
        data = validated(serializers.AuthProviderAnswerSerializer, request)
        key, delivery = pending.session_of(request)
        answer = ask(request, flows.Finish, data, session_key=key, provider_id=provider)
        if answer.is_fine:
            return pending.signed_in(request, answer, delivery=delivery)
        return pending.refused(request, answer, delivery=delivery)


class TokenView(PublicAuthView):
    """Sign in with a token that the provider's own kit has given to the client."""

    further_statuses = ["401", "403"]

    @extend_schema(request=serializers.AuthProviderTokenSerializer, responses=RESPONSES)
    def post(self, request: Request, provider: str) -> Response:
        data = validated(serializers.AuthProviderTokenSerializer, request)
        delivery = data.pop("delivery")
        question = {**data, "provider": provider, "process": "login"}
        answer = ask(request, ProviderTokenView, question)
        if answer.is_fine:
            return replies.signed_in(request, answer, delivery=delivery)
        return pending.refused(request, answer, delivery=delivery)


class SignUpView(PublicAuthView):
    """Complete a sign-up: the address is free, or has to be another one."""

    further_statuses = ["401", "403", "409"]

    @extend_schema(request=serializers.AuthProviderSignUpSerializer, responses=RESPONSES)
    def post(self, request: Request) -> Response:
        data = validated(serializers.AuthProviderSignUpSerializer, request)
        key, delivery = pending.session_of(request)
        answer = ask(request, ProviderSignupView, data, session_key=key)
        if answer.is_fine:
            return pending.signed_in(request, answer, delivery=delivery)
        return pending.refused(request, answer, delivery=delivery)
