"""A superuser for setting up and for emergencies: made on the command line, for hours, and everything recorded."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from core.audit.services import record

from .actors import SYSTEM
from .models import BreakGlass

if TYPE_CHECKING:
    from core.accounts.models import User

LONGEST = timedelta(hours=24)


@transaction.atomic
def open_break_glass(
    *, reason: str, lasting: timedelta, opened_by: str, now: datetime | None = None
) -> tuple[BreakGlass, str]:
    """Make a superuser account that loses its power by itself. Returns the record and the password, told once.

    `opened_by` names whoever ran the command, as the operating system knows them. Raises ValidationError without
    a reason, and for a time that is not between a minute and a day.
    """
    now = now or timezone.now()
    if len(reason.strip()) < 10:
        raise ValidationError(_("Say in a sentence why: the auditor reads it."))
    if not timedelta(minutes=1) <= lasting <= LONGEST:
        raise ValidationError(_("It lasts between a minute and 24 hours."))
    password = get_random_string(20)
    username = f"break-glass-{now:%Y%m%d-%H%M%S}-{get_random_string(4).lower()}"
    account: User = get_user_model()._default_manager.create_user(
        username, password=password, is_superuser=True, name=_("Break-glass account")
    )
    made = BreakGlass.objects.create(
        user=account,
        reason=reason.strip()[:500],
        opened_by=opened_by[:100],
        created_at=now,
        expires_at=now + lasting,
    )
    record(
        action="break_glass.opened",
        by=SYSTEM,
        target=account,
        data={"reason": made.reason, "opened_by": made.opened_by, "until": made.expires_at.isoformat()},
    )
    return made, password


@transaction.atomic
def retire_superuser(*, user: "User", why: str) -> None:
    """Take all power from a superuser's account, break-glass or not; doing it twice is doing it once."""
    locked: User = get_user_model()._default_manager.select_for_update().get(pk=user.pk)
    if not locked.is_superuser:
        return
    locked.is_superuser = locked.is_active = locked.is_staff = False
    locked.set_unusable_password()
    locked.save()
    BreakGlass.objects.filter(user=locked, closed_at__isnull=True).update(closed_at=timezone.now())
    record(action="break_glass.closed", by=SYSTEM, target=locked, data={"why": why})


def is_powerless(user: "User", now: datetime | None = None) -> bool:
    """Whether this is a break-glass account whose time is over. It is retired as soon as somebody asks."""
    if not user.is_superuser:
        return False
    found = BreakGlass.objects.filter(user=user).order_by("-expires_at").first()
    if found is None:
        return False
    over = found.closed_at is not None or found.expires_at <= (now or timezone.now())
    if over:
        retire_superuser(user=user, why="expired")
    return over


def permanent_superusers() -> "list[User]":
    """Active superusers whose power does not end by itself."""
    return list(
        get_user_model()
        ._default_manager.filter(is_superuser=True, is_active=True, break_glass__isnull=True)
        .order_by("username")
    )
