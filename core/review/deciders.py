"""Who may take which step, and where: the office's own people, and for a second approval the centre's.

An urgent item needs two approvers. An office that has no second one gets it from the county portal: whoever
approves there may be the second approver of exactly those items, and of nothing else of that office.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from core.access.grants import has_permission
from core.access.models import SubsiteUserPermission
from core.tenancy.holding import held_table

from .models import Decision, Review
from .steps import PERMISSION_OF_STEP, Step

APPROVE = PERMISSION_OF_STEP[Step.SECOND_APPROVAL]


def holders(step: Step | str, subsite_id: int | None) -> set[int]:
    """The ids of the active people who hold a step's permission on a subsite."""
    rows = SubsiteUserPermission.objects.filter(
        content_object_id=subsite_id,
        permission__codename=PERMISSION_OF_STEP[Step(step)],
        user__is_active=True,
    )
    return set(rows.values_list("user_id", flat=True))


def left_to_the_centre() -> Q:
    """Reviews that wait for a second approver whom their office does not have."""
    parts = Decision.objects.filter(review=OuterRef(OuterRef("pk")))
    own = (
        SubsiteUserPermission.objects.filter(
            content_object_id=OuterRef("subsite_id"), permission__codename=APPROVE, user__is_active=True
        )
        .exclude(user__in=parts.values("person"))
        .exclude(user__in=parts.values("answering"))
    )
    return Q(waiting_for=Step.SECOND_APPROVAL) & ~Q(Exists(own))


def approves_for_the_centre(person: Any) -> bool:
    """Whether the person approves on the county portal."""
    return has_permission(person, APPROVE, held_table().portal)


def may_take(person: Any, step: Step | str, review: Review) -> bool:
    """Whether the person holds the step on the review's subsite, or stands by as the centre's second approver."""
    if has_permission(person, PERMISSION_OF_STEP[Step(step)], review.subsite):
        return True
    return (
        step == Step.SECOND_APPROVAL
        and approves_for_the_centre(person)
        and Review.objects.filter(left_to_the_centre(), pk=review.pk).exists()
    )


def central_approvers() -> set[int]:
    """The ids of those who approve on the county portal."""
    portal = held_table().portal
    return holders(Step.SECOND_APPROVAL, portal.id) if portal else set()


def people_for(review: Review) -> set[int]:
    """The ids of those who hold the step that the review waits for and have no part in it yet."""
    pairs = review.decisions.values_list("person_id", "answering_id")
    parts = {pk for pair in pairs for pk in pair}
    found = holders(review.waiting_for, review.subsite_id) - parts
    if not found and review.waiting_for == Step.SECOND_APPROVAL:
        found = central_approvers() - parts
    return found


def require_two_approvers(subsite_id: int, authors: Iterable[int]) -> None:
    """Raise ValidationError, in words, unless two people besides the authors can approve something urgent."""
    own = holders(Step.APPROVAL, subsite_id) - set(authors)
    central = central_approvers() - set(authors) - own
    if len(own) >= 2 or (own and central):
        return
    if not own:
        words = _("Nobody in this office can approve it. Ask the office's manager to name an approver.")
    else:
        words = _(
            "Something urgent needs two approvers. This office has one, and the county's central office has none "
            "who could be the second. Submit it without urgency, or ask your manager to name a second approver."
        )
    raise ValidationError({"urgent_reason": words})
