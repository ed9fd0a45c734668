"""Looking at free texts before the public sees them, and the words used most."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from core.plugin_api import needs_review
from plugins.surveys import TEXTS_KIND
from plugins.surveys.form.definition import OTHER, TEXTS
from plugins.surveys.models import TextAnswer, TextState
from plugins.surveys.results.plots import draw_bars
from plugins.surveys.results.reading import form_of_all_versions, words_of
from plugins.surveys.screens.survey_screen import SurveyScreen
from plugins.surveys.services.moderation import decide_on_texts

PER_PAGE = 50
WORDS_DRAWN = 20


class TextsScreen(SurveyScreen):
    """Texts by state and question; those ticked are shown, or not."""

    template_name = "surveys/admin/texts.html"
    tab = "texts"

    def get_page_title(self) -> str:
        return _("Texts")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        questions: dict[str, str] = {}
        for question in form_of_all_versions(self.survey).questions():
            if question.kind in TEXTS:
                questions[question.code] = question.text
            if question.other:
                questions[f"{question.code}:{OTHER}"] = f"{question.text} – {_('Other')}"
        state = self.request.GET.get("state", TextState.WAITING)
        variable = self.request.GET.get("question", "")
        texts = TextAnswer.objects.filter(survey=self.survey)
        if state in TextState.values:
            texts = texts.filter(state=state)
        if variable in questions:
            texts = texts.filter(variable=variable)
        page_obj = Paginator(texts.order_by("id"), PER_PAGE).get_page(self.request.GET.get("p"))
        for text in page_obj:
            text.question_words = questions.get(text.variable, text.variable)  # type: ignore[attr-defined]  # for the template
        words = words_of(self.survey, variable) if variable in questions else []
        context.update(
            questions=list(questions.items()),
            states=TextState.choices,
            state=state,
            variable=variable,
            page_obj=page_obj,
            words=words,
            plot=self._plot(words),
        )
        return context

    def _plot(self, words: list[tuple[str, int]]) -> Any:
        most = words[0][1] if words else 0
        return draw_bars([(word, str(count), count / most * 100) for word, count in words[:WORDS_DRAWN]])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide on the ticked texts."""
        by: Any = request.user
        try:
            changed = decide_on_texts(
                survey=self.survey,
                texts=_uuids(request.POST.getlist("text")),
                state=request.POST.get("decision", ""),
                by=by,
            )
        except ValidationError as error:
            self.tell_errors(error)
        else:
            if needs_review(TEXTS_KIND, subsite=self.survey.subsite):
                told = _("What citizens would see is submitted for review; the rest is decided.")
            else:
                told = ngettext("%(count)d text decided.", "%(count)d texts decided.", changed) % {
                    "count": changed
                }
            messages.success(request, told)
        return HttpResponseRedirect(request.get_full_path())


def _uuids(texts: list[str]) -> list[str]:
    return [text for text in texts if len(text) == 36 and text.replace("-", "").isalnum()]
