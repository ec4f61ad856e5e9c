"""Sign-in at another provider, as views of allauth's kind: `accounts.headless` asks them.

allauth's own flow by redirects ends at an address of the server and needs its cookies. Here the
provider sends people back to the frontend, which hands `code` and `state` on: so the flow is the
same for browsers and for apps. State, PKCE and what follows are allauth's.
"""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from allauth.core.exceptions import SignupClosedException
from allauth.headless.base.response import AuthenticationResponse, ForbiddenResponse
from allauth.headless.base.views import APIView
from allauth.headless.internal.restkit.response import APIResponse, ErrorResponse
from allauth.headless.socialaccount.internal import complete_token_login
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.internal.flows.signup import get_pending_signup
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase, QueryDict
from requests import RequestException

from apps.users.social.adapters import FrontendCallback

REFUSED = ValidationError("The provider did not confirm the sign-in. Try again.", "not_confirmed")
# Apple sends people back by a form that a page of the frontend cannot take: its kit gives a token.
BY_TOKEN_ONLY = frozenset({"apple"})
FAILURES = (OAuth2Error, ProviderException, PermissionDenied, RequestException)


class ProviderView(APIView):
    """A step of a sign-in at a provider, which has to be among the configured ones."""

    provider_id = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.provider_id in BY_TOKEN_ONLY:
            return APIResponse(request, status=HTTPStatus.NOT_FOUND)
        try:
            self.provider = get_adapter().get_provider(request, self.provider_id)
        except SocialApp.DoesNotExist:
            return APIResponse(request, status=HTTPStatus.NOT_FOUND)
        own = self.provider.oauth2_adapter_class
        self.provider.oauth2_adapter_class = type(own.__name__, (FrontendCallback, own), {})
        return super().dispatch(request, *args, **kwargs)


class Begin(ProviderView):
    """Answers the address at the provider where people confirm who they are."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = self.provider.redirect(request, self.data["process"], headless=True)
        return APIResponse(request, data={"url": answer["Location"]})


class Finish(ProviderView):
    """Takes what the provider has sent people back with."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            complete_token_login(request, self._confirmed(request))
        except FAILURES:
            return ErrorResponse(request, exception=REFUSED)
        except ValidationError as error:
            return ErrorResponse(request, exception=error)
        except SignupClosedException:
            return ForbiddenResponse(request)
        if get_pending_signup(request):
            # allauth tells this only to clients of the providers that hand out tokens.
            step = {"id": "provider_signup", "is_pending": True}
            data = {"flows": [step]}
            return APIResponse(request, data=data, status=HTTPStatus.UNAUTHORIZED)
        return AuthenticationResponse(request)

    def _confirmed(self, request: HttpRequest) -> SocialLogin:
        """Return whom the provider names, if this session has asked it."""
        state = statekit.unstash_state(
            request, provider_id=self.provider.sub_id, state_id=self.data["state"]
        )
        if state is None:
            raise REFUSED
        request.GET = QueryDict(urlencode({"code": self.data["code"]}))
        adapter = self.provider.get_oauth2_adapter(request)
        app = self.provider.app
        response = adapter.get_access_token_data(
            request,
            app,
            adapter.get_client(request, app),
            pkce_code_verifier=state.get("pkce_code_verifier"),
        )
        token = adapter.parse_token(response)
        login = adapter.complete_login(request, app, token, response=response)
        login.token = token
        login.state = state
        return login
