"""Uploading a file: for a new table, and for one that exists. Nothing is taken before it was looked at."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from plugins.queries.forms import DETAILS, NewTableForm, UploadForm
from plugins.queries.screens.table_screen import TableScreen
from plugins.queries.services_uploads import hold_upload, preview_upload
from plugins.queries.tables.problems import TableError


class NewTableScreen(TableScreen):
    """Name a new table and upload its file."""

    template_name = "queries/admin/upload.html"

    def get_page_title(self) -> str:
        return _("New look-up table")

    def _form(self, *data: Any) -> NewTableForm:
        return NewTableForm(*data, subsite_ids=[entry.pk for entry in self.subsites])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.setdefault("form", self._form())
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hold the file for the next screen, or say what is wrong with form or file."""
        form = self._form(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            content = file.read()
            try:
                preview_upload(content=content)
            except TableError as error:
                form.add_error("file", error.message)
            else:
                upload = hold_upload(
                    subsite=form.cleaned_data["subsite"],
                    by=request.user,
                    content=content,
                    file_name=file.name,
                    details={name: form.cleaned_data[name] for name in DETAILS},
                )
                return HttpResponseRedirect(self.address("confirm", upload.pk))
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response


class UploadScreen(TableScreen):
    """Upload a new file for a table."""

    template_name = "queries/admin/upload.html"

    def get_page_title(self) -> str:
        return _("Upload new data")

    def get_page_subtitle(self) -> str:
        return self.table.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.setdefault("form", UploadForm())
        context["table"] = self.table
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hold the file for the next screen, or say what is wrong with it."""
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            content = file.read()
            try:
                preview_upload(content=content)
            except TableError as error:
                form.add_error("file", error.message)
            else:
                upload = hold_upload(
                    subsite=self.table.subsite,
                    by=request.user,
                    table=self.table,
                    content=content,
                    file_name=file.name,
                    details={"seen": self.table.current_version_id},
                )
                return HttpResponseRedirect(self.address("confirm", upload.pk))
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response
