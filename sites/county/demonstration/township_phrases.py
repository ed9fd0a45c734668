"""Phrases for a township without texts by hand: its villages, crops, projects and festival fill the slots."""

import functools
import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sites.county.demonstration.offices import FOLDER, Office
from sites.county.demonstration.phrases import fill
from sites.county.demonstration.texts import split_items
from sites.county.demonstration.village_table import Village

PHRASES = FOLDER / "phrases"
ITEMS_PER_COLUMN = 6
_SEATS = {"街道": "办事处", "镇": "镇政府", "乡": "乡政府"}
_LANDSCAPES = ("hills", "terraces", "river", "mist", "bridge", "lake")


@functools.cache
def _facts() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((PHRASES / "townships.toml").read_text(encoding="utf-8"))


@functools.cache
def _phrases(column: str) -> tuple[str, ...]:
    return tuple(split_items((PHRASES / "township" / f"{column}.md").read_text(encoding="utf-8")))


def township_sources(
    office: Office, column: str, villages: Sequence[Village], draw: random.Random
) -> Iterator[str]:
    """The sources of up to six items of a column, in drawn order. Raises KeyError for an unknown slot."""
    phrases = _phrases(column)
    fresh = [phrase for phrase in phrases if "\nago: " in phrase]
    dated = [phrase for phrase in phrases if "\nago: " not in phrase]
    chosen = fresh + draw.sample(dated, min(len(dated), ITEMS_PER_COLUMN - len(fresh)))
    for phrase in chosen:
        yield fill(fill(phrase, _Passing(), draw), _slots(office, villages, draw), draw)


class _Passing(dict[str, str]):
    """Leaves every slot for the second round, when alternatives are chosen."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _slots(office: Office, villages: Sequence[Village], draw: random.Random) -> dict[str, str]:
    facts = _facts()[office.slug]
    here = next(ending for ending in _SEATS if office.name.endswith(ending))
    named = draw.sample([village.short_name for village in villages], 3)
    crops = draw.sample(facts["crops"], 3)
    works = draw.sample(facts["works"], 3)
    return {
        "office": office.name,
        "phone": office.phone,
        "here": here,
        "seat": _SEATS[here],
        "count": str(len(villages)),
        "village": named[0],
        "village2": named[1],
        "village3": named[2],
        "crop": crops[0],
        "crop2": crops[1],
        "crop3": crops[2],
        "work": works[0],
        "work2": works[1],
        "picture": draw.choice(_LANDSCAPES),
        "prefix": f"{office.name[0]}{'办' if here == '街道' else '府'}",
        "villages_table": _villages_table(villages),
        **{
            name: facts[name]
            for name in (
                "setting",
                "water",
                "landmark",
                "food",
                "craft",
                "festival",
                "festival_date",
                "market",
            )
        },
    }


def _villages_table(villages: Sequence[Village]) -> str:
    rows = ["| 名称 | 类别 | 统计用区划代码 |"]
    rows += [f"| {village.short_name} | {village.kind} | {village.code} |" for village in villages]
    return "\n".join(rows)
