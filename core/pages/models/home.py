"""The home page of a subsite."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from core.blocks.streams import HomeStream

from .base import PageMixin

PLUGIN_SLOT = "plugin_slot"
"""The name of the plugins' block in the stream of a home page."""


class HomePage(PageMixin, Page):
    """A subsite's root. Below it, `-/` is reserved: `-/search/` and what plugins serve at `-/<slug>/`."""

    body = StreamField(HomeStream(), blank=True, verbose_name=_("content"))

    is_creatable = False  # home pages come with their subsites
    parent_page_types = ["wagtailcore.Page", "core_pages.OfficesPage"]
    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    template = "core_pages/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def held_home_blocks(self) -> list[str]:
        """The ids of the plugins' blocks that the page holds, whether they show something or not."""
        # Read as stored: a block that is made into an object asks for its choices, which ask here.
        raw = [child["value"] for child in self.body.raw_data if child["type"] == PLUGIN_SLOT]
        return [str(value.get("contribution") or "") for value in raw]

    def clean(self) -> None:
        """Also refuses a block of a plugin that is off on the subsite; one that was there before is kept."""
        from core.plugin_host.home_blocks import refuse_closed

        super().clean()
        try:
            refuse_closed(self, self.held_home_blocks())
        except ValidationError as refusal:
            raise ValidationError({"body": refusal.error_list}) from refusal

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if not self.live:
            raise Http404
        if path_components == ["sitemap.xml"]:
            return RouteResult(self, kwargs={"address": "sitemap"})
        if path_components == ["-", "search"]:
            return RouteResult(self, kwargs={"address": "search"})
        if path_components[:2] == ["-", "verify"] and len(path_components) <= 3:
            return RouteResult(self, kwargs={"address": "verify", "code": "".join(path_components[2:])})
        if len(path_components) >= 2 and path_components[0] == "-":
            return RouteResult(
                self, kwargs={"address": "plugin", "slug": path_components[1], "rest": path_components[2:]}
            )
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        address = kwargs.pop("address", "")
        if address == "sitemap":
            from core.pages.sitemap import serve_sitemap

            return serve_sitemap(request, home_page=self)
        if address == "search":
            from core.search.views import search_results

            return search_results(request, home_page=self, subsite=self.subsite_entry)
        if address == "verify":
            from core.review.public import serve_verification

            return serve_verification(request, home_page=self, subsite=self.subsite_entry, **kwargs)
        if address == "plugin":
            from core.plugin_host.addresses import serve_plugin_address

            return serve_plugin_address(request, home_page=self, subsite=self.subsite_entry, **kwargs)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from core.pages.home import home_context

        context = super().get_context(request, *args, **kwargs)
        context.update(home_context(request, self, context))
        return context
