"""The table “who may do what where”, for the centre, the auditor, and managers for their own office."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.access.actors import person_of
from core.access.admin_screen import AdminScreenMixin
from core.access.oversight import (
    Row,
    as_rows,
    as_superusers,
    grants_seen_by,
    sees_everything,
    superusers_seen_by,
    visible_offices,
)
from core.access.permissions import definitions
from core.accounts.sign_on.reauthentication import require_recent_sign_in
from core.audit.services import record
from core.spreadsheets import BYTE_ORDER_MARK, csv_text, workbook_file

PER_PAGE = 50
BATCH = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WhoMayWhatScreen(AdminScreenMixin, TemplateView):
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
        self.superusers = superusers_seen_by(request.user, person=self.person)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The screen, or the file that `export` asks for."""
        export = request.GET.get("export", "")
        if export not in {"csv", "xlsx"}:
            return super().get(request, *args, **kwargs)
        require_recent_sign_in(request)
        record(
            action="grants.exported",
            by=person_of(request),
            subsite=self.office,
            data={"format": export, "permission": self.permission},
        )
        headings = [_("Person"), _("User name"), _("Office"), _("Permission"), _("Through")]
        answer: StreamingHttpResponse
        if export == "csv":
            text = chain([BYTE_ORDER_MARK], csv_text([headings]), csv_text(self.lines()))
            answer = StreamingHttpResponse(text, content_type="text/csv; charset=utf-8")
        else:
            file = workbook_file(headings, lambda _sheet: self.lines(), title=str(self.page_title))
            answer = FileResponse(file, content_type=XLSX)
        answer["Content-Disposition"] = f'attachment; filename="who-may-what.{export}"'
        return answer

    def lines(self) -> Iterator[list[str]]:
        """The rows of a file, superusers first, read in batches."""
        yield from (cells(row) for row in as_superusers(self.superusers))
        batch = Paginator(self.grants, BATCH)
        for number in batch.page_range:
            for row in as_rows(batch.page(number)):
                yield cells(row)

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
            count=page_obj.paginator.count + len(self.superusers),
            rows=[*(as_superusers(self.superusers) if page_obj.number == 1 else ()), *as_rows(page_obj)],
            query=query.urlencode(),
        )
        return context


def cells(row: Row) -> list[str]:
    """One row of a file."""
    office = row.entry.display_name if row.entry else _("every subsite")
    return [str(row.person), row.person.username, office, row.label, ", ".join(row.roles)]
