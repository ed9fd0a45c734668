"""What plugins ask of the chain for content of theirs that is no page."""

from typing import Any

from django.utils.translation import gettext as _

from core.tenancy.holding import held_table

from .canonical import content_hash
from .gate import PublicationRefused
from .kinds import Kind, kind_of, plugin_kinds
from .models import Action, Origin, Publication, Review
from .origin import import_going_on, publishing_person, review_carried_out
from .publishing import end_item, put_item_in_force
from .rules import chain_for
from .services import submit_item


def needs_review(kind_id: str, *, subsite: Any) -> bool:
    """Whether content of the kind `<slug>.<name>` goes through the chain on that subsite, for whoever publishes it:
    the person at work in the administration, where there is one."""
    return bool(chain_for(kind_id, held_table().by_id[subsite.pk], person=publishing_person()))


def submit_for_review(
    kind_id: str, item: Any, *, by: Any, action: str = "publish", note: str = "", urgent_reason: str = ""
) -> Review:
    """Hand an item in; the caller has checked that the person may. `action`: publish, correct or withdraw.

    Raises LookupError for an unknown kind, ValidationError when no chain applies or a review is running.
    """
    kind = _kind(kind_id)
    return submit_item(
        kind=kind.id,
        object_id=str(item.pk),
        subsite=item.subsite,
        title=str(item),
        content=kind.content(item),
        by=by,
        action=Action(action),
        note=note,
        urgent_reason=urgent_reason,
    )


def require_cleared(kind_id: str, item: Any) -> None:
    """Call it wherever an item turns public, in the same transaction. Passes when the chain is carrying out
    exactly this content, when it did so last, in an import, and where no review is asked for.

    Raises PublicationRefused, a PermissionDenied in words.
    """
    kind = _kind(kind_id)
    if import_going_on():
        return
    content = kind.content(item)
    digest = content_hash(content)
    in_force = Publication.objects.filter(kind=kind.id, object_id=str(item.pk), ended_at__isnull=True).first()
    same = in_force is not None and in_force.content_hash == digest
    if not needs_review(kind.id, subsite=item.subsite):
        if not same:
            put_item_in_force(
                kind=kind.id,
                object_id=str(item.pk),
                subsite_id=item.subsite_id,
                title=str(item),
                content=content,
                origin=Origin.WITHOUT_REVIEW,
            )
        return
    carried_out = Review.objects.filter(
        pk=review_carried_out(), kind=kind.id, object_id=str(item.pk), content_hash=digest
    ).exists()
    if not (same or carried_out):
        raise PublicationRefused(
            _("“%(title)s” has not been cleared in exactly this text. Submit it for review.")
            % {"title": item}
        )


def require_taking_back_cleared(kind_id: str, item: Any) -> None:
    """Call it wherever a public item ceases to be public, in the same transaction. Passes when the chain is taking
    it back, when nothing of it is public, in an import, and where no review is asked for.

    Raises PublicationRefused, a PermissionDenied in words.
    """
    kind = _kind(kind_id)
    in_force = Publication.objects.filter(kind=kind.id, object_id=str(item.pk), ended_at__isnull=True)
    if not in_force.exists():
        return
    if not import_going_on() and needs_review(kind.id, subsite=item.subsite):
        cleared = Review.objects.filter(
            pk=review_carried_out(), kind=kind.id, object_id=str(item.pk), action=Action.WITHDRAW
        )
        if not cleared.exists():
            raise PublicationRefused(
                _("“%(title)s” is public. Submit taking it back for review.") % {"title": item}
            )
    end_item(kind=kind.id, object_id=str(item.pk))


def before_item_delete(item: Any) -> None:
    """Called before anything is deleted: what a plugin has made public is taken back first, or stays."""
    for kind in plugin_kinds():
        if kind.owned.contribution.model is type(item):
            require_taking_back_cleared(kind.id, item)


def _kind(kind_id: str) -> Kind:
    kind = kind_of(kind_id)
    if kind is None:
        raise LookupError(f"There is no reviewable kind {kind_id!r}.")
    return kind
