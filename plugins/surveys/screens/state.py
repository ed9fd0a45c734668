"""What is wrong with a form, its preview, publishing and ending."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from core.plugin_api import plugin_url
from plugins.surveys.answering.views import preview_token
from plugins.surveys.builder.places import fault_in_words
from plugins.surveys.form.reading import FormFaults
from plugins.surveys.screens.survey_screen import SurveyScreen
from plugins.surveys.services.surveys import draft_form, end_survey, has_changes, publish_survey


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
        context["preview_url"] = plugin_url(survey.subsite, "surveys:preview", token=preview_token(survey))
        context["public_url"] = plugin_url(survey.subsite, "surveys:survey", slug=survey.slug)
        context["results_url"] = plugin_url(survey.subsite, "surveys:results", slug=survey.slug)
        context["versions"] = survey.versions.select_related("published_by").order_by("-number")[:20]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Publish or end."""
        by: Any = request.user
        try:
            if request.POST.get("action") == "publish":
                publish_survey(survey=self.survey, by=by)
                messages.success(request, _("“%(survey)s” is published.") % {"survey": self.survey})
            elif request.POST.get("action") == "end":
                end_survey(survey=self.survey, by=by)
                messages.success(request, _("“%(survey)s” has ended.") % {"survey": self.survey})
        except FormFaults:
            messages.error(request, _("It can't be published yet. See below what is missing."))
        except ValidationError as error:
            self.tell_errors(error)
        return HttpResponseRedirect(request.path)
