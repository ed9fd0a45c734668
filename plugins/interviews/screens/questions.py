"""The queue of questions: looked at before the interview and while it runs."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import pgettext

from plugins.interviews.models import Question, QuestionState
from plugins.interviews.screens.acts import HOST_ACTS
from plugins.interviews.screens.boards import answered
from plugins.interviews.screens.desk import record_names
from plugins.interviews.screens.interview_screen import InterviewScreen

PER_PAGE = 20
MOST_TARGETS = 200
ACTS = frozenset({"accept", "pick", "reject", "merge"})


class QuestionsScreen(InterviewScreen):
    """Questions by state; each is accepted, merged, or refused with a reason that the asker reads."""

    template_name = "interviews/admin/questions.html"
    tab = "questions"

    def get_page_title(self) -> str:
        return pgettext("interview", "Questions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        state = self.request.GET.get("state", QuestionState.WAITING)
        found = Question.objects.filter(interview=self.interview).select_related("sender", "merged_into")
        if state in QuestionState.values:
            found = found.filter(state=state)
        page_obj = Paginator(found.order_by("pk"), PER_PAGE).get_page(self.request.GET.get("p"))
        page_obj.object_list = list(page_obj.object_list)
        record_names(self.request, self.interview, page_obj.object_list)
        targets = (
            Question.objects.filter(
                interview=self.interview, state__in=["waiting", "accepted", "picked", "put"]
            )
            .order_by("-pk")
            .values_list("pk", "text")[:MOST_TARGETS]
        )
        context.update(
            page_obj=page_obj,
            states=QuestionState.choices,
            state=state,
            targets=[(pk, f"#{pk} {text[:40]}") for pk, text in targets],
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide on one question."""
        name = request.POST.get("act", "")
        if name not in ACTS:
            raise Http404
        interview, by = self.interview, request.user
        return answered(
            request, request.get_full_path(), lambda: HOST_ACTS[name](interview, request.POST, by)
        )
