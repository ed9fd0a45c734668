"""Weighting the answers by the shares that groups have in the population."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from plugins.surveys.form.definition import Kind
from plugins.surveys.form.variables import form_variables
from plugins.surveys.results.reading import figures_of
from plugins.surveys.screens.cross import label_of
from plugins.surveys.screens.survey_screen import SurveyScreen
from plugins.surveys.services.moderation import set_weighting


class WeightsScreen(SurveyScreen):
    """Choose a question with one answer, then give each group its share."""

    template_name = "surveys/admin/weights.html"
    tab = "weights"

    def get_page_title(self) -> str:
        return _("Weights")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        figures = figures_of(self.survey)
        variables = {
            variable.name: variable
            for variable in form_variables(figures.form)
            if variable.question.kind is Kind.SINGLE
        }
        weighting = self.survey.weighting or {}
        chosen = kwargs.get("variable") or self.request.GET.get("variable", weighting.get("variable", ""))
        context["variables"] = [(name, label_of(variable)) for name, variable in variables.items()]
        context["chosen"] = chosen if chosen in variables else ""
        if context["chosen"]:
            context["groups"] = self._groups(figures.distribution(variables[chosen]).bars, chosen)
        context["weighted_by"] = (
            label_of(variables[weighting["variable"]]) if weighting.get("variable") in variables else ""
        )
        return context

    def _groups(self, bars: Any, chosen: str) -> list[dict[str, Any]]:
        weighting = self.survey.weighting or {}
        targets = weighting.get("targets", {}) if weighting.get("variable") == chosen else {}
        typed = self.request.POST
        return [
            {
                "value": bar.value,
                "label": bar.label,
                "share": bar.share,
                "target": typed.get(f"share-{bar.value}", targets.get(bar.value, "")),
            }
            for bar in bars
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the shares, or take the weights away."""
        by: Any = request.user
        variable = request.POST.get("variable", "")
        try:
            if "away" in request.POST:
                set_weighting(survey=self.survey, by=by)
            else:
                set_weighting(survey=self.survey, by=by, variable=variable, targets=_shares(request))
        except ValidationError as error:
            self.tell_errors(error)
            response: HttpResponse = self.render_to_response(self.get_context_data(variable=variable))
            return response
        messages.success(request, _("The weights are saved."))
        return HttpResponseRedirect(request.path)


def _shares(request: HttpRequest) -> dict[str, float]:
    shares = {}
    for name, text in request.POST.items():
        if not name.startswith("share-") or not str(text).strip():
            continue
        try:
            shares[name.removeprefix("share-")] = float(str(text).strip().rstrip("%"))
        except ValueError:
            raise ValidationError(_("“%(text)s” is not a number.") % {"text": text}) from None
    return shares
