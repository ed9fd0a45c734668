"""For whoever has nothing to confirm with but the identity service: signing in anew, with what was typed kept.

Signing in anew ends the session, so what was typed lies in the shared cache meanwhile: sealed, for a quarter of an
hour, once, and for the same person alone.
"""

import json
import secrets
from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from core.access.actors import person_of
from core.sealing import seal, unseal

SECONDS = 15 * 60


def keep_typed(user: Any, *, path: str, typed: str) -> str:
    """Keep what was posted to a path; returns the address at which it comes back after signing in."""
    token = secrets.token_urlsafe(24)
    kept = seal(json.dumps({"user": user.pk, "path": path, "typed": typed}))
    cache.set(_key(token), kept, SECONDS)
    return reverse("accounts_carry_on", args=[token])


def _key(token: str) -> str:
    return f"sign-on:typed:{token}"


@login_required
@never_cache
def sign_in_anew(request: HttpRequest) -> HttpResponse:
    """Say why, and with one press go to signing in; from there to where the person was."""
    wanted = get_next_redirect_url(request, "next") or reverse("accounts_overview")
    if request.method == "POST":
        logout(request)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")
    return render(request, "sign_on/sign_in_anew.html", {"next": wanted})


@login_required
@never_cache
def carry_on_after_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """What was typed, to be sent once more; the account's own screen where there is nothing, or nothing of theirs."""
    from .reauthentication import carry_on

    sealed = cache.get(_key(token))
    kept: dict[str, Any] = json.loads(unseal(sealed)) if sealed else {}
    if kept.get("user") != person_of(request).pk:
        return redirect("accounts_overview")
    cache.delete(_key(token))
    return carry_on(request, {"path": kept["path"], "typed": kept["typed"]})
