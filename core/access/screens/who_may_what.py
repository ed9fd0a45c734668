"""The table “who may do what where”, for the centre, the auditor, and managers for their own office."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from openpyxl import Workbook
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.access.oversight import Row, as_rows, grants_seen_by, sees_everything, visible_offices
from core.access.permissions import definitions
from core.audit.services import record

PER_PAGE = 50
BATCH = 2000


class WhoMayWhatScreen(WagtailAdminTemplateMixin, TemplateView):
    """Filtered by person, office and permission; paginated; the same as a file."""

    template_name = "core_access/who_may_what.html"
    page_title = gettext_lazy("Who may do what")
    header_icon = "key"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.offices = visible_offices(request.user)
        if not self.offices:
            raise Http404
        self.person = request.GET.get("person", "").strip()[:100]
        wanted = request.GET.get("office", "")
        self.office = next((entry for entry in self.offices if entry.slug == wanted), None)
        if wanted and self.office is None:
            raise Http404
        self.permission = request.GET.get("permission", "")
        if self.permission and self.permission not in definitions():
            raise Http404
        self.grants = grants_seen_by(
            request.user, person=self.person, office=self.office, permission=self.permission
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The screen, or the file that `export` asks for."""
        export = request.GET.get("export", "")
        if export not in {"csv", "xlsx"}:
            return super().get(request, *args, **kwargs)
        record(
            action="grants.exported",
            by=request.user,  # type: ignore[arg-type]
            subsite=self.office,
            data={"format": export, "permission": self.permission},
        )
        return as_csv(self.lines()) if export == "csv" else as_workbook(self.lines())

    def lines(self) -> Iterator[list[str]]:
        """Header and rows of a file; read in batches."""
        yield [str(_("Person")), str(_("User name")), str(_("Office")), str(_("May")), str(_("Through"))]
        batch = Paginator(self.grants, BATCH)
        for number in batch.page_range:
            for row in as_rows(batch.page(number)):
                yield [harmless(cell) for cell in cells(row)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        page_obj = Paginator(self.grants, PER_PAGE).get_page(self.request.GET.get("p"))
        query = self.request.GET.copy()
        query.pop("p", None)
        query.pop("export", None)
        context.update(
            offices=self.offices,
            everything=sees_everything(self.request.user),
            permissions=sorted(definitions().values(), key=lambda found: str(found.label)),
            person=self.person,
            office=self.office,
            permission=self.permission,
            page_obj=page_obj,
            rows=list(as_rows(page_obj)),
            query=query.urlencode(),
        )
        return context


def cells(row: Row) -> list[str]:
    """One row of a file."""
    office = row.entry.display_name if row.entry else _("every subsite")
    return [str(row.person), row.person.username, office, row.label, ", ".join(row.roles)]


def harmless(cell: str) -> str:
    """A text that a spreadsheet does not run as a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


class _Echo:
    def write(self, value: str) -> str:
        return value


def as_csv(lines: Iterable[list[str]]) -> StreamingHttpResponse:
    """A file for any spreadsheet program; the mark at its beginning says that it is UTF-8."""
    writer = csv.writer(_Echo())
    answer = StreamingHttpResponse(
        (
            "\ufeff" + writer.writerow(line) if number == 0 else writer.writerow(line)
            for number, line in enumerate(lines)
        ),
        content_type="text/csv; charset=utf-8",
    )
    answer["Content-Disposition"] = 'attachment; filename="who-may-what.csv"'
    return answer


def as_workbook(lines: Iterable[list[str]]) -> HttpResponse:
    """A workbook, written row by row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Who may do what"))
    for line in lines:
        sheet.append(line)
    held = BytesIO()
    book.save(held)
    answer = HttpResponse(
        held.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    answer["Content-Disposition"] = 'attachment; filename="who-may-what.xlsx"'
    return answer
