"""What the audit screens share."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.audit.querysets import Reach, reach_of


class AuditScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen in Wagtail's look; 404 for people who may see no record at all."""

    header_icon = "history"

    @cached_property
    def reach(self) -> Reach:
        return reach_of(self.request.user)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.reach:
            raise Http404

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("audit_records"), "label": _("Audit")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]
