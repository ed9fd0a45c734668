"""Is what is public still what was cleared? Asked by its code, on the site and by a command."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.audit.models import AuditRecord

from .canonical import content_hash, page_content, says_the_same
from .codes import read, shown
from .kinds import kind_of
from .models import Publication
from .steps import Step

CLOCKS = timedelta(minutes=1)
"""The record is written after the publication, in the same transaction; servers' clocks may differ by this."""


class Finding(StrEnum):
    """How a verification came out."""

    SAME = "same"
    CHANGED = "changed"
    REPLACED = "replaced"
    TAKEN_BACK = "taken_back"


WORDS = {
    Finding.SAME: _("The public text is, to the letter, the one that is recorded here."),
    Finding.CHANGED: _(
        "The public text is not the one that is recorded here. Do not rely on it, and report this."
    ),
    Finding.REPLACED: _("This text was replaced by a correction."),
    Finding.TAKEN_BACK: _("This text was taken back and is no longer public."),
}


@dataclass(frozen=True, slots=True)
class Verification:
    """What is recorded under a code, and whether it still holds."""

    publication: Publication
    finding: Finding
    successor: str
    """The code of what is in force now; "" for none or for this very one."""

    @property
    def code(self) -> str:
        """As people read it."""
        return shown(self.publication.code)

    @property
    def line(self) -> list[tuple[str, str]]:
        """(what was done, by whom) as the public may read it."""
        return [(str(Step(step).label), who) for step, who in self.publication.line]

    @property
    def words(self) -> str:
        """The finding in words."""
        return str(WORDS[self.finding])


def verify(typed: str) -> Verification | None:
    """Verify the publication with a code as somebody typed it; None when there is none."""
    code = read(typed)
    publication = (
        Publication.objects.select_related("subsite__organisation", "review").filter(code=code).first()
        if code
        else None
    )
    if publication is None:
        return None
    if publication.ended_at is None:
        return Verification(publication, _compare(publication), "")
    successor = Publication.objects.filter(
        kind=publication.kind, object_id=publication.object_id, ended_at__isnull=True
    ).first()
    finding = Finding.REPLACED if successor else Finding.TAKEN_BACK
    return Verification(publication, finding, shown(successor.code) if successor else "")


def _compare(publication: Publication) -> Finding:
    """The text that is public now against the recorded hash, and the record against its own."""
    now = _content_now(publication)
    recorded = content_hash(publication.content) == publication.content_hash
    review = publication.review
    reviewed = (
        review is None
        or review.content_hash == publication.content_hash
        or (
            review.content_hash == content_hash(review.content)
            and says_the_same(review.content, publication.content)
        )
    )
    same = now is not None and (
        content_hash(now) == publication.content_hash or says_the_same(publication.content, now)
    )
    return Finding.SAME if recorded and reviewed and same and _as_audited(publication) else Finding.CHANGED


def _as_audited(publication: Publication) -> bool:
    """Whether the audit record, which nobody rewrites unseen, says the same of the clearance: this hash, and no later
    than the publication. What the law has let the record forget speaks against nothing.
    """
    review = publication.review
    if review is None:
        return True
    cleared = AuditRecord.objects.filter(
        action="review.cleared", target_type=review._meta.label, target_id=str(review.pk)
    ).first()
    if cleared is None:
        return True
    by_hash = cleared.data.get("hash") in {None, review.content_hash}
    return bool(by_hash and publication.published_at >= cleared.created_at - CLOCKS)


def _content_now(publication: Publication) -> dict[str, Any] | None:
    if publication.page_number:
        page = Page.objects.filter(pk=publication.page_number, live=True).first()
        return page_content(page.specific) if page else None
    kind = kind_of(publication.kind)
    item = kind.get(publication.object_id) if kind else None
    now = kind.public_content(item) if kind and item is not None else None
    if now is not None and "files" not in publication.content:  # recorded before kinds told of their files
        now.pop("files", None)
    return now
