"""Somebody leaves: the work stays, the account is switched off, nothing is orphaned and nothing is deleted."""

from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.access.actors import SYSTEM, Actor
from core.access.grants import require
from core.access.reach import reach_within
from core.access.roles import Role
from core.access.services import end_membership, move_member
from core.accounts.authority import decides_over, offices_of
from core.accounts.models import User
from core.accounts.sessions.services import end_all_sessions
from core.audit.services import record
from core.tenancy.table import subsite_table

from .preview import takes_over
from .signals import work_handed_over

if TYPE_CHECKING:
    from core.tenancy.table import SubsiteEntry


@transaction.atomic
def leave(*, user: "User", by: Actor, successor: "User | None" = None) -> dict[str, int]:
    """Hand over what a person has in hand, end all memberships and sessions, switch the account off.

    Drafts and pages go to the successor in every office where that person works too, else to the office; locks are
    released, tasks handed on (`work_handed_over`). Passkeys, app and identity are forgotten. The account stays, so
    that what it did keeps its name. Returns how many of each.

    Raises PermissionDenied when `by` may not; ValidationError for a successor who can't be one, an account that is
    off already, and when an office would lose its last manager, and then changes nothing.
    """
    if not decides_over(by, user):
        raise PermissionDenied(_("You may not switch off the account of %(person)s.") % {"person": user})
    locked = User.objects.select_for_update().get(pk=user.pk)
    if not locked.is_active:
        raise ValidationError(_("The account of %(person)s is switched off already.") % {"person": user})
    offices = offices_of(user)
    done = {"offices": len(offices), "pages": _hand_over(user, offices, successor, by)}
    for office in offices:
        end_membership(user=user, subsite=office, by=by)
    done["sessions"] = end_all_sessions(user=user, by=SYSTEM)
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    locked.is_active = False
    locked.is_superuser = False
    locked.set_unusable_password()
    locked.save(update_fields=["is_active", "is_superuser", "password"])
    user.is_active = False
    data: dict[str, Any] = {**done, "successor": successor.pk if successor else None}
    record(action="account.left", by=by, target=user, data=data)
    return done


@transaction.atomic
def leave_office(
    *,
    user: "User",
    subsite: Any,
    by: Actor,
    successor: "User | None" = None,
    to: Any = None,
    role: Role | str = "",
) -> None:
    """A person leaves one office, or moves from it `to` another with a `role` there, and their work stays.

    It goes to the successor, who works at the office too, else to the office. Raises ValidationError for a
    successor who can't be one, and as `end_membership` or `move_member` do; then nothing has changed.
    """
    office = subsite_table().by_id[subsite.pk]
    require(by, "manage_members", office)
    if successor is not None and not takes_over(successor, office):
        raise ValidationError(_("%(person)s does not work there.") % {"person": successor})
    pages = _hand_over(user, [office], successor, by)
    if to is None:
        end_membership(user=user, subsite=subsite, by=by)
    else:
        move_member(user=user, from_=subsite, to=to, role=role, by=by)
    data = {"pages": pages, "successor": successor.pk if successor else None}
    record(action="work.handed_over", by=by, subsite=subsite, target=user, data=data)


def _hand_over(user: "User", offices: "list[SubsiteEntry]", successor: "User | None", by: Actor) -> int:
    """Give away what the person has in hand at the offices; how many pages the successor got."""
    if successor is not None and (successor.pk == user.pk or not successor.is_active):
        raise ValidationError(_("%(person)s cannot take over this work.") % {"person": successor})
    pages = sum(_hand_pages(user, successor, office) for office in offices) if successor else 0
    work_handed_over.send(sender=User, user=user, offices=offices, successor=successor, by=by)
    return pages


def _hand_pages(user: "User", successor: "User", office: "SubsiteEntry") -> int:
    if not takes_over(successor, office):
        return 0
    table = subsite_table()
    pages = Page.objects.filter(reach_within(table, [office]).query(), owner=user)
    return int(pages.update(owner=successor))
