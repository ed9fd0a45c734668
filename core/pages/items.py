"""Items of lists: what a template needs of an article, ready with address and office."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from .addresses import Addresses


@dataclass(frozen=True, slots=True)
class ListItem:
    """One line of a list. `picture` is a Wagtail image or None.

    `language` is the tag of the language that title and summary are in, where that is not the list's own; else "".
    """

    title: str
    url: str
    date: datetime | None
    summary: str
    picture: Any
    office_name: str
    office_url: str
    language: str = ""


class ArticleRow(NamedTuple):
    """What a line of a list needs of an article, without making a page of it."""

    pk: int
    title: str
    path: str
    url_path: str
    first_published_at: datetime | None
    summary: str
    search_description: str
    lead_picture_id: int | None


def list_items(
    pages: Iterable[Any],
    addresses: Addresses,
    pictures: Mapping[int | None, Any] | None = None,
    languages: Mapping[str, str] | None = None,
) -> list[ListItem]:
    """Items of these articles (rows or pages) or pages of plugins, in their order.

    Rows get the pictures that are handed over by number; pages below one of the paths in `languages` its language.
    """
    items = []
    pictures = pictures or {}
    foreign = (languages or {}).items()
    for page in pages:
        entry = addresses.table.for_path(page.path)
        items.append(
            ListItem(
                title=page.title,
                url=addresses.of(page),
                date=page.first_published_at,
                summary=getattr(page, "summary", "") or page.search_description,
                picture=(
                    pictures.get(page.lead_picture_id)
                    if isinstance(page, ArticleRow)
                    else getattr(page, "lead_picture", None)
                ),
                office_name=entry.display_name if entry else "",
                office_url=addresses.home(entry) if entry else "",
                language=next((tag for path, tag in foreign if page.path.startswith(path)), ""),
            )
        )
    return items
