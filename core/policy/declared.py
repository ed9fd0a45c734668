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
WRITING_ROLES = (Role.CONTRIBUTOR.value, Role.REVIEWER.value, Role.APPROVER.value, Role.MANAGER.value)
"""Who writes, publishes and uploads for an office; the centre follows the rule for all."""


def _publishing() -> Iterable[PolicyItem]:
    return (
        DecisionItem(
            slug="publish_without_review",
            label=_("Publishing without review"),
            help_text=_(
                "Always: whoever may publish does so without the chain of review. Not allowed: everything goes "
                "through a chain. Otherwise the office's own chain says what needs review."
            ),
            roles=WRITING_ROLES,
        ),
        DecisionItem(
            slug="external_links",
            label=_("Links to other websites"),
            help_text=_("Links in pages to hosts that do not belong to this installation."),
            roles=WRITING_ROLES,
        ),
        DecisionItem(
            slug="comments",
            label=_("Comments in the editor"),
            help_text=_("Notes that members leave each other on the pages they edit."),
            roles=WRITING_ROLES,
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
            roles=WRITING_ROLES,
        ),
        LimitItem(
            slug="attachment_size",
            label=_("Size of an attachment"),
            default=attachments,
            most=attachments,
            unit="MB",
            roles=WRITING_ROLES,
        ),
        SelectionItem(
            slug="picture_types",
            label=_("Kinds of pictures"),
            help_text=_("By the end of the file's name."),
            options=tuple(settings.WAGTAILIMAGES_EXTENSIONS),
            roles=WRITING_ROLES,
        ),
        LimitItem(
            slug="picture_size",
            label=_("Size of a picture"),
            default=pictures,
            most=pictures,
            unit="MB",
            roles=WRITING_ROLES,
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
