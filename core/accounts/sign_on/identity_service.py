"""The provincial identity service: who it knows is matched to a person who was invited; nobody else comes in."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth import get_backends, get_user_model
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render

from core.audit.services import record


def matched_account(claims: dict[str, Any]) -> Any:
    """The one active account that the claims mean, or None.

    By an e-mail address that the service has verified, or by the account name, as OIDC_MATCH_CLAIM says. Two accounts
    with one address match nobody.
    """
    users = get_user_model()._default_manager.filter(is_active=True)
    if settings.OIDC_MATCH_CLAIM == "email":
        email = str(claims.get("email") or "")
        if not email or claims.get("email_verified") is not True:
            return None
        found = list(users.filter(email__iexact=email)[:2])
    else:
        name = str(claims.get("preferred_username") or "")
        found = list(users.filter(username=name)[:2]) if name else []
    return found[0] if len(found) == 1 else None


def may_sign_in(user: Any) -> bool:
    """Whether our own backends let the account in (active; no demonstration account elsewhere)."""
    return any(
        backend.user_can_authenticate(user)
        for backend in get_backends()
        if hasattr(backend, "user_can_authenticate")
    )


class IdentityServiceAdapter(DefaultSocialAccountAdapter):
    """Matches, refuses in words, and never makes an account."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect a first visit with the invited account. Raises ImmediateHttpResponse with a refusal."""
        if sociallogin.is_existing:
            user = sociallogin.user
        elif request.user.is_authenticated:
            user = request.user
        else:
            user = matched_account(getattr(sociallogin, "claims", {}))
        if user is None or not may_sign_in(user):
            raise ImmediateHttpResponse(render(request, "sign_on/identity_unknown.html", status=403))
        if not sociallogin.is_existing:
            with transaction.atomic():
                sociallogin.connect(request, user)
                record(action="account.identity_connected", by=user, target=user)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Raises ImmediateHttpResponse: the service refused, or what it sent could not be believed."""
        raise ImmediateHttpResponse(render(request, "sign_on/identity_error.html", status=502))
