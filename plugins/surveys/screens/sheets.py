"""Single answer sheets, each read by the form that it answered; those marked as possible duplicates first."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from core.plugin_api import record_view
from plugins.surveys.answering.views import SAME_ADDRESS, SAME_BROWSER
from plugins.surveys.exports.columns import export_columns
from plugins.surveys.form.definition import Form, Kind
from plugins.surveys.models import Response
from plugins.surveys.screens.survey_screen import SurveyScreen
from plugins.surveys.services.moderation import set_counted
from plugins.surveys.services.taking_in import SAME_ANSWERS

PER_PAGE = 20


class SheetsScreen(SurveyScreen):
    """Look at sheets, leave one out of the figures, take it in again."""

    template_name = "surveys/admin/sheets.html"
    tab = "sheets"

    def get_page_title(self) -> str:
        return _("Answer sheets")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        marked_only = self.request.GET.get("marked") == "1"
        sheets = Response.objects.filter(survey=self.survey).order_by("position")
        if marked_only:
            sheets = sheets.filter(is_marked=True)
        page_obj = Paginator(sheets, PER_PAGE).get_page(self.request.GET.get("p"))
        versions = {version.pk: version for version in self.survey.versions.all()}
        self._record_view([(versions[sheet.version_id].form, sheet.answers) for sheet in page_obj])
        words = {
            SAME_BROWSER: _("sent from a browser that sent one before"),
            SAME_ADDRESS: _("one of many from the same network address"),
            SAME_ANSWERS: _("the same answers as another sheet"),
        }
        context.update(
            marked_only=marked_only,
            page_obj=page_obj,
            sheets=[
                {
                    "sheet": sheet,
                    "version": versions[sheet.version_id],
                    "marks": [words.get(mark, mark) for mark in sheet.marks],
                    "answers": readable(versions[sheet.version_id].form, sheet.answers),
                    "files": self._files(versions[sheet.version_id].form, sheet.answers),
                }
                for sheet in page_obj
            ],
        )
        return context

    def _record_view(self, shown: list[tuple[Form, dict[str, Any]]]) -> None:
        """Put on record that somebody reads what says who people are, where any sheet shown does."""
        asked = [
            {question.code for question in form.questions() if question.is_identifying} & set(answers)
            for form, answers in shown
        ]
        if fields := set().union(*asked):
            by: Any = self.request.user
            record_view(
                by=by,
                target=Response,
                subsite=self.survey.subsite,
                fields=sorted(fields),
                count=sum(1 for found in asked if found),
                purpose=f"sheets of survey {self.survey.pk}",
            )

    def _files(self, form: Form, answers: dict[str, Any]) -> list[tuple[str, str]]:
        return [
            (
                answers[question.code]["name"],
                self.address("file", self.survey.pk, answers[question.code]["id"]),
            )
            for question in form.questions()
            if question.kind is Kind.FILE and question.code in answers
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count a sheet, or leave it out."""
        by: Any = request.user
        try:
            ident = UUID(request.POST.get("sheet", ""))
        except ValueError:
            raise Http404 from None
        response = Response.objects.filter(survey=self.survey, pk=ident).first()
        if response is None:
            raise Http404
        counted = request.POST.get("counted") == "1"
        set_counted(response=response, counted=counted, by=by)
        messages.success(
            request, _("The sheet counts again.") if counted else _("The sheet is left out of all figures.")
        )
        return HttpResponseRedirect(request.get_full_path())


def readable(form: Form, answers: dict[str, Any]) -> list[tuple[str, Any]]:
    """(question, answer) of a sheet in words; several choices that were not chosen are left out."""
    pairs = []
    for column in export_columns(form, personal=True):
        value = column.worded(answers)
        if value in (None, "") or (column.codes and value == 0):
            continue
        pairs.append((column.label, column.codes.get(value, value) if isinstance(value, int) else value))
    return pairs
