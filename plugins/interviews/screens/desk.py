"""The host's desk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import View

from core.plugin_api import plugin_url, record_view
from plugins.interviews.forms import HostLineForm, PictureLineForm
from plugins.interviews.models import QuestionSender
from plugins.interviews.screens.acts import HOST_ACTS
from plugins.interviews.screens.boards import answered, board_of
from plugins.interviews.screens.interview_screen import InterviewScreen


class DeskScreen(InterviewScreen):
    """Questions on one side, lines on the other; both follow by themselves."""

    template_name = "interviews/admin/desk.html"
    tab = "desk"

    def get_page_title(self) -> str:
        return _("Host's desk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(board_of(self.interview))
        context["board_url"] = self.address("board", self.interview.pk)
        context["line_form"] = HostLineForm(auto_id="host-%s")
        context["picture_form"] = PictureLineForm(subsite=self.interview.subsite, auto_id="picture-%s")
        context["media"] = context["picture_form"].media
        context["public_url"] = plugin_url(
            self.interview.subsite, "interviews:interview", slug=self.interview.slug
        )
        record_names(self.request, self.interview, context["questions"])
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the button says."""
        act = HOST_ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        interview, by = self.interview, request.user
        return answered(request, request.path, lambda: act(interview, request.POST, by))


class BoardView(View):
    """The changing parts of the host's desk, for its script."""

    screens: Any

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The parts."""
        interview = self.screens.get_queryset(request).get(pk=pk)
        response = render(request, "interviews/admin/parts/host_board.html", board_of(interview))
        response["Cache-Control"] = "private, no-store"
        return response


def record_names(request: HttpRequest, interview: Any, questions: list[Any]) -> None:
    """That somebody saw the names that askers gave, when there are any."""
    shown = sum(1 for question in questions if question.sender_name)
    if shown:
        by: Any = request.user
        record_view(
            by=by,
            target=QuestionSender,
            subsite=interview.subsite,
            fields=["name"],
            count=shown,
            purpose=f"questions of interview {interview.pk}",
        )
