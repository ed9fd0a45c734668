"""Somebody leaves: nothing of the review chain waits for a person who is gone.

Reviews wait for a step, not for a person, so they stay in the office's queue for whoever else holds it. Where
nobody else does, the person can't leave before somebody is given the role. What they handed in and what they
stand in for goes to the successor.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.access.grants import has_permission
from core.accounts.leaving.preview import Work, home_of, takes_over
from core.audit.services import record

from .deciders import central_approvers, people_for
from .models import RUNNING, Review, StandIn, State
from .steps import Step

if TYPE_CHECKING:
    from core.accounts.models import User
    from core.tenancy.table import SubsiteEntry


def work_in_review(
    sender: type, user: "User", office: "SubsiteEntry", successor: "User | None", **kwargs: Any
) -> list[Work]:
    """Receiver of `work_in_hand`."""
    waiting, stuck = _waiting(user, office)
    home = home_of(successor, office)
    return [
        Work(_("Reviews that wait for a step of theirs"), len(waiting), _("the office's queue"), stuck),
        Work(_("Submissions of theirs under way"), _handed_in(user, office).count(), home),
        Work(
            _("Absences of others in which they stand in"),
            _stand_ins(office).filter(stand_in=user).count(),
            home if takes_over(successor, office) else pgettext("goes to", "ended"),
        ),
        Work(
            _("Absences of theirs with a stand-in"),
            _stand_ins(office).filter(person=user).count(),
            pgettext("goes to", "ended"),
        ),
    ]


def hand_over_reviews(
    sender: type,
    user: "User",
    offices: "list[SubsiteEntry]",
    successor: "User | None",
    by: Any,
    **kwargs: Any,
) -> None:
    """Receiver of `work_handed_over`. Raises ValidationError where a review would wait for nobody."""
    for office in offices:
        stuck = _waiting(user, office)[1]
        if stuck:
            raise ValidationError(stuck)
        _hand_submissions(user, office, successor, by)
        _hand_stand_ins(user, office, successor, by)


def _waiting(user: "User", office: "SubsiteEntry") -> tuple[list[Review], str]:
    """The open reviews that the person could take a step of, and in words why they can't go, or ""."""
    mine, stuck = [], []
    for review in Review.objects.filter(state=State.OPEN, subsite_id=office.id).prefetch_related("decisions"):
        people = people_for(review)
        if user.pk in people:
            mine.append(review)
            if not people - {user.pk} and not _left_to_others(review, user):
                stuck.append(review)
    if not stuck:
        return mine, ""
    steps = ", ".join(sorted({str(Step(review.waiting_for).label) for review in stuck}))
    words = _(
        "At %(office)s nobody else can take the step “%(steps)s”, and “%(title)s” waits for it. Give somebody the role "
        "first, or have the step taken."
    )
    return mine, words % {"office": office.display_name, "steps": steps, "title": stuck[0].title}


def _left_to_others(review: Review, user: "User") -> bool:
    """Whether the centre's approvers take the step once the person is gone."""
    if review.waiting_for != Step.SECOND_APPROVAL:
        return False
    parts = {pk for made in review.decisions.all() for pk in (made.person_id, made.answering_id)}
    return bool(central_approvers() - parts - {user.pk})


def _handed_in(user: "User", office: "SubsiteEntry") -> "QuerySet[Review]":
    """What the person is told about when it is decided, or has to mend: running, or returned and not taken up."""
    newer = Review.objects.filter(
        kind=OuterRef("kind"), object_id=OuterRef("object_id"), pk__gt=OuterRef("pk")
    )
    return Review.objects.filter(
        Q(state__in=RUNNING) | Q(~Exists(newer), state=State.RETURNED),
        looked_after_by=user,
        subsite_id=office.id,
    )


def _hand_submissions(user: "User", office: "SubsiteEntry", successor: "User | None", by: Any) -> None:
    heir = successor if takes_over(successor, office) else None
    ids = sorted(_handed_in(user, office).values_list("pk", flat=True))
    if not ids:
        return
    Review.objects.filter(pk__in=ids).update(looked_after_by=heir)
    record(
        action="review.handed_over",
        by=by,
        subsite=office,
        target=user,
        data={"reviews": ids, "to": heir.pk if heir else None},
    )


def _stand_ins(office: "SubsiteEntry") -> "QuerySet[StandIn]":
    return StandIn.objects.filter(subsite_id=office.id, last_day__gte=timezone.localdate())


def _hand_stand_ins(user: "User", office: "SubsiteEntry", successor: "User | None", by: Any) -> None:
    for row in _stand_ins(office).filter(Q(stand_in=user) | Q(person=user)):
        heir = successor if row.stand_in_id == user.pk and takes_over(successor, office) else None
        if heir is not None and heir.pk != row.person_id and has_permission(heir, "access_admin", office):
            row.stand_in = heir
            row.save(update_fields=["stand_in"])
        else:
            heir = None
            row.delete()
        record(
            action="review.stand_in_handed_over",
            by=by,
            subsite=office,
            target=user,
            data={"to": heir.pk if heir else None, "until": row.last_day.isoformat()},
        )
