"""What switching a plugin off would hide on a subsite."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from core.access.reach import reach_within
from core.plugin_api.manifest import LABEL_PREFIX
from core.tenancy.models import SubsiteOwned
from core.tenancy.table import SubsiteEntry, subsite_table


@dataclass(frozen=True, slots=True)
class Affected:
    """Pages of the plugin on a subsite, and (what, how many) of its rows."""

    pages: int
    rows: tuple[tuple[str, int], ...]


def pages_of(slug: str, entry: SubsiteEntry | None = None) -> Any:
    """All pages of a plugin, or those on one subsite, as base pages: it works without the plugin's code."""
    types = ContentType.objects.filter(app_label=LABEL_PREFIX + slug)
    pages = Page.objects.filter(content_type__in=types)
    return pages if entry is None else pages.filter(_branch(entry))


def gone_slugs_below(pages: Sequence[Page]) -> list[str]:
    """The slugs of plugins whose code is gone and that have pages among these or below them."""
    types = [
        kind
        for kind in ContentType.objects.filter(app_label__startswith=LABEL_PREFIX)
        if kind.model_class() is None
    ]
    if not types:
        return []
    branches = Q(pk__in=())
    for page in pages:
        branches |= Q(path__below=page.path)
    labels = Page.objects.filter(branches, content_type__in=types).values_list(
        "content_type__app_label", flat=True
    )
    return sorted({label.removeprefix(LABEL_PREFIX) for label in labels})


def affected_by(slug: str, entry: SubsiteEntry) -> Affected:
    """Count what the plugin has on the subsite; one query per model."""
    rows = []
    for model in apps.get_app_config(LABEL_PREFIX + slug).get_models():
        if issubclass(model, SubsiteOwned):
            count = model._default_manager.filter(subsite_id=entry.pk).count()
            if count:
                rows.append((str(model._meta.verbose_name_plural), count))
    return Affected(pages_of(slug, entry).count(), tuple(rows))


def _branch(entry: SubsiteEntry) -> Q:
    return reach_within(subsite_table(), [entry]).query()
