"""Handing an item in, and taking it back while it waits."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.access.grants import require
from core.audit.services import record
from core.review.canonical import content_hash, page_content
from core.review.deciders import require_two_approvers
from core.review.messages import tell_desk
from core.review.models import RUNNING, Action, Decision, Publication, Review, State
from core.review.rules import Chain, chain_for, chain_to_submit, page_kind
from core.review.steps import Step
from core.tenancy.holding import held_table


@transaction.atomic
def submit_page(
    *,
    page: Page,
    by: Any,
    action: Action = Action.PUBLISH,
    note: str = "",
    urgent_reason: str = "",
) -> Review:
    """Submit the newest draft of a page, or with WITHDRAW that the page be taken back. `by` supplies it.

    A page that is public already is corrected: `note` says to the public what was. With `urgent_reason` the
    first reading falls away and a second approver comes on top. Raises PermissionDenied without `edit_content`,
    ValidationError in words when there is nothing to submit or a review is running.
    """
    page = Page.objects.select_for_update(of=("self",)).get(pk=page.pk)
    entry = held_table().for_path(page.path)
    require(by, "edit_content", entry)
    chain = chain_to_submit(page, by)
    if not chain:
        raise ValidationError(_("Here content is published without review."))
    if action == Action.WITHDRAW:
        if not page.live:
            raise ValidationError(_("The page is not public: there is nothing to take back."))
        draft, revision, writers = page.specific, page.live_revision, set[int]()
    else:
        action = Action.CORRECT if page.live else Action.PUBLISH
        if page.live and not page.has_unpublished_changes:
            raise ValidationError(_("The public text is the newest: there is nothing to submit."))
        draft = page.specific.get_latest_revision_as_object()
        draft.full_clean()
        writers = _writers(page)
        # A revision of its own: what is saved later can't slip into what is being reviewed.
        revision = draft.save_revision(user=by, changed=True)
        draft = revision.as_object()
    if action != Action.PUBLISH and not note.strip():
        raise ValidationError(
            {"note": _("Say what changes, or why it is taken back: it is shown and recorded.")}
        )
    return _open(
        kind=page_kind(page),
        object_id=str(page.pk),
        subsite_id=entry.id,  # type: ignore[union-attr]  # require() refuses a page without a subsite
        page=page,
        revision=revision,
        title=draft.title,
        action=action,
        note=note.strip(),
        content=page_content(draft),
        chain=chain,
        urgent_reason=urgent_reason.strip(),
        writers=writers,
        by=by,
    )


@transaction.atomic
def submit_item(
    *,
    kind: str,
    object_id: str,
    subsite: Any,
    title: str,
    content: Mapping[str, Any],
    by: Any,
    action: Action = Action.PUBLISH,
    note: str = "",
    urgent_reason: str = "",
    column_path: str = "",
    writers: Iterable[int] = (),
) -> Review:
    """Submit an item that is no page, of a kind that a plugin registered. The caller checks its own permission.
    `writers` are the accounts that changed it since it was last public.

    Raises ValidationError when no chain applies or a review of the item is running.
    """
    entry = held_table().by_id[subsite.pk]
    chain = chain_for(kind, entry, column_path, person=by) or chain_for(kind, entry, column_path)
    if not chain:
        raise ValidationError(_("Here content is published without review."))
    return _open(
        kind=kind,
        object_id=object_id,
        subsite_id=subsite.pk,
        page=None,
        revision=None,
        title=title,
        action=action,
        note=note.strip(),
        content=dict(content),
        chain=chain,
        urgent_reason=urgent_reason.strip(),
        writers=writers,
        by=by,
    )


def _open(
    *,
    chain: Chain,
    urgent_reason: str,
    writers: Iterable[int],
    by: Any,
    content: Mapping[str, Any],
    **values: Any,
) -> Review:
    if Review.objects.filter(kind=values["kind"], object_id=values["object_id"], state__in=RUNNING).exists():
        raise ValidationError(_("A review of this is running already."))
    writers = set(writers)
    if urgent_reason:
        require_two_approvers(values["subsite_id"], writers | {by.pk})
        chain = chain.urgent()
    now = timezone.now()
    first, hours = chain.steps[0]
    review = Review(
        content=content,
        content_hash=content_hash(content),
        chain={"steps": [[step, hours] for step, hours in chain.steps], "line": chain.line},
        waiting_for=first,
        urgent=bool(urgent_reason),
        urgent_reason=urgent_reason,
        submitted_by=by,
        looked_after_by=by,
        submitted_at=now,
        due_at=now + timedelta(hours=hours),
        **values,
    )
    try:
        with transaction.atomic():
            review.save(force_insert=True)
    except IntegrityError:  # somebody else was quicker
        raise ValidationError(_("A review of this is running already.")) from None
    take_part(review, Step.SUPPLY, by)
    for writer in _people(writers - {by.pk}):
        take_part(review, Step.WRITE, writer)
    record(
        action="review.submitted",
        by=by,
        subsite=review.subsite,
        target=review,
        data={
            "kind": review.kind,
            "object": review.object_id,
            "hash": review.content_hash,
            "urgent": review.urgent,
        },
    )
    tell_desk(review)
    return review


def take_part(review: Review, step: Step, person: Any, **values: Any) -> Decision:
    """Write down a person's part. Raises IntegrityError when they have one already."""
    answering = values.pop("answering", person)
    return Decision.objects.create(
        review=review,
        step=step,
        person=person,
        answering=answering,
        person_name=str(person),
        answering_name=str(answering),
        decided_at=timezone.now(),
        **values,
    )


def _writers(page: Page) -> set[int]:
    """Who saved the text since it was last cleared: they are authors, whoever hands it in."""
    drafts = page.revisions.filter(user__isnull=False)
    last = (
        Publication.objects.filter(page_number=page.pk, ended_at__isnull=True)
        .values_list("published_at", flat=True)
        .first()
    )
    if last and page.live:
        drafts = drafts.filter(created_at__gt=last)
    return set(drafts.values_list("user_id", flat=True))


def _people(ids: Iterable[int]) -> Iterable[Any]:
    from core.accounts.models import User

    return User.objects.filter(pk__in=ids)


@transaction.atomic
def end_review(*, review: Review, by: Any) -> None:
    """Whoever looks after the item, or who manages the review there, ends it before it is carried out.

    Raises PermissionDenied for others, ValidationError when it is over.
    """
    review = Review.objects.select_for_update(of=("self",)).select_related("subsite").get(pk=review.pk)
    if review.looked_after_by_id != by.pk:
        require(by, "manage_review", review.subsite)
    if review.state not in RUNNING:
        raise ValidationError(_("This review is over."))
    if review.revision and review.revision.approved_go_live_at:
        review.revision.approved_go_live_at = None
        review.revision.save(user=by, update_fields=["approved_go_live_at"])
    review.state, review.waiting_for, review.ended_at = State.ENDED, "", timezone.now()
    review.save(update_fields=["state", "waiting_for", "ended_at"])
    record(action="review.ended", by=by, subsite=review.subsite, target=review)
