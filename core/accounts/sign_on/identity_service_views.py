"""To the identity service and back."""

from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponseBase


class VerifyingAdapter(OpenIDConnectOAuth2Adapter):
    """Checks the token's signature always, also where the specification would let the connection vouch for it."""

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        decoded: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return decoded

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        """Raises OAuth2Error without a signed token, or when the two answers speak of different people."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The identity service sent no signed token.")
        sociallogin = super().complete_login(request, app, token, **kwargs)
        data = sociallogin.account.extra_data
        if data["userinfo"].get("sub") != data["id_token"].get("sub"):
            raise OAuth2Error("The identity service's answers speak of different people.")
        # Used once, to find the invited account; nothing of it is stored.
        sociallogin.claims = {**data["userinfo"], **data["id_token"]}
        sociallogin.account.extra_data = {}
        return sociallogin


def _view(kind: Any, request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        answer: HttpResponseBase = kind.adapter_view(VerifyingAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer


def sign_in(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Off to the service."""
    return _view(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from the service."""
    return _view(OAuth2CallbackView, request, provider_id)
