"""A citizen's own pages: signing in with a code, seeing, exporting and erasing what is kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.accounts.mail import send
from core.accounts.mail_limits import may_send
from core.accounts.sign_on import devices
from core.accounts.sign_on.throttle import network_of

from . import codes, services
from .forms import AddressForm, CodeForm
from .models import Citizen
from .sessions import current_citizen, sign_in, sign_out

DEVICE = "countywide_citizen_device"

type OwnView = Callable[[HttpRequest, Citizen], HttpResponse]


def own(view: OwnView) -> Callable[[HttpRequest], HttpResponse]:
    """A view of the citizen who is signed in; others are sent to sign in."""

    @never_cache
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        citizen = current_citizen(request)
        return redirect("citizen_sign_in") if citizen is None else view(request, citizen)

    return asked


@never_cache
def ask_address(request: HttpRequest) -> HttpResponse:
    """Ask for the address and send a code there. What is answered does not depend on whether it is known."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        network = network_of(get_adapter(request).get_client_ip(request))
        device = devices.device_of(request, email, cookie=DEVICE)
        if may_send("citizen", email, network=network, device=device):
            text = render_to_string("citizens/mail/code.txt", {"code": codes.begin(request, email)})
            send(to=email, subject=_("Your code for signing in"), text=text)
            return redirect("citizen_code")
        form.add_error(None, _("Too many mails were asked for. Wait an hour, then try again."))
    return render(request, "citizens/sign_in.html", {"form": form})


@never_cache
def ask_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code and let the citizen in."""
    email = codes.pending(request)
    if email is None:
        return redirect("citizen_sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        shown = codes.finish(request, form.cleaned_data["code"].strip())
        if shown is not None:
            sign_in(request, services.verified(email=shown))
            response = redirect("citizen_own")
            devices.remember(request, response, shown, cookie=DEVICE, path="/citizens/")
            return response
        if codes.exhausted(request):
            form.add_error("code", _("Too many wrong codes. Have a new one sent."))
        else:
            form.add_error("code", _("This is not the code of the newest mail. Look again."))
    return render(request, "citizens/code.html", {"form": form, "email": email})


@own
def own_data(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """What is kept, and the ways to take it along and to erase it."""
    return render(request, "citizens/own.html", {"citizen": citizen, "kept": services.kept(citizen=citizen)})


@require_GET
@own
def export_data(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """All of it, as a file."""
    response = JsonResponse(
        services.export(citizen=citizen), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@own
def erase_data(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """Asked once more, then gone."""
    if request.method != "POST":
        return render(request, "citizens/erase.html", {"citizen": citizen})
    services.erase(citizen=citizen)
    sign_out(request)
    messages.success(request, _("Your account and your data have been erased."))
    return redirect("citizen_sign_in")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    sign_out(request)
    return redirect("citizen_sign_in")
