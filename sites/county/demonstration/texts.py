"""Reads the demonstration's texts: Markdown files of several items, each under its own heading.

An item is ``# title``, lines of ``key: value``, a line ``> summary``, and its text: paragraphs, ``## headings``,
lists (``-`` or ``1.``), tables (``| a | b |``, the first line being the header), a quotation (``> words`` and maybe
``> —— who``), a notice (``! title`` and ``! text``; ``!!`` warns), a picture (``![caption](motif)``) and documents to
download (``@ title``).
"""

import datetime
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sites.county.demonstration.dates import published_at
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
from sites.county.demonstration.phrases import fill_years
from sites.county.demonstration.slugs import slug_of

_KEYS = frozenset({"ago", "on", "picture", "keywords", "source", "author", "attachment", "video", "of"})
_KEY = re.compile(r"(\w+): (.*)")
_NUMBERED = re.compile(r"\d+\. ")
_FIGURE = re.compile(r"!\[(.+)\]\((\w+)\)")
_REMARK = re.compile(r"(!{1,2}) (.+)")
_WHO = "—— "


@dataclass(frozen=True, slots=True)
class Draft:
    """An item as it is written, before its date is known."""

    title: str
    summary: str
    values: dict[str, str]
    text: str


def split_items(text: str) -> list[str]:
    """The sources of the items in a file."""
    return [part.strip() for part in re.split(r"^# ", text, flags=re.MULTILINE) if part.strip()]


def read_drafts(path: Path) -> list[Draft]:
    """The items of a file. Raises ValueError for an item that can't be understood."""
    return [read_draft(source) for source in split_items(path.read_text(encoding="utf-8"))]


def read_draft(source: str) -> Draft:
    """One item without its leading ``# ``. Raises ValueError for an unknown key or a missing summary."""
    lines = source.splitlines()
    values: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=1):
        if line.startswith("> "):
            return Draft(lines[0].strip(), line[2:].strip(), values, "\n".join(lines[number + 1 :]).strip())
        found = _KEY.fullmatch(line)
        if found is None or found[1] not in _KEYS:
            raise ValueError(f"{lines[0]}: {line!r} is neither a known key nor a summary")
        values[found[1]] = found[2]
    raise ValueError(f"{lines[0]}: no summary")


def item_from(
    draft: Draft, *, source: str, author: str, now: datetime.datetime, draw: random.Random, seed: int
) -> Item:
    """The item with its date, its slug and its parts."""
    values = draft.values
    published = published_at(
        ago=values.get("ago", ""), on=values.get("on", ""), now=now, draw=draw, seed=seed
    )
    title = fill_years(draft.title, published.year)
    return Item(
        slug=slug_of(draft.title),
        title=title,
        summary=fill_years(draft.summary, published.year),
        source=values.get("source", source),
        author=values.get("author", author),
        published=published,
        keywords=tuple(filter(None, values.get("keywords", "").split(","))),
        picture=values.get("picture", ""),
        attachment=values.get("attachment", ""),
        video=values.get("video", ""),
        parts=tuple(parts_of(fill_years(draft.text, published.year))),
    )


def parts_of(text: str) -> Iterator[Part]:
    """The parts of a text, in order."""
    for block in re.split(r"\n\s*\n", text.strip()):
        yield from _parts_of_block(block.splitlines())


def _parts_of_block(lines: list[str]) -> Iterator[Part]:
    """A block may open with a heading; what follows is all of one kind, or else paragraphs."""
    if lines and lines[0].startswith("## "):
        yield Heading(lines[0][3:].strip())
        lines = lines[1:]
    if not lines:
        return
    if all(line.startswith("- ") for line in lines):
        yield Listing(tuple(line[2:].strip() for line in lines))
    elif all(_NUMBERED.match(line) for line in lines):
        yield Listing(tuple(_NUMBERED.sub("", line, count=1).strip() for line in lines), numbered=True)
    elif all(line.startswith("|") for line in lines):
        header, *rows = (_cells(line) for line in lines)
        yield Grid(header, tuple(rows))
    elif all(line.startswith("> ") for line in lines):
        *words, last = (line[2:].strip() for line in lines)
        who = last.removeprefix(_WHO) if words and last.startswith(_WHO) else ""
        yield Quotation("\n".join(words if who else [*words, last]), who)
    elif all(line.startswith("@ ") for line in lines):
        yield Files(tuple(line[2:].strip() for line in lines))
    elif len(lines) == 1 and (figure := _FIGURE.fullmatch(lines[0].strip())):
        yield Figure(motif=figure[2], caption=figure[1])
    elif len(lines) == 2 and (title := _REMARK.fullmatch(lines[0])) and (text := _REMARK.fullmatch(lines[1])):
        yield Remark(title[2], text[2], warns=title[1] == "!!")
    else:
        yield from (Paragraph(line.strip()) for line in lines if line.strip())


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
