"""What plugins ask of the chain for content of theirs that is no page."""

from typing import Any

from django.utils.translation import gettext as _

from core.tenancy.holding import held_table

from .canonical import content_hash
from .gate import PublicationRefused
from .held import HeldChanges
from .kinds import Kind, kind_of, plugin_kinds
from .models import RUNNING, Action, Origin, Publication, Review
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
        writers=item.writers if isinstance(item, HeldChanges) and action != Action.WITHDRAW else (),
    )


def require_cleared(kind_id: str, item: Any) -> None:
    """Call it wherever an item turns public, or says something else in public, in the same transaction and before the
    row is written. Passes when the chain is carrying out exactly this content, when it did so last, when just this is
    public already, in an import, and where no review is asked for.

    Raises PublicationRefused, a PermissionDenied in words.
    """
    kind = _kind(kind_id)
    content = kind.content(item)
    digest = content_hash(content)
    in_force = Publication.objects.filter(kind=kind.id, object_id=str(item.pk), ended_at__isnull=True).first()
    if in_force is not None and in_force.content_hash == digest:
        return
    if import_going_on() or not needs_review(kind.id, subsite=item.subsite):
        put_item_in_force(
            kind=kind.id,
            object_id=str(item.pk),
            subsite_id=item.subsite_id,
            title=str(item),
            content=content,
            origin=Origin.IMPORTED if import_going_on() else Origin.WITHOUT_REVIEW,
            correction=import_going_on() if in_force else "",
            renews=kind.owned.contribution.renews,
        )
        return
    carried_out = Review.objects.filter(
        pk=review_carried_out(), kind=kind.id, object_id=str(item.pk), content_hash=digest
    ).exists()
    if not (carried_out or _is_public_as_it_is(kind, item, digest, in_force)):
        raise PublicationRefused(
            _("“%(title)s” has not been cleared in exactly this text. Submit it for review.")
            % {"title": item}
        )


def require_within(kind_id: str, item: Any, *, by_kind: str, by_item: Any) -> None:
    """The same for what the system renews by itself: an item that follows another one, such as a table its source.
    Passes where that other one is in use as it was cleared, or from before there was a chain; `by_kind` and `by_item`
    say which.

    Raises PublicationRefused, a PermissionDenied in words.
    """
    kind, other = _kind(kind_id), _kind(by_kind)
    if import_going_on() or not needs_review(kind.id, subsite=item.subsite):
        require_cleared(kind_id, item)
        return
    cleared = Publication.objects.filter(
        kind=other.id, object_id=str(by_item.pk), ended_at__isnull=True
    ).first()
    now = other.public_content(by_item)
    from_before = not Publication.objects.filter(kind=other.id, object_id=str(by_item.pk)).exists()
    as_cleared = cleared is not None and now is not None and cleared.content_hash == content_hash(now)
    if now is None or not (as_cleared or from_before):
        raise PublicationRefused(_("“%(title)s” has not been cleared as it is now.") % {"title": by_item})
    put_item_in_force(
        kind=kind.id,
        object_id=str(item.pk),
        subsite_id=item.subsite_id,
        title=str(item),
        content=kind.content(item),
        origin=Origin.RENEWED,
        like=cleared,
        renews=True,
    )


def _is_public_as_it_is(kind: Kind, item: Any, digest: str, in_force: Publication | None) -> bool:
    """Whether the public is shown just this already, from before there was a chain."""
    if in_force is not None or not kind.knows_what_is_public:
        return False
    shown = kind.public_content(item)
    return shown is not None and content_hash(shown) == digest


def require_taking_back_cleared(kind_id: str, item: Any, *, part_of: tuple[str, Any] | None = None) -> None:
    """Call it wherever a public item ceases to be public, in the same transaction. Passes when the chain is taking
    it back, when nothing of it is public, in an import, and where no review is asked for. `part_of` is the kind and
    the item that it belongs to: once that is not public any more, its part goes with it (1.5).

    Raises PublicationRefused, a PermissionDenied in words.
    """
    kind = _kind(kind_id)
    in_force = Publication.objects.filter(kind=kind.id, object_id=str(item.pk), ended_at__isnull=True)
    if not in_force.exists() and not _public_from_before(kind, item):
        return
    with_whole = part_of is not None and _kind(part_of[0]).public_content(part_of[1]) is None
    if not with_whole and not import_going_on() and needs_review(kind.id, subsite=item.subsite):
        cleared = Review.objects.filter(
            pk=review_carried_out(), kind=kind.id, object_id=str(item.pk), action=Action.WITHDRAW
        )
        if not cleared.exists():
            raise PublicationRefused(
                _("“%(title)s” is public. Submit taking it back for review.") % {"title": item}
            )
    end_item(kind=kind.id, object_id=str(item.pk))


def _public_from_before(kind: Kind, item: Any) -> bool:
    """Whether it is public from before there was a chain, and nothing was ever recorded of it."""
    return (
        kind.knows_what_is_public
        and kind.public_content(item) is not None
        and not Publication.objects.filter(kind=kind.id, object_id=str(item.pk)).exists()
    )


def newest_review(kind_id: str, item: Any) -> Review | None:
    """The newest review of an item, for the screen on which it is edited: who has it now, or what it was returned
    with. None when it was never handed in."""
    found = Review.objects.filter(kind=_kind(kind_id).id, object_id=str(item.pk))
    return found.prefetch_related("decisions").first()


def review_running(kind_id: str, item: Any) -> Review | None:
    """The review of an item that is not over; None without one."""
    review = newest_review(kind_id, item)
    return review if review is not None and review.state in RUNNING else None


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
