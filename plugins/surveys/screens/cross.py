"""Two questions crossed."""

from typing import Any

from django.utils.translation import gettext as _

from plugins.surveys.form.variables import Counted, form_variables
from plugins.surveys.forms import CrossForm
from plugins.surveys.results.crossing import crossed
from plugins.surveys.results.reading import figures_of, form_of_all_versions
from plugins.surveys.screens.survey_screen import SurveyScreen


def label_of(variable: Counted) -> str:
    """A variable as a list offers it: its code, its question, and the row of a matrix."""
    question = variable.question
    words = question.text if variable.label == question.text else f"{question.text} – {variable.label}"
    return f"{variable.name} {words[:80]}"


class CrossScreen(SurveyScreen):
    """How the answers to two questions go together; small groups may be held back as for the public."""

    template_name = "surveys/admin/cross.html"
    tab = "cross"

    def get_page_title(self) -> str:
        return _("Cross-tabulation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        variables = {
            variable.name: variable for variable in form_variables(form_of_all_versions(self.survey))
        }
        data = self.request.GET if "rows" in self.request.GET else None
        form = CrossForm(data, variables=[(name, label_of(each)) for name, each in variables.items()])
        context["form"] = form
        if data is not None and form.is_valid():
            rows, columns = (variables[form.cleaned_data[name]] for name in ("rows", "columns"))
            figures = figures_of(self.survey, [rows.name, columns.name])
            k = self.survey.smallest_group if data.get("held_back") else 0
            context["table"] = crossed(figures, rows, columns, k=k)
            context["held_back"] = bool(k)
        return context
