"""The screens of a delegated editor that are measured."""

from urllib.parse import quote

from django.urls import reverse
from django.urls.exceptions import NoReverseMatch

from core.pages.models import ColumnPage

REPORTS = (
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:page_types_usage",
    "office_history",
)
FOR_WHO_UNLOCKS = "report: locked pages"
"""Shown to people who may unlock; the contributor is sent away."""


def surfaces(column: ColumnPage) -> dict[str, str]:
    """Addresses by what the screen is. A report that is closed to offices is left out by who asks for it."""
    article = column.get_children().order_by("path").last()
    assert article is not None
    found = {
        "dashboard": reverse("wagtailadmin_home"),
        "explorer root": reverse("wagtailadmin_explore_root"),
        "long column": reverse("wagtailadmin_explore", args=[column.pk]),
        "edit view": reverse("wagtailadmin_pages:edit", args=[article.pk]),
        "page chooser": reverse("wagtailadmin_choose_page"),
        "page chooser, searched": f"{reverse('wagtailadmin_choose_page_search')}?q={quote('春耕')}",
        "search": f"{reverse('wagtailadmin_pages:search')}?q={quote('春耕工作')}",
        "picture chooser": reverse("wagtailimages_chooser:choose"),
    }
    for name in REPORTS:
        try:
            found[f"report: {name.rpartition(':')[2].replace('_', ' ')}"] = reverse(name)
        except NoReverseMatch:
            continue
    return found
