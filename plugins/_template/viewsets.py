"""Screens in the administration."""

from core.plugin_api import SubsiteViewSet

from .models import SampleEntry


class SampleEntryViewSet(SubsiteViewSet):
    """Entries of one's own subsites: list, write, delete."""

    model = SampleEntry
    permission = "sample_manage_entries"
    icon = "list-ul"
    form_fields = ["title", "text", "published_at"]
    list_display = ["title", "subsite", "published_at"]
    search_fields = ["title", "text"]


entry_viewset = SampleEntryViewSet()
