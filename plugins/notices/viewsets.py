"""Screens in the administration."""

from typing import Any

from django.db import transaction
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel

from core.plugin_api import SubsiteViewSet

from .models import Notice
from .services import PERMISSION, hand_in_or_publish


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
        """As always; the author is who wrote it first, and the review chain decides when it is shown."""
        if created:
            form.instance.author = by
        notice = super().save_object(form=form, by=by, created=created)
        hand_in_or_publish(notice=notice, by=by, corrects=not created)
        return notice


notice_viewset = NoticeViewSet()
