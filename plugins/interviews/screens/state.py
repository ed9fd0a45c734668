"""Announcing, beginning, ending, withdrawing."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from core.plugin_api import newest_review, plugin_url
from plugins.interviews.clearing import has_changes
from plugins.interviews.models import Interview
from plugins.interviews.screens.interview_screen import InterviewScreen
from plugins.interviews.services import KIND
from plugins.interviews.services.interviews import (
    announce_interview,
    begin_interview,
    decided_by_chain,
    end_interview,
    withdraw_interview,
)

ACTS: Mapping[str, Callable[[Interview, Any, Any], None]] = {
    "announce": lambda interview, data, by: announce_interview(
        interview=interview, by=by, note=data.get("note", ""), urgent_reason=data.get("urgent_reason", "")
    ),
    "begin": lambda interview, data, by: begin_interview(interview=interview, by=by),
    "end": lambda interview, data, by: end_interview(interview=interview, by=by),
    "withdraw": lambda interview, data, by: withdraw_interview(
        interview=interview, by=by, note=data.get("note", "")
    ),
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
        context["chain"] = decided_by_chain(self.interview, self.request.user)
        context["review"] = newest_review(KIND, self.interview)
        context["changed"] = has_changes(self.interview)
        context.setdefault("note", "")
        context.setdefault("urgent_reason", "")
        context["public_url"] = plugin_url(
            self.interview.subsite, "interviews:interview", slug=self.interview.slug
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the step. What was typed stays when it is refused."""
        act = request.POST.get("act", "")
        try:
            if act in ACTS:
                ACTS[act](self.interview, request.POST, request.user)
                self.interview.refresh_from_db()
                messages.success(request, self._told(act))
        except ValidationError as error:
            self.tell_errors(error)
            typed = {name: request.POST.get(name, "") for name in ("note", "urgent_reason")}
            response: HttpResponse = self.render_to_response(self.get_context_data(**typed), status=422)
            return response
        except PermissionDenied as refusal:
            if not str(refusal):
                raise
            messages.error(request, str(refusal))
        return HttpResponseRedirect(request.path)

    def _told(self, act: str) -> str:
        if act in {"announce", "withdraw"} and decided_by_chain(self.interview, self.request.user):
            return _("“%(interview)s” was submitted for review.") % {"interview": self.interview}
        if not self.interview.is_public:
            return _("Citizens don't see “%(interview)s” now.") % {"interview": self.interview}
        return _("“%(interview)s”: %(stage)s.") % {
            "interview": self.interview,
            "stage": self.interview.stage_in_words,
        }
