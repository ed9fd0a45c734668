"""The offices of the demonstration, read from its files."""

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
PROFILES = FOLDER.parent.parent


@dataclass(frozen=True, slots=True)
class Office:
    """A row of organisations.csv, as far as texts need it."""

    code: str
    name: str
    name_en: str
    slug: str
    kind: str
    profile: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class Column:
    """A row of a profile's columns.csv, as far as texts need it."""

    slug: str
    title: str
    parent: str
    kind: str


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@functools.cache
def offices() -> Mapping[str, Office]:
    """The offices by slug, in the order of the file."""
    return {
        row["slug"]: Office(**{name: row[name] for name in Office.__dataclass_fields__})
        for row in _rows(FOLDER / "organisations.csv")
    }


@functools.cache
def columns(profile: str) -> tuple[Column, ...]:
    """The columns of a profile, in the order of its blueprint."""
    return tuple(
        Column(row["slug"], row["title"], row["parent"], row["kind"])
        for row in _rows(PROFILES / profile / "columns.csv")
    )


def columns_with_items(profile: str) -> tuple[Column, ...]:
    """The columns that hold items of their own: no sections that only gather, no lists of offices."""
    gathering = {column.parent for column in columns(profile)}
    return tuple(
        column for column in columns(profile) if column.kind != "offices" and column.slug not in gathering
    )
