"""What the screens of the chain share: their name in the header, where Wagtail shows the way to them."""

from typing import Any

from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class TitledScreen(WagtailAdminTemplateMixin):
    """Shows title and subtitle in the header."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]
