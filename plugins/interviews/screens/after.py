"""After the interview: questions that were not reached go to offices with a day."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from core.plugin_api import plugin_settings
from plugins.interviews.forms import RouteForm
from plugins.interviews.models import Question
from plugins.interviews.querysets import OPEN_STATES
from plugins.interviews.screens.interview_screen import InterviewScreen
from plugins.interviews.services.routing import route_question

PER_PAGE = 20


class AfterScreen(InterviewScreen):
    """What is open, and what was passed on to whom by when."""

    template_name = "interviews/admin/after.html"
    tab = "after"
    bound: tuple[int, RouteForm] | None = None

    def get_page_title(self) -> str:
        return _("Pass on to offices")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = (
            Question.objects.filter(interview=self.interview)
            .filter(Q(state__in=OPEN_STATES) | Q(routed__isnull=False))
            .select_related("routed__subsite__organisation")
            .order_by("routed__answered_at", "pk")
        )
        page_obj = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        page_obj.object_list = list(page_obj.object_list)
        days = plugin_settings("interviews", self.interview.subsite)["days_to_answer"]
        initial = {"due_on": timezone.localdate() + timedelta(days=days)}
        offices = list(RouteForm().fields["office"].queryset)  # type: ignore[attr-defined]  # a choice of models
        context["page_obj"] = page_obj
        context["rows"] = [(question, self._form(question, initial, offices)) for question in page_obj]
        return context

    def _form(self, question: Question, initial: dict[str, Any], offices: list[Any]) -> RouteForm | None:
        routed = getattr(question, "routed", None)
        if not self.interview.is_over or (routed and routed.answered_at):
            return None
        if self.bound and self.bound[0] == question.pk:
            form = self.bound[1]
        else:
            if routed:
                initial = {"office": routed.subsite_id, "due_on": routed.due_on, "note": routed.note}
            form = RouteForm(initial=initial, auto_id=f"q{question.pk}-%s")
        field: Any = form.fields["office"]
        # One reading of the offices for all forms of the page.
        field.choices = [("", "---------"), *((office.pk, str(office)) for office in offices)]
        return form

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Pass one on."""
        number = request.POST.get("question", "")
        found = Question.objects.filter(interview=self.interview, pk=number if number.isdecimal() else 0)
        question = found.select_related("interview").first()
        if question is None:
            raise Http404
        form = RouteForm(request.POST, auto_id=f"q{question.pk}-%s")
        by: Any = request.user
        if form.is_valid():
            try:
                route_question(
                    question=question,
                    subsite=form.cleaned_data["office"],
                    due_on=form.cleaned_data["due_on"],
                    note=form.cleaned_data["note"],
                    by=by,
                )
            except ValidationError as error:
                self.tell_errors(error)
            else:
                told = _("Passed on to %(office)s.") % {"office": form.cleaned_data["office"]}
                messages.success(request, told)
                return HttpResponseRedirect(request.get_full_path())
        self.bound = question.pk, form
        return self.render_to_response(self.get_context_data(), status=422)
