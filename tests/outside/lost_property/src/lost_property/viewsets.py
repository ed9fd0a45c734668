"""Screens in the administration."""

from core.plugin_api import SubsiteViewSet

from .models import Find
from .services import PERMISSION


class FindViewSet(SubsiteViewSet):
    """Finds of one's own offices: list, write, delete."""

    model = Find
    permission = PERMISSION
    icon = "tag"
    form_fields = ["thing", "place", "found_on", "state"]
    list_display = ["thing", "subsite", "place", "found_on", "state"]
    list_filter = ["state", "subsite"]
    search_fields = ["thing", "place"]


find_viewset = FindViewSet()
