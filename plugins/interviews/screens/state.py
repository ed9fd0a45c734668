"""Announcing, beginning, ending, withdrawing."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from core.plugin_api import needs_review, plugin_url
from plugins.interviews.screens.interview_screen import InterviewScreen
from plugins.interviews.services import KIND
from plugins.interviews.services.interviews import (
    announce_interview,
    begin_interview,
    end_interview,
    withdraw_interview,
)

ACTS: Mapping[str, Callable[..., None]] = {
    "announce": announce_interview,
    "begin": begin_interview,
    "end": end_interview,
    "withdraw": withdraw_interview,
}


class StateScreen(InterviewScreen):
    """Where an interview is in its life, and the next step."""

    template_name = "interviews/admin/state.html"
    tab = "state"

    def get_page_title(self) -> str:
        return _("Announce, begin, end")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["has_guests"] = self.interview.guests.exists()
        context["reviewed"] = needs_review(KIND, subsite=self.interview.subsite)
        context["public_url"] = plugin_url(
            self.interview.subsite, "interviews:interview", slug=self.interview.slug
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the step."""
        by: Any = request.user
        act = ACTS.get(request.POST.get("act", ""))
        try:
            if act is not None:
                act(interview=self.interview, by=by)
                self.interview.refresh_from_db()
                messages.success(request, self._told(request.POST["act"]))
        except ValidationError as error:
            self.tell_errors(error)
        except PermissionDenied as refusal:
            if not str(refusal):
                raise
            messages.error(request, str(refusal))
        return HttpResponseRedirect(request.path)

    def _told(self, act: str) -> str:
        if act in {"announce", "withdraw"} and needs_review(KIND, subsite=self.interview.subsite):
            return _("“%(interview)s” was submitted for review.") % {"interview": self.interview}
        if not self.interview.is_public:
            return _("Citizens don't see “%(interview)s” now.") % {"interview": self.interview}
        return _("“%(interview)s”: %(stage)s.") % {
            "interview": self.interview,
            "stage": self.interview.stage_in_words,
        }
