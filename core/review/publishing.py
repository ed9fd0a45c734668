"""Writing down what is public."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from core.tenancy.holding import held_table

from .canonical import content_hash
from .codes import new_code
from .deciders import holders
from .models import Action, Line, Origin, Publication, Review, State
from .rules import page_kind
from .steps import Step


def put_in_force(
    page: Page,
    content: Mapping[str, Any],
    *,
    origin: Origin,
    review: Review | None = None,
    correction: str = "",
    corrects: bool = False,
    at: datetime | None = None,
    like: Publication | None = None,
) -> Publication:
    """Record that from now on this is the page's public text; what was in force before ends."""
    entry = held_table().for_path(page.path)
    return put_item_in_force(
        kind=page_kind(page),
        object_id=str(page.pk),
        subsite_id=entry.id if entry else None,
        page_number=page.pk,
        title=page.title,
        content=content,
        origin=origin,
        review=review,
        correction=correction,
        corrects=corrects,
        at=at,
        like=like,
    )


def put_item_in_force(
    *,
    kind: str,
    object_id: str,
    subsite_id: int | None,
    title: str,
    content: Mapping[str, Any],
    origin: Origin,
    page_number: int | None = None,
    review: Review | None = None,
    correction: str = "",
    corrects: bool = False,
    at: datetime | None = None,
    like: Publication | None = None,
    renews: bool = False,
) -> Publication:
    """The same for an item of any kind. Carries the review out, where there is one.

    What says something else than it ever said in public is a correction; `corrects` says so where nothing was
    recorded before. `like` is whose line and words an alias takes on. `renews`: a newer state of affairs, which is a
    correction only where it was handed in as one.
    """
    now, digest = timezone.now(), content_hash(content)
    earlier = Publication.objects.filter(kind=kind, object_id=object_id)
    corrects = corrects or (not renews and earlier.exclude(content_hash=digest).exists())
    earlier.filter(ended_at__isnull=True).update(ended_at=now)
    if review is not None:
        Review.objects.filter(pk=review.pk).update(state=State.DONE, ended_at=now)
        corrects = corrects or review.action == Action.CORRECT
        correction = review.note if corrects else ""
    return Publication.objects.create(
        code=new_code(),
        kind=kind,
        object_id=object_id,
        subsite_id=subsite_id,
        page_number=page_number,
        review=review,
        origin=origin,
        title=title[:255],
        content=content,
        content_hash=digest,
        line=responsibility_line(review) if review else like.line if like else [],
        urgent=bool(review.urgent if review else like and like.urgent),
        correction=like.correction if like and not renews else correction,
        corrects=corrects,
        published_at=at or now,
    )


def end_publication(page: Page) -> None:
    """Record that the page is public no more."""
    end_item(kind=None, object_id=str(page.pk), page_number=page.pk)


def end_item(*, kind: str | None, object_id: str, page_number: int | None = None) -> None:
    """The same for an item of any kind."""
    found = (
        Publication.objects.filter(page_number=page_number)
        if page_number
        else Publication.objects.filter(kind=kind, object_id=object_id)
    )
    found.filter(ended_at__isnull=True).update(ended_at=timezone.now())


def end_kinds_of(slug: str) -> int:
    """A plugin is removed: nothing of its own kinds is public any more. Returns how many publications ended."""
    found = Publication.objects.filter(kind__startswith=f"{slug}.", ended_at__isnull=True)
    return found.update(ended_at=timezone.now())


def responsibility_line(review: Review) -> list[list[str]]:
    """(step, who) pairs as the public reads them: names, or the office, as the chain says.

    A second approver whom the centre lent stands there with the centre's office.
    """
    office, portal = str(review.subsite), held_table().portal
    own = holders(Step.SECOND_APPROVAL, review.subsite_id) if review.urgent and not _names(review) else set()
    line = []
    for decision in review.decisions.all():
        if decision.step == Step.WRITE:
            continue
        lent = decision.step == Step.SECOND_APPROVAL and decision.answering_id not in own
        who = portal.display_name if portal and lent else office
        line.append([decision.step, decision.person_name if _names(review) else who])
    return line


def _names(review: Review) -> bool:
    return bool(review.chain.get("line") == Line.NAMES)
