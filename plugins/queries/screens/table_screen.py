"""What the screens of tables share."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from plugins.queries.models import LookupTable, PendingUpload


class TableScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen in Wagtail's look, below the list of tables. The viewset lets only those in who may be."""

    header_icon = "table"
    screens: Any
    subsites: list[Any]

    def address(self, name: str, *args: Any) -> str:
        """The address of another screen of the viewset."""
        return reverse(self.screens.get_url_name(name), args=args)

    @cached_property
    def table(self) -> LookupTable:
        """The table that the address names."""
        found: LookupTable = (
            self.screens.get_queryset(self.request).with_everything().get(pk=self.kwargs["pk"])
        )
        return found

    def own_upload(self) -> PendingUpload:
        """The upload that the address names, if this person made it and may still work there."""
        upload = PendingUpload.objects.filter(
            pk=self.kwargs["upload"],
            created_by_id=self.request.user.pk,
            subsite_id__in=[entry.pk for entry in self.subsites],
        ).first()
        if upload is None:
            raise Http404
        return upload

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.address("index"), "label": _("Look-up tables")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def tell_errors(self, error: Any) -> None:
        """Show what a service refused; what was typed stays in the forms."""
        for message in error.messages:
            messages.error(self.request, message)
