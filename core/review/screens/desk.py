"""Each person's desk: what waits for them, and what they handed in."""

from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.review.querysets import supplied_by, waiting_for

from .titled import TitledScreen

PER_PAGE = 20


class Desk(TitledScreen, TemplateView):
    """What waits for the person by deadline, across their offices; what they supplied, newest first."""

    template_name = "core_review/desk.html"
    page_title = gettext_lazy("My desk")
    header_icon = "clipboard-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        context["waiting"] = Paginator(waiting_for(user), PER_PAGE).get_page(self.request.GET.get("p"))
        context["supplied"] = supplied_by(user)[:PER_PAGE]
        context["now"] = timezone.now()
        return context
