"""The base of plugins' page types."""

from typing import Any, ClassVar

from wagtail.models import Page

from core.pages.models import PageMixin
from core.plugin_host.gate import is_open, slug_of_label
from core.tenancy.table import subsite_table


class PluginPage(PageMixin, Page):
    """A page type of a plugin: `class TablePage(PluginPage)`.

    It stands below a home page or a column, and can be made, moved or copied only where the plugin is on.
    Its template is `<slug>/<model>.html` and extends `design/base.html`; the context holds `page`, `subsite`
    and `request`. Where the plugin is off, and when its code is gone, the page
    answers 404 and is listed nowhere.
    """

    parent_page_types: ClassVar[list[str]] = ["core_pages.HomePage", "core_pages.ColumnPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    @classmethod
    def plugin_slug(cls) -> str:
        """The slug of the plugin that the page type belongs to."""
        return slug_of_label(cls._meta.app_label) or ""

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Wagtail's rules, and: the plugin is on for the subsite of the parent."""
        return bool(super().can_create_at(parent)) and cls._is_open_at(parent)

    def can_move_to(self, parent: Page) -> bool:
        """Wagtail's rules, and: the plugin is on for the subsite of the new parent."""
        return bool(super().can_move_to(parent)) and self._is_open_at(parent)

    @classmethod
    def _is_open_at(cls, parent: Page) -> bool:
        return is_open(cls.plugin_slug(), subsite_table().for_path(parent.path))

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> str:
        """`<slug>/<model>.html`, unless the class says `template`."""
        own = type(self).__dict__.get("plugin_template")
        return own or f"{self.plugin_slug()}/{_snake(type(self).__name__)}.html"


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
