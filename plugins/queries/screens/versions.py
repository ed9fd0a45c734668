"""The history of a table's files, and going back to one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.admin import messages

from core.plugin_api import newest_review
from plugins.queries import KIND
from plugins.queries.clearing import waiting_of
from plugins.queries.screens.table_screen import TableScreen
from plugins.queries.services import restore_version
from plugins.queries.services_clearing import decided_by_chain, submit_table, take_back_table

LISTED = 50


class VersionsScreen(TableScreen):
    """The newest fifty versions; a previous one can be made the current one again."""

    template_name = "queries/admin/versions.html"

    def get_page_title(self) -> str:
        return _("Versions")

    def get_page_subtitle(self) -> str:
        return self.table.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        table = self.table
        context["table"] = table
        context["versions"] = table.versions.select_related("created_by")[:LISTED]
        context["chain"] = decided_by_chain(table, self.request.user)
        context["review"] = newest_review(KIND, table)
        context["waits"] = bool(table.held) or waiting_of(table) is not None
        context.setdefault("note", "")
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Restore the version that was chosen, hand in what waits, or take the table back."""
        try:
            done = self._act(request)
        except ValidationError as error:
            self.tell_errors(error)
            context = self.get_context_data(note=request.POST.get("note", ""))
            response: HttpResponse = self.render_to_response(context, status=422)
            return response
        messages.success(request, done)
        return HttpResponseRedirect(request.path)

    def _act(self, request: HttpRequest) -> str:
        by: Any = request.user
        action, note = request.POST.get("action"), request.POST.get("note", "")
        chain = decided_by_chain(self.table, by)
        if action == "submit":
            submit_table(table=self.table, by=by, correction=note)
            return _("“%(table)s” is submitted for review.") % {"table": self.table}
        if action == "take_back":
            take_back_table(table=self.table, by=by, note=note)
            told = (
                _("It is submitted for review that “%(table)s” be taken back.")
                if chain
                else _("“%(table)s” is taken back: citizens do not see it any more.")
            )
            return told % {"table": self.table}
        chosen = request.POST.get("version", "")
        version = get_object_or_404(self.table.versions, number=chosen if chosen.isdecimal() else 0)
        seen = request.POST.get("seen", "")
        restore_version(
            table=self.table,
            version=version,
            by=by,
            seen_version=int(seen) if seen.isdecimal() else None,
        )
        if chain:
            return _("Version %(number)s is submitted for review.") % {"number": version.number}
        return _("Version %(number)s is the current one again.") % {"number": version.number}
