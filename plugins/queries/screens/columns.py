"""Deciding anew about the columns of a table."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from plugins.queries.faults import UploadRefusedError
from plugins.queries.forms import ColumnFormSet, initial_of, specs_of
from plugins.queries.screens.table_screen import TableScreen
from plugins.queries.services import configure_columns
from plugins.queries.specs import ColumnSpec


class ColumnsScreen(TableScreen):
    """What is searched, shown, masked, sorted, filtered and plotted."""

    template_name = "queries/admin/columns.html"

    def get_page_title(self) -> str:
        return _("Columns")

    def get_page_subtitle(self) -> str:
        return self.table.name

    def _formset(self, *data: Any) -> Any:
        specs = [ColumnSpec.of(column) for column in self.table.columns.all()]
        return ColumnFormSet(data[0] if data else None, initial=initial_of(specs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        formset = context.setdefault("formset", self._formset())
        context["columns"] = [(form, None) for form in formset.forms]
        context["table"] = self.table
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show what stands against it."""
        formset = self._formset(request.POST)
        shown: dict[str, Any] = {"formset": formset}
        if formset.is_valid():
            try:
                configure_columns(table=self.table, by=request.user, columns=specs_of(formset))  # type: ignore[arg-type]
            except ValidationError as error:
                self.tell_errors(error)
                if isinstance(error, UploadRefusedError):
                    shown["report"] = error.report
            else:
                messages.success(request, _("The columns of “%(table)s” are saved.") % {"table": self.table})
                return HttpResponseRedirect(self.address("index"))
        else:
            messages.error(request, _("Nothing was saved. See the columns below."))
        response: HttpResponse = self.render_to_response(self.get_context_data(**shown))
        return response
