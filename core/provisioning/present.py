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
    """An organisation with its subsite. ``values`` are named as in planning; without a subsite ids are 0.

    An English title is None where there is no English page: the files' word is then taken as it is.
    """

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
    """Offices by code, pages by id and by address (parent's id, slug), accounts, roles held, records."""

    offices: Mapping[str, PresentOffice] = field(default_factory=dict)
    pages: Mapping[int, PresentPage] = field(default_factory=dict)
    accounts: Mapping[str, PresentAccount] = field(default_factory=dict)
    roles: frozenset[tuple[str, str, str]] = frozenset()
    records: Mapping[tuple[str, str], Record] = field(default_factory=dict)
    addresses: Mapping[tuple[int, str], PresentPage] = field(default_factory=dict)
