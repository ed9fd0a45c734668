"""Rows of a plugin in the public search."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from .contribution import Contribution
from .manifest import Text

if TYPE_CHECKING:
    from django.http import HttpRequest

    from core.tenancy.table import SubsiteEntry


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a SearchSource found: what stands in the list of results, and where it leads.

    `text` is plain text; the list shows the part of it that was asked for.
    """

    title: str
    url: str
    text: str
    date: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SearchSource(Contribution):
    """Rows of the plugin in the public search, above the pages that were found.

    `find` gets what the visitor typed, the subsites to look in (on which the plugin is on, and whose visitors may read
    them), the request, and how many hits are shown at most. It returns the best, best first.
    """

    point: ClassVar[str] = "search_sources"
    label: Text
    find: "Callable[[str, Sequence[SubsiteEntry], HttpRequest, int], Sequence[Hit]]"
