"""What the screens of one interview share."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from plugins.interviews.models import Interview


class InterviewScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen in Wagtail's look, below the list of interviews. The viewset lets only those in who may be."""

    header_icon = "comment"
    screens: Any
    subsites: list[Any]
    tab = ""

    def address(self, name: str, *args: Any) -> str:
        """The address of another screen of the viewset."""
        return reverse(self.screens.get_url_name(name), args=args)

    @cached_property
    def interview(self) -> Interview:
        """The interview that the address names."""
        found: Interview = self.screens.get_queryset(self.request).get(pk=self.kwargs["pk"])
        return found

    def get_page_subtitle(self) -> str:
        return self.interview.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.address("index"), "label": _("Interviews")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        names = [
            ("edit", _("Edit")),
            ("state", _("Announce, begin, end")),
            ("desk", _("Host's desk")),
            ("questions", pgettext("interview", "Questions")),
            ("after", _("Pass on to offices")),
        ]
        context["interview"] = self.interview
        context["tabs"] = [
            (label, self.address(name, self.interview.pk), name == self.tab) for name, label in names
        ]
        return context

    def tell_errors(self, error: Any) -> None:
        """Show what a service refused."""
        for message in error.messages:
            messages.error(self.request, message)
