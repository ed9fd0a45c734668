"""Who may open a review in the administration."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.access.grants import has_permission
from core.review.deciders import may_take
from core.review.kinds import kind_is_open
from core.review.models import Review
from core.review.querysets import stand_ins_on
from core.review.steps import PERMISSION_OF_STEP, Step

SEEING = ("edit_content", *dict.fromkeys(PERMISSION_OF_STEP.values()), "manage_review", "view_audit")


def review_for(user: Any, pk: int) -> Review:
    """The review, for who works in its office or stands in there. Raises Http404 for everybody else, and for
    everybody while its plugin is off there.
    """
    rows = Review.objects.select_related(
        "subsite__organisation", "submitted_by", "looked_after_by", "page", "revision", "publication"
    )
    review: Review = get_object_or_404(rows, pk=pk)
    if not kind_is_open(review.kind, review.subsite):
        raise Http404
    if any(has_permission(user, permission, review.subsite) for permission in SEEING):
        return review
    if stand_ins_on(timezone.localdate()).filter(stand_in=user, subsite_id=review.subsite_id).exists():
        return review
    if review.waiting_for and may_take(user, review.waiting_for, review):
        return review
    raise Http404


def in_whose_place(user: Any, review: Review) -> list[Any]:
    """Whom the person may decide for: themselves first, then those they stand in for and who hold the step."""
    permission = PERMISSION_OF_STEP.get(Step(review.waiting_for)) if review.waiting_for else None
    if permission is None:
        return []
    found = [user] if may_take(user, review.waiting_for, review) else []
    rows = stand_ins_on(timezone.localdate()).filter(stand_in=user, subsite_id=review.subsite_id)
    found += [
        row.person
        for row in rows.select_related("person")
        if has_permission(row.person, permission, review.subsite)
    ]
    parts = {pk for pair in review.decisions.values_list("person_id", "answering_id") for pk in pair}
    return [] if user.pk in parts else [person for person in found if person.pk not in parts]


def signed_in(request: HttpRequest) -> Any:
    """Who is at the screen: in the administration nobody is anonymous."""
    return request.user
