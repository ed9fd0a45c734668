"""Screens in the administration."""

from typing import Any

from django.db import transaction
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel

from core.plugin_api import SubsiteViewSet

from .models import Notice
from .services import PERMISSION


class NoticeViewSet(SubsiteViewSet):
    """Notices of one's own subsites."""

    model = Notice
    permission = PERMISSION
    icon = "warning"
    panels = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("level"),
        PageChooserPanel("page"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
    ]
    list_display = ["title", "subsite", "level", "starts_at", "ends_at"]
    list_filter = ["level", "subsite"]
    search_fields = ["title", "text"]

    @transaction.atomic
    def save_object(self, *, form: Any, by: Any, created: bool) -> Any:
        """As always, and the author is who wrote it first."""
        if created:
            form.instance.author = by
        return super().save_object(form=form, by=by, created=created)


notice_viewset = NoticeViewSet()
