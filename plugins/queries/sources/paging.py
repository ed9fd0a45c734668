"""Where the pages of an interface lead: nowhere else than allowed, and to an end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.outgoing import OutgoingError
from core.outgoing.addresses import Place, place_of
from plugins.queries.sources.faults import Fault, SourceError
from plugins.queries.sources.paths import following

MOST_PAGES = 1000
"""Pages that a source may be set to read at most."""


class Paging(models.TextChoices):
    """How an interface hands its rows out."""

    NONE = "none", _("All rows in one answer")
    NEXT = "next", _("Each answer holds the address of the next page")
    PAGE = "page", _("Pages have numbers")
    CURSOR = "cursor", _("Each answer holds a mark for the next page")


@dataclass(frozen=True)
class PagingSettings:
    """`next_path` is where an answer has the next address or mark; `paging_parameter` takes the number or the mark.
    `other_hosts` are those that a next address may lead to besides the source's own.
    """

    paging: str = Paging.NONE
    next_path: str = ""
    paging_parameter: str = ""
    first_page: int = 1
    most_pages: int = 100
    other_hosts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """One page to ask for: its address, and what is sent besides the source's own parameters; `is_whole` says that the
    address needs none of them."""

    url: str
    parameters: Mapping[str, str | int]
    is_whole: bool = False


class Walk:
    """One reading, page by page. All of it counts or none: whoever walks keeps no rows when a step raises."""

    def __init__(self, url: str, settings: PagingSettings) -> None:
        self.url, self.settings = url, settings
        self.pages = 0
        self._seen: set[str] = set()

    def first(self) -> Step:
        """Where it begins."""
        if self.settings.paging == Paging.PAGE:
            return self._numbered()
        return Step(self.url, {})

    def after(self, tree: Any, came_from: str, digest: str, rows: int) -> Step | None:
        """The step after a page, None after the last. `came_from` is its address, `digest` that of its bytes.

        Raises `SourceError` where the pages lead back, elsewhere, or on for too long.
        """
        self.pages += 1
        paging = self.settings.paging
        if paging == Paging.NONE or (paging == Paging.PAGE and not rows):
            return None
        if paging == Paging.PAGE:
            # Who does not know the parameter gives the first page for ever.
            self._see(digest)
            return self._go(self._numbered())
        mark = following(tree, self.settings.next_path, is_first=self.pages == 1)
        if not mark:
            return None
        if paging == Paging.CURSOR:
            self._see(mark)
            return self._go(Step(self.url, {self.settings.paging_parameter: mark}))
        self._see(came_from)
        onward = urljoin(came_from, mark)
        self.judge(onward)
        if onward in self._seen:
            raise SourceError(Fault.LOOP)
        return self._go(Step(onward, {}, is_whole=True))

    def judge(self, url: str) -> None:
        """Let an address pass that is the source's own host or one that is allowed. Raises `SourceError`."""
        try:
            onward, own = place_of(url), place_of(self.url)
        except OutgoingError:
            raise SourceError(Fault.ADDRESS) from None
        allowed = onward.host in self.settings.other_hosts and own.scheme in {onward.scheme, "http"}
        if onward.origin != own.origin and not allowed:
            raise SourceError(Fault.ELSEWHERE)

    def takes_secret(self, url: str) -> bool:
        """Whether the secret may go to an address: to the source's own origin only."""
        return _origin(url) == _origin(self.url)

    def _numbered(self) -> Step:
        return Step(self.url, {self.settings.paging_parameter: self.settings.first_page + self.pages})

    def _go(self, step: Step) -> Step:
        if self.pages >= min(self.settings.most_pages, MOST_PAGES):
            raise SourceError(Fault.PAGES)
        return step

    def _see(self, mark: str) -> None:
        if mark in self._seen:
            raise SourceError(Fault.LOOP)
        self._seen.add(mark)


def _origin(url: str) -> tuple[str, str, int] | None:
    try:
        place: Place = place_of(url)
    except OutgoingError:
        return None
    return place.origin
