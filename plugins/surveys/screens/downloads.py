"""What an office takes away: the form as JSON, answer sheets as CSV, XLSX or for SPSS, files of answers."""

import json
from typing import Any
from urllib.parse import quote

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.views.generic import View

from core.plugin_api import record, record_view, require, require_recent_sign_in
from plugins.surveys.exports.files import Export, csv_pieces, spss_file, xlsx_file
from plugins.surveys.models import KeptFile, Response, Survey
from plugins.surveys.results.reading import figures_of
from plugins.surveys.services import PERMISSION
from plugins.surveys.services.surveys import export_survey
from plugins.surveys.services.taking_in import take_in_responses

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def named(response: HttpResponseBase, survey: Survey, suffix: str) -> HttpResponseBase:
    """The response as a file of that survey and day."""
    name = f"{survey.title}-{timezone.localdate():%Y%m%d}.{suffix}"
    response["Content-Disposition"] = (
        f"attachment; filename=\"{survey.slug}.{suffix}\"; filename*=UTF-8''{quote(name)}"
    )
    response["Cache-Control"] = "private, no-store"
    return response


class FormDownload(View):
    """The form as JSON, to be imported elsewhere."""

    screens: Any

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The file."""
        survey = self.screens.get_queryset(request).get(pk=pk)
        text = json.dumps(export_survey(survey), ensure_ascii=False, indent=2)
        return named(HttpResponse(text, content_type="application/json; charset=utf-8"), survey, "json")


class AnswersDownload(View):
    """Answer sheets; with personal details only when asked for, and always on the record."""

    screens: Any
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The file."""
        survey = self.screens.get_queryset(request).get(pk=pk)
        by: Any = request.user
        require(by, PERMISSION, survey.subsite)
        form = request.POST.get("form", "")
        if form not in {"csv", "xlsx", "spss"}:
            raise Http404
        personal = request.POST.get("personal") == "1"
        if personal:
            require_recent_sign_in(request)
        take_in_responses(survey=survey)
        survey.refresh_from_db()
        record(
            action="survey.answers_exported",
            by=by,
            subsite=survey.subsite,
            target=survey,
            data={"form": form, "personal": personal},
        )
        figures = figures_of(survey)
        asked = [question.code for question in figures.form.questions() if question.is_identifying]
        if personal and asked:
            record_view(
                by=by,
                target=Response,
                subsite=survey.subsite,
                fields=asked,
                count=figures.total,
                purpose=f"export of survey {survey.pk}",
            )
        export = Export(survey, figures, personal=personal)
        if form == "csv":
            return named(
                StreamingHttpResponse(csv_pieces(export), content_type="text/csv; charset=utf-8"),
                survey,
                "csv",
            )
        if form == "xlsx":
            return named(FileResponse(xlsx_file(export), content_type=XLSX), survey, "xlsx")
        return named(FileResponse(spss_file(export), content_type="application/zip"), survey, "zip")


class FileDownload(View):
    """A file that somebody sent with their answers; always as a download, never shown in the page."""

    screens: Any

    def get(self, request: HttpRequest, pk: int, file: Any) -> HttpResponseBase:
        """The file."""
        survey = self.screens.get_queryset(request).get(pk=pk)
        kept = KeptFile.objects.filter(survey=survey, pk=file, draft_key="").first()
        if kept is None:
            raise Http404
        by: Any = request.user
        record(
            action="survey.file_opened",
            by=by,
            subsite=survey.subsite,
            target=survey,
            data={"file": str(kept.pk)},
        )
        record_view(by=by, target=kept, subsite=survey.subsite, fields=["file"])
        response = HttpResponse(bytes(kept.content), content_type="application/octet-stream")
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(kept.name)}"
        response["Cache-Control"] = "private, no-store"
        return response
