"""The one check that every way of publishing passes: it stands below all screens, at the saving of a page.

A public text changes, appears or disappears only when a cleared review says exactly that, when the system
itself brings it in (`importing`), or where the rules ask for no review. Whoever comes by an UPDATE that saves
no page meets the trigger of the database (`core.review.triggers`).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.tenancy.holding import held_table

from .canonical import content_hash, is_bookkeeping, page_content, says_the_same
from .models import Action, Origin, Publication, Review, State
from .origin import import_going_on, publishing_person, review_carried_out
from .publishing import end_publication, put_in_force
from .rules import Chain, chain_for, chain_for_page, page_kind
from .secrecy import check_branch_secrecy, check_secrecy
from .steps import Step


class PublicationRefused(PermissionDenied):
    """The chain has not cleared this; the words say what to do instead."""


STORED = ("live", "first_published_at", "expire_at", "path", "title", "slug", "alias_of_id")


def before_save(page: Page, update_fields: Iterable[str] | None) -> None:
    """Called before a page is written. Raises PublicationRefused; keeps the date of publication."""
    if is_bookkeeping(update_fields):
        return
    stored = Page.objects.filter(pk=page.pk).values(*STORED).first() if page.pk else None
    live = page.live
    if update_fields is not None and "live" not in update_fields:
        live = bool(stored and stored["live"])
    check_secrecy(page)
    _keep_date(page, stored, live=live)
    if stored is None:
        if live:
            _check_creation(page)
    elif live:
        _check_public_text(page, stored)
    elif stored["live"]:
        _check_withdrawal(page, stored)


def before_raw_save(page: Page) -> None:
    """The same for a row that `loaddata` brings: it may be one half of a page, so nothing public is let in."""
    if import_going_on():
        return
    row = page if type(page) is Page else Page.objects.filter(pk=page.pk).first()
    if row is not None and row.live and _chain(row):
        raise _refusal(row)


def after_creation(page: Page) -> None:
    """Called after a page was written for the first time: what is public from the start has its record."""
    if not page.live or type(page) is Page:
        return
    if why := import_going_on():
        _record_import(page, why)
    elif followed := _followed_by(page):
        put_in_force(page, page_content(page), origin=Origin.FOLLOWS, like=followed)
    else:
        put_in_force(page, page_content(page), origin=Origin.WITHOUT_REVIEW)


def before_delete(page: Page) -> None:
    """Called before a page is deleted: what is public has to be taken back first. Raises PublicationRefused."""
    if not Page.objects.filter(pk=page.pk, live=True).exists():  # what the object says of itself may be old
        return
    if not import_going_on() and _chain(page):
        raise PublicationRefused(
            _("“%(title)s” is public. Submit taking it back for review before deleting it.")
            % {"title": page.title}
        )
    end_publication(page)


def before_move(page: Page, parent: Page) -> None:
    """Called before a branch is moved: nothing public enters or leaves an office without that office's chain, and
    nothing marked with a secrecy level leaves a closed subsite. Raises PublicationRefused, SecrecyRefused."""
    check_branch_secrecy(page, parent.path)
    if import_going_on():
        return
    table = held_table()
    source, target = table.for_path(page.path), table.for_path(parent.path)
    for each in (page, *page.get_descendants()):
        kind = page_kind(each)
        chains = (
            chain_for(kind, source, each.path, person=publishing_person()),
            chain_for(kind, target, parent.path, person=publishing_person()),
        )
        if each.live and ((source != target and any(chains)) or (chains[0] != chains[1] and chains[1])):
            raise PublicationRefused(
                _("“%(title)s” is public and can't be moved there without that column's review.")
                % {"title": each.title}
            )


def _keep_date(page: Page, stored: dict[str, Any] | None, *, live: bool) -> None:
    """The date of publication is set once, by the system; only an import brings its own.

    A date on what never was public was written past the system, and does not count.
    """
    if import_going_on():
        return
    if (
        stored
        and stored["first_published_at"]
        and (stored["live"] or Publication.objects.filter(page_number=page.pk).exists())
    ):
        page.first_published_at = stored["first_published_at"]
    else:
        page.first_published_at = timezone.now() if live else None


def _check_creation(page: Page) -> None:
    if import_going_on():
        return
    if _chain(page) and _followed_by(page) is None:
        raise _refusal(page)


def _check_public_text(page: Page, stored: dict[str, Any]) -> None:
    specific = _as_will_be(page)
    in_force = Publication.objects.filter(page_number=page.pk, ended_at__isnull=True).first()
    content = page_content(specific)
    digest = content_hash(content)
    same = stored["live"] and in_force is not None and in_force.content_hash == digest
    if why := import_going_on():
        dated = page.first_published_at if page.first_published_at != stored["first_published_at"] else None
        if dated or not (same or (stored["live"] and in_force is None)):
            put_in_force(
                specific, content, origin=Origin.IMPORTED, correction=why if in_force else "", at=dated
            )
        return
    if same:
        return
    unrecorded = stored["live"] and in_force is None and _stored_hash(page) != digest
    if not _chain(specific):
        review = _cleared(page, content) if _is_cleared(page) else None
        origin = Origin.REVIEWED if review else Origin.WITHOUT_REVIEW
        put_in_force(specific, content, origin=origin, review=review, corrects=unrecorded)
        page.last_published_at = timezone.now()
        return
    if stored["live"] and _stored_hash(page) == digest:
        return
    if review := _cleared(page, content):
        put_in_force(specific, content, origin=Origin.REVIEWED, review=review, corrects=unrecorded)
    elif followed := _followed_by(specific):
        put_in_force(specific, content, origin=Origin.FOLLOWS, like=followed)
    else:
        raise _refusal(specific)


def _check_withdrawal(page: Page, stored: dict[str, Any]) -> None:
    if not import_going_on() and _withdrawal_needs_review(page, stored, _chain(page)):
        raise PublicationRefused(
            _("“%(title)s” is public. Submit taking it back for review.") % {"title": page.title}
        )
    end_publication(page)


def _withdrawal_needs_review(page: Page, stored: dict[str, Any], chain: Chain) -> bool:
    if not chain:
        return False
    if page.expired and stored["expire_at"] and stored["expire_at"] <= timezone.now():
        return False  # the end was part of what was cleared
    if stored["alias_of_id"] and not Page.objects.filter(pk=stored["alias_of_id"], live=True).exists():
        return False  # an alias goes with its source
    cleared = Review.objects.filter(
        pk=review_carried_out(), page_id=page.pk, action=Action.WITHDRAW, state=State.CLEARED
    )
    return not cleared.exists()


def _chain(page: Page) -> Chain:
    """The chain for a page and whoever publishes it, as far as that is known."""
    return chain_for_page(page, publishing_person())


def _is_cleared(page: Page) -> bool:
    """Whether a review of the page waits to be carried out, be its chain still asked for or not."""
    return Review.objects.filter(page_id=page.pk, state=State.CLEARED).exists()


def _cleared(page: Page, content: Mapping[str, Any]) -> Review | None:
    """The review that has cleared exactly this and waits to be carried out; one at most is running."""
    found = (
        Review.objects.select_for_update(of=("self",))
        .filter(page_id=page.pk, state=State.CLEARED)
        .exclude(action=Action.WITHDRAW)
        .first()
    )
    if found is None or found.content_hash == content_hash(content) or says_the_same(found.content, content):
        return found
    return None


def _as_will_be(page: Page) -> Page:
    """The page in its own type, as it will be once written: a bare Page brings the fields that all have."""
    if type(page) is not Page:
        return page
    specific = page.specific_class.objects.get(pk=page.pk) if page.specific_class else page
    for field in Page._meta.concrete_fields:
        setattr(specific, field.attname, getattr(page, field.attname))
    return specific


def _stored_hash(page: Page) -> str:
    return content_hash(page_content(Page.objects.get(pk=page.pk).specific))


def _followed_by(page: Page) -> Publication | None:
    """What is in force for the page of which this one is an alias in the same office with the same, reviewed text;
    None for any other. A place that asks for more steps than that text has passed is no place for its alias.
    """
    if not page.alias_of_id:
        return None
    source = Page.objects.filter(pk=page.alias_of_id, live=True).first()
    table = held_table()
    if source is None or table.for_path(source.path) != table.for_path(page.path):
        return None
    in_force = (
        Publication.objects.filter(page_number=source.pk, ended_at__isnull=True, origin=Origin.REVIEWED)
        .select_related("review")
        .first()
    )
    if in_force is None or not _has_passed(in_force.review, chain_for_page(page)):
        return None
    same = content_hash(page_content(page, slug=source.slug)) == in_force.content_hash
    return in_force if same else None


def _has_passed(review: Review | None, chain: Chain) -> bool:
    """Whether the review took every step that the chain asks for; of what is urgent nobody asks the first reading."""
    if review is None:
        return False
    asked = {step for step, _hours in chain.steps} - ({Step.REVIEW} if review.urgent else set())
    return asked <= set(review.decisions.values_list("step", flat=True))


def _record_import(page: Page, why: str) -> None:
    """An import marks what it brings with a date."""
    if page.first_published_at:
        put_in_force(
            page, page_content(page), origin=Origin.IMPORTED, correction=why, at=page.first_published_at
        )


def _refusal(page: Page) -> PublicationRefused:
    return PublicationRefused(
        _(
            "“%(title)s” has not been cleared in exactly this text. Save it as a draft and submit it for review."
        )
        % {"title": page.title}
    )
