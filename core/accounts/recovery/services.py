"""Helping somebody back into their account whose phone or key is lost.

NIST SP 800-63B, section 4.2, calls it account recovery: somebody who knows the person vouches for them, the account
is told by mail, and no secret passes through other hands.
"""

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.access.actors import SYSTEM, Actor
from core.accounts.authority import decides_over
from core.accounts.models import User
from core.accounts.sessions.services import end_all_sessions
from core.audit.services import record

from .mailing import tell_of_lost_factors


@transaction.atomic
def forget_second_factors(*, user: User, by: Actor) -> int:
    """Take passkeys, authenticator app and recovery codes from an account and end its sessions; how many it had.

    The password stays. Whoever must have a second factor sets one up at the next sign-in, before anything else.
    Raises PermissionDenied when `by` does not decide over the account, ValidationError when it has none.
    """
    if not decides_over(by, user):
        raise PermissionDenied(
            _("You do not manage every office that %(person)s works for: the centre has to do this.")
            % {"person": user}
        )
    locked = User.objects.select_for_update().get(pk=user.pk)
    found = Authenticator.objects.select_for_update().filter(user=locked)
    count: int = found.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    if not count:
        raise ValidationError(_("%(person)s has no second factor.") % {"person": user})
    found.delete()
    sessions = end_all_sessions(user=locked, by=SYSTEM)
    record(
        action="account.factors_forgotten", by=by, target=locked, data={"count": count, "sessions": sessions}
    )
    tell_of_lost_factors(user=locked, by=by)
    return count
