"""Where in the page tree a person holds a permission, as path prefixes and the holes in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry, SubsiteTable

from .grants import subsites_with


@dataclass(frozen=True, slots=True)
class Reach:
    """Branches of the page tree: everything below `prefixes`, except what lies below `holes`.

    A hole is a subsite inside another subsite's branch (a township below the portal) that is not reached.
    """

    prefixes: tuple[str, ...]
    holes: tuple[str, ...]

    def covers(self, path: str) -> bool:
        """Whether the page at this treebeard path is inside. The longest matching root decides."""
        inside = max((len(p) for p in self.prefixes if path.startswith(p)), default=0)
        outside = max((len(h) for h in self.holes if path.startswith(h)), default=0)
        return inside > outside

    def query(self) -> Q:
        """The same as a condition on Page."""
        condition = Q(pk__in=())
        for prefix in self.prefixes:
            part = Q(path__below=prefix)
            for hole in self.holes:
                if hole.startswith(prefix):
                    part &= ~Q(path__below=hole)
            condition |= part
        return condition


def _roots(entries: Iterable[SubsiteEntry]) -> set[str]:
    return {root.path for entry in entries for root in entry.roots.values()}


def reach_within(table: SubsiteTable, held: Iterable[SubsiteEntry]) -> Reach:
    """The reach of holding something on these subsites, with as few prefixes and holes as possible."""
    entries = list(held)
    inside = _roots(entries)
    outside = _roots(table.all) - inside
    prefixes = {p for p in inside if not _covered(p, inside, outside)}
    holes = {h for h in outside if _covered(h, inside, outside)}
    return Reach(tuple(sorted(prefixes)), tuple(sorted(holes)))


def _covered(path: str, inside: set[str], outside: set[str]) -> bool:
    """Whether the nearest subsite root strictly above this path is one of those inside."""
    for end in range(len(path) - 4, 0, -4):
        if path[:end] in inside:
            return True
        if path[:end] in outside:
            return False
    return False


def reach_of(user: Any, permission: str) -> Reach:
    """The branches of the page tree on which a person holds a permission on the subsite."""
    return reach_within(held_table(), subsites_with(user, permission))
