"""Whose a page was: kept when it is deleted, for a page's office is told by its place in the tree alone."""

from typing import Any

from django.db import models
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.tenancy.holding import held_table
from core.tenancy.models import Subsite, SubsiteOwned


class DeletedPage(SubsiteOwned):
    """A page that is gone, and the subsite that it lay in last. Its entries in the history stay that office's."""

    page_number = models.PositiveIntegerField(_("number of the page"), primary_key=True)

    class Meta:
        verbose_name = _("deleted page")
        verbose_name_plural = _("deleted pages")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.subsite}: {self.page_number}"


def remember_office(sender: type, instance: Any, **_kwargs: Any) -> None:
    """Receiver of pre_delete: called for the row that every page has, descendants of what is deleted included."""
    entry = held_table().for_path(instance.path)
    if entry is not None and Subsite.objects.filter(pk=entry.id).exists():
        DeletedPage.objects.update_or_create(page_number=instance.pk, defaults={"subsite_id": entry.id})


def connect() -> None:
    """Listen, once."""
    pre_delete.connect(remember_office, sender=Page, dispatch_uid="core.admin_scoping.remember_office")
