"""Screens in the administration."""

from typing import Any

from django.db import transaction

from core.plugin_api import SubsiteViewSet

from .models import Find
from .services import PERMISSION, number


class FindViewSet(SubsiteViewSet):
    """Finds of one's own offices: list, write, delete."""

    model = Find
    permission = PERMISSION
    icon = "tag"
    form_fields = ["thing", "place", "found_on", "state"]
    list_display = ["number", "thing", "subsite", "place", "found_on", "state"]
    list_filter = ["state", "subsite"]
    search_fields = ["thing", "place"]

    @transaction.atomic
    def save_object(self, *, form: Any, by: Any, created: bool) -> Any:
        """As always; a new find gets its number."""
        if created:
            number(form.instance)
        return super().save_object(form=form, by=by, created=created)


find_viewset = FindViewSet()
