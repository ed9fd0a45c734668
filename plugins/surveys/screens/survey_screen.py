"""What the screens of surveys share."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from plugins.surveys.models import Survey


class SurveyScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen in Wagtail's look, below the list of surveys. The viewset lets only those in who may be."""

    header_icon = "form"
    screens: Any
    subsites: list[Any]
    tab = ""

    def address(self, name: str, *args: Any) -> str:
        """The address of another screen of the viewset."""
        return reverse(self.screens.get_url_name(name), args=args)

    @cached_property
    def survey(self) -> Survey:
        """The survey that the address names."""
        found: Survey = self.screens.get_queryset(self.request).get(pk=self.kwargs["pk"])
        return found

    def get_page_subtitle(self) -> str:
        return self.survey.title if "pk" in self.kwargs else ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.address("index"), "label": _("Surveys")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if "pk" in self.kwargs:
            context["survey"] = self.survey
            context["tabs"] = [
                (label, self.address(name, self.survey.pk), name == self.tab) for name, label in self._tabs()
            ]
        return context

    def _tabs(self) -> list[tuple[str, str]]:
        return [
            ("edit", _("Builder")),
            ("state", _("Publish, preview, end")),
            ("results", _("Results")),
            ("cross", _("Cross-tabulation")),
            ("weights", _("Weights")),
            ("texts", _("Texts")),
            ("sheets", _("Answer sheets")),
        ]

    def tell_errors(self, error: Any) -> None:
        """Show what a service refused."""
        for message in error.messages:
            messages.error(self.request, message)
