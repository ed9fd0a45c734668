"""Turns what Wagtail and the tenancy tell into events of the contract."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.signals import page_published, page_unpublished

from core.plugin_api.events import PagePublished, PageUnpublished, SubsiteCreated, publish
from core.tenancy.holding import held_table
from core.tenancy.models import Subsite


def connect() -> None:
    """Listen; each handler once."""
    post_save.connect(_subsite_saved, sender=Subsite, dispatch_uid="core.plugin_host.subsite_saved")
    page_published.connect(_page_published, dispatch_uid="core.plugin_host.page_published")
    page_unpublished.connect(_page_unpublished, dispatch_uid="core.plugin_host.page_unpublished")


def _subsite_saved(instance: Subsite, created: bool, raw: bool, **_kwargs: Any) -> None:
    if created and not raw:
        publish(SubsiteCreated(subsite_id=instance.pk))


def _page_published(instance: Any, **_kwargs: Any) -> None:
    if entry := held_table().for_page(instance):
        publish(PagePublished(subsite_id=entry.id, page_id=instance.pk))


def _page_unpublished(instance: Any, **_kwargs: Any) -> None:
    if entry := held_table().for_page(instance):
        publish(PageUnpublished(subsite_id=entry.id, page_id=instance.pk))
