"""How a member signs in, and helping when a device is lost or a session should not be open."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from core.access.actors import person_of
from core.accounts.authority import decides_over
from core.accounts.recovery.services import forget_second_factors
from core.accounts.sessions.querysets import live_sessions_of
from core.accounts.sessions.services import end_all_sessions

from .member_screen import MemberScreen


class SignInScreen(MemberScreen):
    """404 for people over whose account this manager does not decide, oneself among them."""

    template_name = "core_members/sign_in.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.person = self.member()
        if not decides_over(person_of(request), self.person):
            raise Http404

    def get_page_title(self) -> str:
        return _("Sign-in")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        factors = Authenticator.objects.filter(user=self.person)
        sessions = live_sessions_of(self.person)
        newest = sessions.first()
        context.update(
            entry=self.entry,
            person=self.person,
            back=reverse("members_roles", args=[self.entry.slug, self.person.pk]),
            passkeys=factors.filter(type=Authenticator.Type.WEBAUTHN).count(),
            app=factors.filter(type=Authenticator.Type.TOTP).exists(),
            sessions=sessions.count(),
            last_seen=newest.last_seen_at if newest else None,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One of the two acts."""
        by = person_of(request)
        match request.POST.get("act"):
            case "sessions":
                count = end_all_sessions(user=self.person, by=by)
                messages.success(
                    request,
                    ngettext("%(count)d session has ended.", "%(count)d sessions have ended.", count)
                    % {"count": count},
                )
            case "factors":
                self._forget_factors(request)
            case _:
                return self.shown()
        return HttpResponseRedirect(reverse("members_sign_in", args=[self.entry.slug, self.person.pk]))

    def _forget_factors(self, request: HttpRequest) -> None:
        try:
            forget_second_factors(user=self.person, by=person_of(request))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return
        messages.success(
            request,
            _("%(person)s signs in with the password now, and sets up a new second factor at once.")
            % {"person": self.person},
        )
