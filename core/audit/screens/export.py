"""All records that fit the filters, as CSV or JSON, streamed."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views import View

from core.access.actors import person_of
from core.accounts.sign_on.reauthentication import require_recent_sign_in
from core.audit.labels import action_label
from core.audit.models import AuditRecord
from core.audit.querysets import every, reach_of, within
from core.audit.services import record
from core.audit.tree.canonical import VERSION, fields_of
from core.spreadsheets import BYTE_ORDER_MARK, csv_text

from .forms import FilterForm

if TYPE_CHECKING:
    pass


class ExportView(View):
    """By POST, because the export is itself put on record."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Stream what fits; 404 for people who may see no record."""
        person = person_of(request)
        reach = reach_of(person)
        if not reach:
            raise Http404
        form = FilterForm(request.POST, reach=reach)
        kind = request.POST.get("format", "")
        if not form.is_valid() or kind not in FORMATS:
            return HttpResponseRedirect(reverse("audit_records"))
        require_recent_sign_in(request)
        filters = form.filters()
        only = [entry for entry in reach.subsites if entry.id == filters.subsite]
        if not reach.everything and len(reach.subsites) == 1:
            only = list(reach.subsites)
        told = record(
            action="audit.exported",
            by=person,
            subsite=only[0] if only else None,
            data={"format": kind, "filters": form.asked()},
        )
        lines, content_type = FORMATS[kind]
        before = within(reach).filter(pk__lt=told.pk)
        response = StreamingHttpResponse(
            lines(filters.apply(before)), content_type=f"{content_type}; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="audit-{localtime():%Y%m%d-%H%M}.{kind}"'
        return response


def csv_lines(found: "QuerySet[AuditRecord]") -> Iterator[str]:
    """A table for spreadsheets: times in the county's time, actions also in words."""
    heads = [
        _("Sequence number"), _("Time"), _("Category"), _("Who acted"), _("Account"), _("Action"),
        _("Code of the action"), _("Office"), _("Kind of object"), _("Object"), _("Words of the object"),
        _("Details"), _("Hash"),
    ]  # fmt: skip
    yield BYTE_ORDER_MARK
    yield from csv_text([heads])
    yield from csv_text(_cells(found))


def _cells(found: "QuerySet[AuditRecord]") -> Iterator[list[Any]]:
    for each, leaf in every(found):
        yield [
            leaf.sequence if leaf else "",
            f"{localtime(each.created_at):%Y-%m-%d %H:%M:%S}",
            each.get_category_display(),
            each.actor_label,
            each.actor_id,
            action_label(each.action, each.target_type),
            each.action,
            each.subsite_label,
            each.target_type,
            each.target_id,
            each.target_label,
            json.dumps(each.data, ensure_ascii=False, sort_keys=True),
            bytes(leaf.hash).hex() if leaf else "",
        ]


def json_lines(found: "QuerySet[AuditRecord]") -> Iterator[str]:
    """One array; "entry" is what is hashed, so each hash can be computed again from the export alone."""
    yield "["
    for place, (each, leaf) in enumerate(every(found)):
        entry = {
            "sequence": leaf.sequence if leaf else None,
            "hash": bytes(leaf.hash).hex() if leaf else None,
            "entry": {**fields_of(each), "version": VERSION},
        }
        yield (",\n" if place else "\n") + json.dumps(entry, ensure_ascii=False, sort_keys=True)
    yield "\n]\n"


FORMATS = {"csv": (csv_lines, "text/csv"), "json": (json_lines, "application/json")}
