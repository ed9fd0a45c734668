"""Mail of the chain: something waits, something is overdue, something came back."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from core.access.models import SubsiteUserPermission
from core.plugin_host.notifications import _send_after_commit

from .deciders import holders, people_for
from .models import Review, StandIn
from .steps import WAITING, Step


def deciders_of(review: Review) -> list[Any]:
    """Who may take the step that the review waits for: holders of its permission and their stand-ins today,
    without those who have a part in it; the centre's approvers where the office has no second one."""
    today = timezone.localdate()
    stand_ins = StandIn.objects.filter(
        subsite_id=review.subsite_id,
        person__in=holders(review.waiting_for, review.subsite_id),
        first_day__lte=today,
        last_day__gte=today,
    ).values("stand_in")
    parts = review.decisions.values("person")
    people = get_user_model().objects.filter(
        Q(pk__in=people_for(review)) | Q(pk__in=stand_ins), is_active=True
    )
    return list(people.exclude(pk__in=parts))


def tell_desk(review: Review) -> None:
    """Tell those who may decide that something waits for them; where nobody may, those who can change that."""
    if people := deciders_of(review):
        _send("waiting", review, people)
    else:
        _send("stuck", review, _managers(review))


def remind_desk(review: Review) -> int:
    """Tell them that it is overdue. Returns how many were told."""
    if people := deciders_of(review):
        return _send("overdue", review, people)
    return _send("stuck", review, _managers(review))


def _managers(review: Review) -> list[Any]:
    """Who manages the review of the office."""
    rows = SubsiteUserPermission.objects.filter(
        content_object_id=review.subsite_id, permission__codename="manage_review"
    )
    return list(get_user_model().objects.filter(pk__in=rows.values("user"), is_active=True))


def tell_supplier(review: Review) -> None:
    """Tell who looks after it how it ended: its supplier, a successor, or whoever manages the office's review."""
    keeper = review.looked_after_by
    _send("decided", review, [keeper] if keeper is not None else _managers(review))


def _send(name: str, review: Review, people: Iterable[Any]) -> int:
    address = settings.WAGTAILADMIN_BASE_URL + reverse("review_item", args=[review.pk])
    count = 0
    for person in people:
        if not person.email:
            continue
        variables = {
            "review": review,
            "recipient": person,
            "address": address,
            "waiting": WAITING.get(Step(review.waiting_for)) if review.waiting_for else "",
            "last": review.decisions.last(),
        }
        with override(settings.LANGUAGE_CODE):
            subject = " ".join(render_to_string(f"core_review/mail/{name}_subject.txt", variables).split())
            body = render_to_string(f"core_review/mail/{name}_body.txt", variables)
        _send_after_commit(subject, body, person.email)
        count += 1
    return count
