"""An item's parts as the value of an article's text, in the form that Wagtail stores."""

import html
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from sites.county.demonstration.items import (
    Figure,
    Files,
    Grid,
    Heading,
    Item,
    Listing,
    Paragraph,
    Part,
    Quotation,
    Remark,
)

_NAMESPACE = uuid.UUID("8f0f2a53-6a0c-4c5f-9a53-511703000000")


class Shown(Protocol):
    """Where a text's pictures and documents come from, as the values of their blocks."""

    def figure(self, figure: Figure) -> dict[str, Any]:
        """The value of a picture block."""

    def files(self, files: Files) -> dict[str, Any]:
        """The value of a block of attachments."""


def block(kind: str, value: Any, *, key: str) -> dict[str, Any]:
    """A block of a stream; the same key gives the same id."""
    return {"type": kind, "value": value, "id": str(uuid.uuid5(_NAMESPACE, key))}


def entries(values: Iterable[Any], *, key: str) -> list[dict[str, Any]]:
    """The values of a list block."""
    return [block("item", value, key=f"{key}/{number}") for number, value in enumerate(values)]


def article_stream(
    item: Item, extra: Sequence[tuple[str, Any]] = (), *, key: str, shown: Shown | None = None
) -> str:
    """The article's text as JSON: ``extra`` blocks (a video, a gallery) first, then its parts.

    Raises TypeError for a picture or documents in the text without ``shown``.
    """
    blocks = [*extra, *_blocks(item, key, shown)]
    return json.dumps(
        [block(kind, value, key=f"{key}/{number}") for number, (kind, value) in enumerate(blocks)],
        ensure_ascii=False,
    )


def _blocks(item: Item, key: str, shown: Shown | None) -> Iterator[tuple[str, Any]]:
    """Running text that follows on each other is one block; headings and tables are blocks of their own."""
    running: list[str] = []
    caption = item.title
    for number, part in enumerate(item.parts):
        if isinstance(part, Paragraph | Listing):
            running.append(_html(part))
            continue
        if running:
            yield "paragraph", "".join(running)
            running = []
        if isinstance(part, Heading):
            caption = part.text
            yield "heading", {"text": part.text, "level": "h2"}
        elif isinstance(part, Grid):
            yield "table", _table(part, caption, f"{key}/table/{number}")
        else:
            yield _other(part, shown)
    if running:
        yield "paragraph", "".join(running)


def _other(part: Part, shown: Shown | None) -> tuple[str, dict[str, Any]]:
    match part:
        case Quotation(text, attribution):
            return "quote", {"text": text, "attribution": attribution}
        case Remark(title, text, warns):
            return "notice", {
                "kind": "warning" if warns else "information",
                "title": title,
                "text": _html(Paragraph(text)),
            }
        case Figure() if shown:
            return "picture", shown.figure(part)
        case Files() if shown:
            return "attachment_list", shown.files(part)
    raise TypeError(part)


def _html(part: Part) -> str:
    if isinstance(part, Paragraph):
        return f"<p>{html.escape(part.text, quote=False)}</p>"
    if isinstance(part, Listing):
        tag = "ol" if part.numbered else "ul"
        listed = "".join(f"<li>{html.escape(entry, quote=False)}</li>" for entry in part.entries)
        return f"<{tag}>{listed}</{tag}>"
    raise TypeError(part)


def _table(grid: Grid, caption: str, key: str) -> dict[str, Any]:
    return {
        "caption": caption[:160],
        "header": entries(grid.header, key=f"{key}/header"),
        "rows": entries(
            (entries(row, key=f"{key}/{number}") for number, row in enumerate(grid.rows)), key=f"{key}/rows"
        ),
    }
