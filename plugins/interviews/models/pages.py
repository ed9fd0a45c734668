"""The page that leads to an interview, or to all interviews of its office."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from core.plugin_api import PluginPage
from plugins.interviews.page_forms import InterviewPageForm


class InterviewPage(PluginPage):
    """Leads to one interview of its own office; without one it lists all that are public."""

    interview = models.ForeignKey(
        "plugin_interviews.Interview",
        verbose_name=_("interview"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="pages",
        help_text=_("Empty: the page lists all interviews of this office."),
    )
    introduction = models.TextField(_("introduction"), blank=True, max_length=1000)

    is_gathered = True
    base_form_class = InterviewPageForm
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("interview")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("interview page")
        verbose_name_plural = _("interview pages")

    def clean(self) -> None:
        super().clean()
        # A form offers only the own interviews; a forged reference, an import or the API must not get by either.
        entry = self.subsite_entry if self.path else None
        if self.interview and entry and self.interview.subsite_id != entry.pk:
            raise ValidationError({"interview": _("This interview belongs to another office.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from plugins.interviews.presenting import page_content

        context = super().get_context(request, *args, **kwargs)
        context.update(page_content(request, self, context["subsite"]))
        return context

    def marks(self, request: HttpRequest) -> list[tuple[str, str]]:
        return [
            ("ArticleTitle", self.title),
            ("Description", self.introduction or self.search_description or self.title),
        ]
