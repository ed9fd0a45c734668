"""The warning on the administration's first screen when no worker runs."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from .beat import is_stalled, oldest_waiting


class StalledWorkerPanel(Component):
    """Says that work is waiting and what the operator has to do."""

    name = "stalled_worker"
    template_name = "core_tasks/stalled_worker.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = oldest_waiting()
        return {"minutes": int(waiting.total_seconds() // 60) if waiting else 0}


@hooks.register("construct_homepage_panels")
def warn_of_stalled_worker(request: HttpRequest, panels: list[Component]) -> None:
    """Shown to everybody in the administration: whose work it is that waits, they will ask."""
    if is_stalled():
        panels.insert(0, StalledWorkerPanel())
