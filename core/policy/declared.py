"""The core's own items of policy."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access.roles import Role

from . import effects
from .items import DecisionItem, LimitItem, PolicyDomain, PolicyItem, SelectionItem
from .rules import Rule

MEGABYTE = 1024 * 1024
PUBLISHING_ROLES = (Role.CONTRIBUTOR.value, Role.REVIEWER.value, Role.APPROVER.value, Role.MANAGER.value)


def _publishing() -> Iterable[PolicyItem]:
    return (
        DecisionItem(
            slug="publish_without_review",
            label=_("Publishing without review"),
            help_text=_("Whoever may publish does so without the office's chain of review."),
            roles=PUBLISHING_ROLES,
        ),
        DecisionItem(
            slug="external_links",
            label=_("Links to other websites"),
            help_text=_("Links in pages to hosts that do not belong to this installation."),
        ),
        DecisionItem(
            slug="comments",
            label=_("Comments in the editor"),
            help_text=_("Notes that members leave each other on the pages they edit."),
        ),
    )


def _uploads() -> Iterable[PolicyItem]:
    pictures = int(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // MEGABYTE)
    attachments = int(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE // MEGABYTE)
    return (
        SelectionItem(
            slug="attachment_types",
            label=_("Kinds of attachments"),
            help_text=_("By the end of the file's name."),
            options=tuple(settings.WAGTAILDOCS_EXTENSIONS),
        ),
        LimitItem(
            slug="attachment_size",
            label=_("Size of an attachment"),
            default=attachments,
            most=attachments,
            unit="MB",
        ),
        SelectionItem(
            slug="picture_types",
            label=_("Kinds of pictures"),
            help_text=_("By the end of the file's name."),
            options=tuple(settings.WAGTAILIMAGES_EXTENSIONS),
        ),
        LimitItem(
            slug="picture_size", label=_("Size of a picture"), default=pictures, most=pictures, unit="MB"
        ),
    )


def _addresses() -> Iterable[PolicyItem]:
    return (
        DecisionItem(
            slug="hostname",
            label=_("A host name of its own"),
            help_text=_(
                "Whether the county's lists may give the subsite a host name beside its place on the portal."
            ),
            choosable=False,
            labels={
                Rule.ALLOWED: pgettext_lazy("policy", "Allowed"),
                Rule.FORBIDDEN: Rule.FORBIDDEN.label,
            },
        ),
    )


PUBLISHING = PolicyDomain(
    slug="publishing", label=_("Publishing"), items=_publishing, order=10, effects=effects.publishing
)
UPLOADS = PolicyDomain(slug="uploads", label=_("Files"), items=_uploads, order=20, effects=effects.uploads)
ADDRESSES = PolicyDomain(
    slug="addresses", label=_("Addresses"), items=_addresses, order=30, effects=effects.addresses
)
