"""Screens in the administration."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.admin.views.generic import EditView

from core.plugin_api import SubsiteViewSet

from .models import Notice
from .services import PERMISSION, save_notice


class NoticeEditView(EditView):
    """The notice as it is to become; what is refused stays in the form with the reason."""

    def get_object(self, queryset: Any = None) -> Any:
        return super().get_object(queryset).draft()

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)


class NoticeViewSet(SubsiteViewSet):
    """Notices of one's own subsites."""

    model = Notice
    permission = PERMISSION
    icon = "warning"
    edit_view_class = NoticeEditView
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

    def save_object(self, *, form: Any, by: Any, created: bool) -> Any:
        """As the services do it: the review chain decides when it is shown, or shown anew."""
        return save_notice(notice=form.save(commit=False), by=by)


notice_viewset = NoticeViewSet()
