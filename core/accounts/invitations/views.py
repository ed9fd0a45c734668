"""Answering the mail of an invitation."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from .forms import RegistrationForm
from .links import invitation_of
from .mailing import is_address
from .services import account_of, register


@sensitive_post_parameters("password")
@never_cache
def answer_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Make an account, or sign in with the one that has the address, and take the role."""
    invitation = invitation_of(token)
    if invitation is None or not is_address(invitation.identifier):
        return render(request, "sign_on/invitation_closed.html", status=410)
    if request.user.is_authenticated:
        return redirect("own_offices")
    if account_of(invitation.identifier) is not None:
        return redirect(f"{reverse('account_login')}?next={reverse('own_offices')}")
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = register(token=token, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            user.backend = "core.accounts.backends.AccountBackend"
            return perform_password_login(request, {"username": user.username}, Login(user=user))
    return render(request, "sign_on/invitation.html", {"form": form, "invitation": invitation})
