"""Is what is public still what was cleared? Asked by its code, on the site and by a command."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .canonical import content_hash, page_content
from .codes import read, shown
from .kinds import kind_of
from .models import Publication
from .steps import Step


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
    reviewed = publication.review is None or publication.review.content_hash == publication.content_hash
    same = now is not None and content_hash(now) == publication.content_hash
    return Finding.SAME if recorded and reviewed and same else Finding.CHANGED


def _content_now(publication: Publication) -> dict[str, Any] | None:
    if publication.page_number:
        page = Page.objects.filter(pk=publication.page_number, live=True).first()
        return page_content(page.specific) if page else None
    kind = kind_of(publication.kind)
    item = kind.get(publication.object_id) if kind else None
    return kind.content(item) if kind and item is not None else None
