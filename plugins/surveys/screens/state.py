"""What is wrong with a form, its preview, publishing and ending."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from core.plugin_api import newest_review, plugin_url
from plugins.surveys.answering.views import preview_token
from plugins.surveys.builder.places import fault_in_words
from plugins.surveys.clearing import KIND
from plugins.surveys.form.reading import FormFaults
from plugins.surveys.screens.survey_screen import SurveyScreen
from plugins.surveys.services.publishing import decided_by_chain, end_survey, publish_survey, take_back_survey
from plugins.surveys.services.surveys import draft_form, has_changes


class StateScreen(SurveyScreen):
    """Where a survey is in its life, and the next step."""

    template_name = "surveys/admin/state.html"
    tab = "state"

    def get_page_title(self) -> str:
        return _("Publish, preview, end")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        survey = self.survey
        try:
            form = draft_form(survey)
            context["questions"] = sum(1 for _question in form.questions())
            context["identifying"] = form.is_identifying
            context["faults"] = []
        except FormFaults as found:
            context["faults"] = [fault_in_words(fault) for fault in found.faults]
        context["changed"] = has_changes(survey)
        context["chain"] = decided_by_chain(survey, self.request.user)
        context["review"] = newest_review(KIND, survey)
        context.setdefault("note", "")
        context.setdefault("urgent_reason", "")
        context["preview_url"] = plugin_url(survey.subsite, "surveys:preview", token=preview_token(survey))
        context["public_url"] = plugin_url(survey.subsite, "surveys:survey", slug=survey.slug)
        context["results_url"] = plugin_url(survey.subsite, "surveys:results", slug=survey.slug)
        context["versions"] = survey.versions.select_related("published_by").order_by("-number")[:20]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Publish, end or take back, or hand that in. What was typed stays when it is refused."""
        try:
            self._act(request)
        except FormFaults:
            messages.error(request, _("It can't be published yet. See below what is missing."))
        except ValidationError as error:
            self.tell_errors(error)
            typed = {name: request.POST.get(name, "") for name in ("note", "urgent_reason")}
            response: HttpResponse = self.render_to_response(self.get_context_data(**typed), status=422)
            return response
        return HttpResponseRedirect(request.path)

    def _act(self, request: HttpRequest) -> None:
        by: Any = request.user
        survey, note = self.survey, request.POST.get("note", "")
        action = request.POST.get("action")
        if action == "publish":
            version = publish_survey(
                survey=survey, by=by, note=note, urgent_reason=request.POST.get("urgent_reason", "")
            )
            done = _("“%(survey)s” is published.") if version else _("“%(survey)s” is submitted for review.")
        elif action == "end":
            end_survey(survey=survey, by=by)
            done = _("“%(survey)s” has ended.")
        elif action == "take_back":
            take_back_survey(survey=survey, by=by, note=note)
            done = (
                _("It is submitted for review that “%(survey)s” be taken back.")
                if survey.is_published
                else _("“%(survey)s” is taken back: citizens do not see it any more.")
            )
        else:
            return
        messages.success(request, done % {"survey": survey})
