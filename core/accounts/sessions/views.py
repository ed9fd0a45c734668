"""Where I am signed in, and ending it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.access.actors import person_of
from core.accounts.sign_on.reauthentication import recent_sign_in_required

from .querysets import live_sessions_of
from .services import end_all_sessions, end_session

PER_PAGE = 20


@login_required
@never_cache
def own_sessions(request: HttpRequest) -> HttpResponse:
    """All sessions of the person, the newest first; this one is marked."""
    pages = Paginator(live_sessions_of(request.user), PER_PAGE)
    return render(
        request,
        "sign_on/sessions.html",
        {"page_obj": pages.get_page(request.GET.get("page")), "this_key": request.session.session_key},
    )


@login_required
@require_POST
@recent_sign_in_required
def end_own_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one; ending this very one is signing out."""
    if end_session(user=person_of(request), session_id=session_id, by=person_of(request)):
        messages.success(request, _("The session has ended."))
    return redirect("accounts_sessions")


@login_required
@require_POST
@recent_sign_in_required
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all but this one."""
    but = request.session.session_key or ""
    count = end_all_sessions(user=person_of(request), by=person_of(request), but=but)
    messages.success(
        request,
        ngettext("%(count)d session has ended.", "%(count)d sessions have ended.", count) % {"count": count},
    )
    return redirect("accounts_sessions")
