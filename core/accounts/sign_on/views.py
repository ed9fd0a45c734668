"""Signing in, and what a person finds about their own account."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from .second_factor import lacks_second_factor


class SignInView(LoginView):
    """The sign-in page. Whoever is signed in but may not enter the administration goes to their account instead
    of round in circles."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            return redirect("accounts_overview")
        return super().dispatch(request, *args, **kwargs)


sign_in = SignInView.as_view()


@login_required
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """What the person's account is protected by, and where to change it."""
    factors = Authenticator.objects.filter(user_id=request.user.pk)
    kinds = set(factors.values_list("type", flat=True))
    return render(
        request,
        "sign_on/overview.html",
        {
            "one_time_passwords": Authenticator.Type.TOTP in kinds,
            "passkeys": Authenticator.Type.WEBAUTHN in kinds,
            "identity": SocialAccount.objects.filter(user_id=request.user.pk).exists(),
            "lacks_second_factor": lacks_second_factor(request),
            "may_enter": request.user.has_perm("wagtailadmin.access_admin"),
        },
    )
