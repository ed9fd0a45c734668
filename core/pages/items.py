"""Items of lists: what a template needs of an article, ready with address and office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .addresses import Addresses


@dataclass(frozen=True, slots=True)
class ListItem:
    """One line of a list. `picture` is a Wagtail image or None."""

    title: str
    url: str
    date: datetime | None
    summary: str
    picture: Any
    office_name: str
    office_url: str


def list_items(pages: Iterable[Any], addresses: Addresses) -> list[ListItem]:
    """Items of these pages (articles, or pages of plugins), in their order."""
    items = []
    for page in pages:
        entry = addresses.table.for_path(page.path)
        items.append(
            ListItem(
                title=page.title,
                url=addresses.of(page),
                date=page.first_published_at,
                summary=_loaded(page, "summary", "summary") or page.search_description,
                picture=_loaded(page, "lead_picture_id", "lead_picture"),
                office_name=entry.display_name if entry else "",
                office_url=addresses.home(entry) if entry else "",
            )
        )
    return items


def _loaded(page: Any, field: str, attribute: str) -> Any:
    """An attribute that was read with the list; None for one that was left out, or that the type lacks."""
    return None if field in page.get_deferred_fields() else getattr(page, attribute, None)
