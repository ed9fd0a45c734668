"""Whose word holds: the files', or the office's that changed what the files had built?."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

type Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Merge:
    """What is to be written, what the office keeps, and what is to be remembered as provisioned."""

    changes: tuple[Change, ...]
    kept: tuple[Change, ...]
    provisioned: dict[str, Any]


def merge(*, provisioned: Values | None, present: Values, desired: Values) -> Merge:
    """Compare what the files gave last time, what is there and what the files give now.

    A value that is there as it was provisioned follows the files. One that somebody changed since stays, and
    goes on being compared with what was provisioned before that change. Without a memory (``None``: the thing
    was made by hand) the files win. A value that the memory lacks is taken as provisioned as it is, and one
    that is None at present, for want of a place to stand, as the files have it.
    """
    changes: list[Change] = []
    kept: list[Change] = []
    remembered: dict[str, Any] = {}
    for name, wanted in desired.items():
        found = present[name] if present[name] is not None else wanted
        base = found if provisioned is None else provisioned.get(name, found)
        if found == wanted:
            remembered[name] = wanted
        elif found == base:
            changes.append(Change(name, found, wanted))
            remembered[name] = wanted
        else:
            kept.append(Change(name, found, wanted))
            remembered[name] = base
    return Merge(tuple(changes), tuple(kept), remembered)
