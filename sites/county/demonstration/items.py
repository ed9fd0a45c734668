"""What the demonstration publishes, as plain data: items and the parts of their text."""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside an item."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; numbered when its order matters."""

    entries: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the header has as many cells as each row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said, and who."""

    text: str
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A framed notice: of a warning or not."""

    title: str
    text: str
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the motif's pictures within the text."""

    motif: str
    caption: str


@dataclass(frozen=True, slots=True)
class Files:
    """Documents to download within the text, by their titles."""

    titles: tuple[str, ...]


type Part = Heading | Paragraph | Listing | Grid | Quotation | Remark | Figure | Files


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a column. ``slug`` is stable from build to build and unique in its column."""

    slug: str
    title: str
    summary: str
    source: str
    author: str
    published: datetime.datetime
    keywords: tuple[str, ...] = ()
    picture: str = ""
    attachment: str = ""
    video: str = ""
    parts: tuple[Part, ...] = field(default=())
