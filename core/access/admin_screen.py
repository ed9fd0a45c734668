"""A screen of our own in the administration, with its title where Wagtail looks for it."""

from typing import Any

from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class AdminScreenMixin(WagtailAdminTemplateMixin):
    """Wagtail shows the last step of the path as the title; left alone, that is “Home”."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The first screen, and this one."""
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, here]
