"""The history of a table's files, and going back to one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.admin import messages

from plugins.queries.screens.table_screen import TableScreen
from plugins.queries.services import restore_version

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
        context["table"] = self.table
        context["versions"] = self.table.versions.select_related("created_by")[:LISTED]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Restore the version that was chosen."""
        chosen = request.POST.get("version", "")
        version = get_object_or_404(self.table.versions, number=chosen if chosen.isdecimal() else 0)
        seen = request.POST.get("seen", "")
        try:
            restore_version(
                table=self.table,
                version=version,
                by=request.user,  # type: ignore[arg-type]
                seen_version=int(seen) if seen.isdecimal() else None,
            )
        except ValidationError as error:
            self.tell_errors(error)
        else:
            messages.success(
                request, _("Version %(number)s is the current one again.") % {"number": version.number}
            )
        return HttpResponseRedirect(request.path)
