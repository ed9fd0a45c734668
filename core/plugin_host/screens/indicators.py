"""The supervision indicators of all subsites, for the centre."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy

from core.access.grants import is_central
from core.plugin_api.contributions import SupervisionIndicator
from core.plugin_host.collecting import collect
from core.plugin_host.registry import contributions_at
from core.tenancy.table import SubsiteEntry, subsite_table

from .plugin_screen import PluginScreen


class IndicatorsScreen(PluginScreen):
    """For the centre, 404 for everybody else.

    A row per subsite, a column per indicator; 20 subsites a page, for each figure costs a query.
    """

    template_name = "core_plugin_host/indicators.html"
    page_title = gettext_lazy("Supervision indicators")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not is_central(request.user):
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        every = contributions_at(SupervisionIndicator.point)
        page_obj = Paginator(subsite_table().all, 20).get_page(self.request.GET.get("p"))
        rows = [{"entry": entry, "values": _measured(entry, [it.id for it in every])} for entry in page_obj]
        context.update(indicators=[owned.contribution for owned in every], rows=rows, page_obj=page_obj)
        return context


def _measured(entry: SubsiteEntry, ids: list[str]) -> list[int | float | None]:
    def measure(indicator: SupervisionIndicator) -> int | float | None:
        return indicator.measure(entry)

    answers = collect(SupervisionIndicator, subsite=entry, call=measure)
    found = {answer.owned.id: answer.value for answer in answers}
    return [found.get(indicator_id) for indicator_id in ids]
