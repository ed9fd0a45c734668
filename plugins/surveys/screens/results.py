"""All figures of a survey, for its office."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from plugins.surveys.results.reading import figures_of, response_count, waiting_count
from plugins.surveys.results.showing import office_results
from plugins.surveys.screens.survey_screen import SurveyScreen
from plugins.surveys.services.taking_in import GROUP, take_in_responses


class ResultsScreen(SurveyScreen):
    """Counts, plots and tables of every question."""

    template_name = "surveys/admin/results.html"
    tab = "results"

    def get_page_title(self) -> str:
        return _("Results")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        take_in_responses(survey=self.survey)
        figures = figures_of(self.survey)
        context["total"] = figures.total
        context["waiting"] = waiting_count(self.survey)
        context["group"] = GROUP
        context["all"] = response_count(self.survey)
        context["results"] = office_results(figures) if figures.total else []
        context["answers_url"] = self.address("answers", self.survey.pk)
        context["count_url"] = self.address("count", self.survey.pk)
        return context


class CountView(View):
    """How many sheets came in so far, for the script on the results screen."""

    screens: Any

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The count as JSON."""
        survey = self.screens.get_queryset(request).get(pk=pk)
        return JsonResponse({"count": response_count(survey)})
