"""A column: a list of what an office publishes on one subject."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from .base import YEAR, PageMixin

if TYPE_CHECKING:
    from core.pages.below import Below

FEEDS = {"rss.xml": "rss", "atom.xml": "atom"}


class ColumnKind(models.TextChoices):
    """What a column holds; inspection counts idle news and policy columns by it."""

    NEWS = "news", _("News")
    NOTICE = "notice", pgettext_lazy("column", "Notices")
    POLICY = "policy", pgettext_lazy("column", "Policy")
    PROFILE = "profile", pgettext_lazy("column", "Profile")
    SERVICE = "service", _("Services")
    PARTICIPATION = "participation", _("Participation")
    QUERY = "query", pgettext_lazy("column", "Look-ups")


class ColumnPage(PageMixin, Page):
    """A column, its feeds (`rss.xml`, `atom.xml`) and its pages of years (`2026/`)."""

    kind = models.CharField(_("kind"), max_length=16, choices=ColumnKind, default=ColumnKind.NEWS)
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)
    keywords = models.CharField(_("keywords"), max_length=200, blank=True)

    arranges_columns = True
    parent_page_types = ["core_pages.HomePage", "core_pages.ColumnPage"]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("introduction"), FieldPanel("keywords")],
            heading=_("About this column"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("keywords")]
    template = "core_pages/column_page.html"

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=ColumnKind.values), name="column_kind_known")
        ]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if not self.live:
            raise Http404
        if len(path_components) == 1:
            if path_components[0] in FEEDS:
                return RouteResult(self, kwargs={"feed": FEEDS[path_components[0]]})
            if YEAR.fullmatch(path_components[0]):
                return RouteResult(self, kwargs={"year": int(path_components[0])})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if feed := kwargs.pop("feed", None):
            from core.pages.feeds import serve_feed

            return serve_feed(request, column=self, kind=feed)
        request.column_year = kwargs.pop("year", None)  # type: ignore[attr-defined]
        return super().serve(request, *args, **kwargs)

    def marks(self, request: HttpRequest) -> list[tuple[str, str]]:
        return [
            ("ColumnName", self.title),
            ("ColumnDescription", self.introduction or self.title),
            ("ColumnKeywords", self.keywords or self.title),
            ("ColumnType", str(self.get_kind_display())),
        ]

    def below(self, request: HttpRequest) -> "Below | None":
        from core.pages.below import Below

        year: int | None = getattr(request, "column_year", None)
        if year is None:
            return None
        return Below(f"{year:04}/", gettext("Year %(year)s") % {"year": year})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from core.pages.columns import column_context

        context = super().get_context(request, *args, **kwargs)
        context.update(column_context(request, self, context))
        return context
