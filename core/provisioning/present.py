"""What is in the database already, as plain data for the planner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """What was provisioned: the object's primary key, and the values that the files gave it."""

    object_id: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PresentOffice:
    """An organisation with its subsite. ``values`` are named as in planning; ``subsite_id`` is 0 without one."""

    organisation_id: int
    subsite_id: int
    root_page_id: int
    kind: str
    values: Mapping[str, Any]
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PresentPage:
    """A page that could be, or is, a column. ``values`` is empty for a page of another type."""

    page_id: int
    parent_id: int
    slug: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PresentAccount:
    """An account by its username in small letters."""

    user_id: int
    username: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Present:
    """Offices by code; pages by id and by (parent's id, slug); accounts; roles held; what was provisioned."""

    offices: Mapping[str, PresentOffice] = field(default_factory=dict)
    pages: Mapping[int, PresentPage] = field(default_factory=dict)
    accounts: Mapping[str, PresentAccount] = field(default_factory=dict)
    roles: frozenset[tuple[str, str, str]] = frozenset()
    records: Mapping[tuple[str, str], Record] = field(default_factory=dict)
    tree_root_slugs: Mapping[str, int] = field(default_factory=dict)

    def child(self, parent_id: int, slug: str) -> PresentPage | None:
        """The page of this slug below that page."""
        return self.children.get((parent_id, slug))

    @property
    def children(self) -> dict[tuple[int, str], PresentPage]:
        """Pages by parent and slug."""
        return {(page.parent_id, page.slug): page for page in self.pages.values()}
