"""What is marked with a secrecy level stays out of what everybody can read; what is classified stays out altogether."""

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from core.tenancy.holding import held_table
from core.tenancy.profiles import profiles


class SecrecyLevel(models.TextChoices):
    """Marks of the Law on Guarding State Secrets, and "internal", which is no state secret."""

    NONE = "", gettext_lazy("None")
    INTERNAL = "internal", gettext_lazy("Internal")
    CONFIDENTIAL = "confidential", gettext_lazy("Confidential (state secret)")
    SECRET = "secret", gettext_lazy("Secret (state secret)")
    TOP_SECRET = "top_secret", gettext_lazy("Top secret (state secret)")


KEPT_LEVELS = (SecrecyLevel.NONE, SecrecyLevel.INTERNAL)
"""What may be kept here at all: this is no system for classified information."""


class SecrecyRefused(PermissionDenied):
    """The mark forbids to keep this here."""


def is_public_place(path: str) -> bool:
    """Whether the subsite at this tree path is open to every visitor."""
    entry = held_table().for_path(path)
    profile = profiles().get(entry.profile) if entry else None
    return not (profile and profile.private)


def secrecy_fault(level: str, path: str) -> str:
    """Why something marked so can't be kept at this tree path, in words; "" when it can."""
    if not level:
        return ""
    if level not in KEPT_LEVELS:
        return _(
            "State secrets must not be kept on this system at all. Remove the text here and report the incident."
        )
    if is_public_place(path):
        return _(
            "What is marked internal can't be kept on a public subsite. Write it on the internal network."
        )
    return ""


def check_secrecy(page: Page) -> None:
    """Raise SecrecyRefused for a page whose mark forbids its place, draft or not."""
    if fault := secrecy_fault(getattr(page, "secrecy_level", ""), page.path):
        raise SecrecyRefused(fault)


def check_revision_secrecy(content: dict[str, Any], page: Page) -> None:
    """The same for a draft, whose text lies in a revision."""
    if fault := secrecy_fault(str(content.get("secrecy_level") or ""), page.path):
        raise SecrecyRefused(fault)


def check_branch_secrecy(page: Page, path: str) -> None:
    """The same before a branch is moved below the tree path: its pages and their newest drafts."""
    if not is_public_place(path) or is_public_place(page.path):
        return
    branch = Page.objects.filter(path__below=page.path)
    levels = [level for level in SecrecyLevel.values if level]
    drafts = branch.filter(latest_revision__content__secrecy_level__in=levels)
    for model in (model for model in apps.get_models() if issubclass(model, Page)):
        if any(field.name == "secrecy_level" for field in model._meta.local_fields):
            marked = model._default_manager.filter(path__below=page.path, secrecy_level__in=levels)
            if marked.exists():
                raise SecrecyRefused(secrecy_fault(SecrecyLevel.INTERNAL, path))
    if drafts.exists():
        raise SecrecyRefused(secrecy_fault(SecrecyLevel.INTERNAL, path))
