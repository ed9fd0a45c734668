"""Importing a form from JSON, and copying a survey."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from plugins.surveys.form.reading import FormFaults
from plugins.surveys.forms import ImportForm
from plugins.surveys.screens.survey_screen import SurveyScreen
from plugins.surveys.services.surveys import copy_survey, import_survey


class ImportScreen(SurveyScreen):
    """A new draft from a file; every fault of the file is named by its path."""

    template_name = "surveys/admin/import.html"

    def get_page_title(self) -> str:
        return _("Import a form")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.setdefault("form", ImportForm(subsite_ids=[entry.pk for entry in self.subsites]))
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the file, or say what is wrong with it."""
        form = ImportForm(request.POST, request.FILES, subsite_ids=[entry.pk for entry in self.subsites])
        faults: list[str] = []
        if form.is_valid():
            by: Any = request.user
            try:
                data = json.loads(form.cleaned_data["file"].read().decode("utf-8-sig"))
                survey = import_survey(subsite=form.cleaned_data["subsite"], by=by, data=data)
            except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
                form.add_error("file", _("This is not a JSON file in UTF-8."))
            except FormFaults as found:
                faults = [str(fault) for fault in found.faults]
            else:
                messages.success(request, _("“%(survey)s” is imported as a draft.") % {"survey": survey})
                return HttpResponseRedirect(self.address("edit", survey.pk))
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form, faults=faults))
        return response


class CopyScreen(SurveyScreen):
    """A new draft with the same form."""

    template_name = "surveys/admin/copy.html"

    def get_page_title(self) -> str:
        return _("Copy")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Copy, and on to the copy."""
        by: Any = request.user
        copy = copy_survey(survey=self.survey, by=by)
        messages.success(request, _("“%(survey)s” is a copy without answers.") % {"survey": copy})
        return HttpResponseRedirect(self.address("edit", copy.pk))
