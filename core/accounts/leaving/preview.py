"""What somebody has in hand at an office, and where it would go: read before they leave."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from core.access.leaving import held_by
from core.access.models import RoleAssignment
from core.access.reach import reach_within
from core.tenancy.table import subsite_table

from .signals import work_in_hand

if TYPE_CHECKING:
    from core.accounts.models import User
    from core.tenancy.table import SubsiteEntry


@dataclass(frozen=True, slots=True)
class Work:
    """`count` things of a kind, and where they go. `hinders`: in words, why nobody may leave before."""

    label: str
    count: int
    goes_to: str
    hinders: str = ""


def takes_over(successor: "User | None", office: Any) -> bool:
    """Whether the successor works at the office too: only then can they be given anything there."""
    return (
        successor is not None
        and successor.is_active
        and RoleAssignment.objects.filter(user=successor, subsite_id=office.pk).exists()
    )


def home_of(successor: "User | None", office: "SubsiteEntry") -> str:
    """Who gets what is handed over, as people read it."""
    return str(successor) if takes_over(successor, office) else office.display_name


def work_of(user: "User", office: "SubsiteEntry", successor: "User | None" = None) -> list[Work]:
    """Everything that would change hands, or end, if the person left the office now."""
    held = held_by(user=user, subsite_id=office.id)
    reach = reach_within(subsite_table(), [office]).query()
    drafts = Page.objects.filter(reach, Q(live=False) | Q(has_unpublished_changes=True), owner=user).count()
    home = home_of(successor, office)
    found = [
        Work(_("Drafts of theirs"), drafts, home),
        Work(_("Other pages of theirs"), held["pages"] - drafts, home),
        Work(_("Locks on pages"), held["locks"], pgettext("goes to", "released")),
        Work(_("Pages they are told about"), held["subscriptions"], pgettext("goes to", "ended")),
    ]
    for _receiver, answer in work_in_hand.send(
        sender=type(user), user=user, office=office, successor=successor
    ):
        rows: Any = answer
        found += rows or []
    return found
