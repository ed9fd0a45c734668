"""Looking at an uploaded file before it is taken."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from plugins.queries.faults import UploadRefusedError
from plugins.queries.forms import ColumnFormSet, initial_of, specs_of
from plugins.queries.models import DataSource, LookupTable, PendingUpload
from plugins.queries.screens.table_screen import TableScreen
from plugins.queries.services import create_table, replace_rows
from plugins.queries.services_clearing import decided_by_chain
from plugins.queries.services_uploads import check_owner, preview_upload
from plugins.queries.sources.services import feed_table
from plugins.queries.specs import ColumnSpec, suggest_spec
from plugins.queries.tables.checking import check_table
from plugins.queries.tables.guessing import guess_columns
from plugins.queries.tables.masking import mask
from plugins.queries.tables.reading import RawTable
from plugins.queries.tables.report import Report

EXAMPLE_ROWS = 5


class ConfirmScreen(TableScreen):
    """The columns found with examples, what is wrong by row and column, and the button that takes the file.

    A file for a table that exists is held against its saved columns, unless its editor wants to decide on them anew
    (`?columns=new`).
    """

    template_name = "queries/admin/confirm.html"

    def get_page_title(self) -> str:
        return _("Check and publish")

    def get_page_subtitle(self) -> str:
        return str(self.upload.table or self.upload.details["name"])

    @cached_property
    def upload(self) -> PendingUpload:
        upload = self.own_upload()
        check_owner(upload, self.request.user)
        return upload

    @cached_property
    def raw(self) -> RawTable:
        """The file as it was read."""
        return preview_upload(content=bytes(self.upload.content))

    @property
    def keeps_columns(self) -> bool:
        """Whether the saved columns hold."""
        return self.upload.table is not None and self.request.GET.get("columns") != "new"

    def saved_specs(self, table: LookupTable) -> list[ColumnSpec]:
        """The decisions that the table has."""
        return [ColumnSpec.of(column) for column in table.columns.all()]

    def suggested(self) -> list[ColumnSpec]:
        """What the file seems to hold; columns that the table has by the same name keep their decisions."""
        table = self.upload.table
        known = {spec.name.casefold(): spec for spec in self.saved_specs(table)} if table else {}
        return [known.get(guess.name.casefold()) or suggest_spec(guess) for guess in guess_columns(self.raw)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        report: Report = kwargs.get("report") or self.raw.report
        context |= {"upload": self.upload, "raw": self.raw, "keeps_columns": self.keeps_columns}
        table = self.upload.table
        if self.keeps_columns and table is not None:
            specs = self.saved_specs(table)
            if "report" not in kwargs:
                report = check_table(self.raw, [spec.expected for spec in specs]).report
        elif report.ok or "formset" in kwargs:
            formset = kwargs.get("formset") or ColumnFormSet(initial=initial_of(self.suggested()))
            context["formset"] = formset
            context["columns"] = list(zip(formset.forms, guess_columns(self.raw), strict=False))
            specs = self.suggested()
        else:
            specs = []
        context["report"] = report
        context["example_names"], context["example_rows"] = self._examples(specs)
        context["chain"] = decided_by_chain(self.upload, self.request.user)
        context["correction"] = self.request.POST.get("correction", "")
        context["back"] = self.address("upload", table.pk) if table else self.address("add")
        return context

    def _examples(self, specs: list[ColumnSpec]) -> tuple[list[str], list[list[str]]]:
        """The first rows; what will be masked is masked already here."""
        masked = {spec.name.casefold(): spec for spec in specs if spec.masked}
        rows = []
        for row in self.raw.rows[:EXAMPLE_ROWS]:
            cells = []
            for name, cell in zip(self.raw.names, row.cells, strict=True):
                spec = masked.get(name.casefold())
                cells.append(
                    mask(cell, keep_first=spec.keep_first, keep_last=spec.keep_last) if spec else cell
                )
            rows.append(cells)
        return self.raw.names, rows

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the file, or show again what was decided together with what stands against it."""
        shown: dict[str, Any] = {}
        specs = None
        if not self.keeps_columns:
            formset = ColumnFormSet(request.POST, initial=initial_of(self.suggested()))
            shown["formset"] = formset
            if not formset.is_valid():
                messages.error(request, _("Nothing was published. See the columns below."))
                return self._again(shown)
            specs = specs_of(formset)
        try:
            table = self._take(specs)
        except UploadRefusedError as error:
            self.tell_errors(error)
            return self._again({**shown, "report": error.report})
        except ValidationError as error:
            self.tell_errors(error)
            return self._again(shown)
        self.upload.delete()
        if decided_by_chain(table, request.user):
            messages.success(request, _("“%(table)s” is submitted for review.") % {"table": table})
            return HttpResponseRedirect(self.address("versions", table.pk))
        messages.success(
            request,
            _("“%(table)s” is published with %(count)s rows.") % {"table": table, "count": table.row_count},
        )
        return HttpResponseRedirect(self.address("index"))

    def _again(self, shown: dict[str, Any]) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(**shown))
        return response

    def _take(self, specs: list[ColumnSpec] | None) -> LookupTable:
        upload, by = self.upload, self.request.user
        content = bytes(upload.content)
        if upload.table is None:
            details = dict(upload.details)
            source = DataSource.objects.filter(
                pk=details.pop("source", None), subsite_id=upload.subsite_id
            ).first()
            with transaction.atomic():
                table = create_table(
                    subsite=upload.subsite,
                    by=by,  # type: ignore[arg-type]  # signed in
                    content=content,
                    file_name=upload.file_name,
                    columns=specs,
                    **details,
                )
                if source is not None:
                    feed_table(source=source, table=table, by=by)  # type: ignore[arg-type]  # signed in
            return table
        replace_rows(
            table=upload.table,
            by=by,  # type: ignore[arg-type]  # signed in
            content=content,
            file_name=upload.file_name,
            columns=specs,
            seen_version=upload.details["seen"],
            correction=self.request.POST.get("correction", "")[:500],
        )
        return upload.table
