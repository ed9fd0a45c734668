"""The page that shows a table."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from core.plugin_api import PluginPage
from plugins.queries.page_forms import LookupPageForm


class LookupKind(models.TextChoices):
    """How a table is shown."""

    LOOKUP = "lookup", _("Look-up")
    SERIES = "series", _("Time series")
    TIMETABLE = "timetable", _("Timetable")
    DIRECTORY = "directory", _("Directory")


class LookupPage(PluginPage):
    """A page that shows a table of its own office in one of the ways of `plugins.queries.kinds`."""

    table = models.ForeignKey(
        "plugin_queries.LookupTable",
        verbose_name=_("table"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="pages",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=LookupKind, default=LookupKind.LOOKUP)
    introduction = models.TextField(_("introduction"), blank=True, max_length=1000)
    page_size = models.PositiveSmallIntegerField(_("rows on a page"), default=20)

    is_gathered = True
    base_form_class = LookupPageForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("table"), FieldPanel("kind"), FieldPanel("page_size")], heading=_("Data table")
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("look-up page")
        verbose_name_plural = _("look-up pages")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=LookupKind.values), name="queries_page_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(page_size__gte=5, page_size__lte=100), name="queries_page_size_sane"
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.page_size is not None and not 5 <= self.page_size <= 100:
            raise ValidationError({"page_size": _("Between 5 and 100 rows.")})
        # A form offers only the own tables; a forged reference, an import or the API must not get by either.
        if self.table and self.path and (entry := self.subsite_entry) and self.table.subsite_id != entry.pk:
            raise ValidationError({"table": _("This table belongs to another office.")})

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return f"queries/{self.kind}_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from plugins.queries.presenting import page_content

        context = super().get_context(request, *args, **kwargs)
        context.update(page_content(request, self, context["subsite"]))
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        from plugins.queries.downloads import requested_download

        return requested_download(request, self) or super().serve(request, *args, **kwargs)

    def marks(self, request: HttpRequest) -> list[tuple[str, str]]:
        return [
            ("ArticleTitle", self.title),
            ("Description", self.introduction or self.search_description or self.title),
        ]
