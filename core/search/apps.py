from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "core.search"
    label = "core_search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from .indexing import check_order, connect

        checks.register(check_order, checks.Tags.compatibility)
        connect()
