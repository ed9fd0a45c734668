"""The table of subsites: an immutable picture of all of them, shared by all requests of a process.

It is read again when the revision token changed, which costs each request one query on a one-row table.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Page

from .models import Subsite, SubsiteSettings, TenancyRevision

PATH_STEP = 4
"""Characters per level of a treebeard path in Wagtail."""


@dataclass(frozen=True, slots=True)
class SettingsEntry:
    """The foot and page marks of one subsite; see SubsiteSettings."""

    tagline: str = ""
    site_id_code: str = ""
    icp_number: str = ""
    police_number: str = ""
    sponsor: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    contact_address: str = ""
    report_error_url: str = ""


@dataclass(frozen=True, slots=True)
class RootEntry:
    """The place of a page in one language, a home page first of all. `path` is treebeard's, `url_path` Wagtail's."""

    page_id: int
    path: str
    url_path: str


@dataclass(frozen=True, slots=True)
class SubsiteEntry:
    """One subsite, as everything but the screens that edit it sees it."""

    id: int
    organisation_id: int
    code: str
    slug: str
    name: str
    name_en: str
    kind: str
    parent_code: str
    address: str
    phone: str
    pinyin: str
    pinyin_initial: str
    profile: str
    theme: str
    hostname: str
    collection_id: int
    root_page_id: int
    root_path: str
    roots: Mapping[str, RootEntry]
    settings: SettingsEntry

    @property
    def pk(self) -> int:
        return self.id

    @property
    def display_name(self) -> str:
        """The name in the active language."""
        if (get_language() or "").startswith("en") and self.name_en:
            return self.name_en
        return self.name

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class SubsiteTable:
    """All subsites by id, slug, code, host name and place in the tree. `all` is sorted by pinyin."""

    all: tuple[SubsiteEntry, ...]
    by_id: Mapping[int, SubsiteEntry]
    by_slug: Mapping[str, SubsiteEntry]
    by_code: Mapping[str, SubsiteEntry]
    by_hostname: Mapping[str, SubsiteEntry]
    by_path: Mapping[str, SubsiteEntry]
    portal: SubsiteEntry | None
    derived: dict[str, Any] = field(default_factory=dict, compare=False)
    """What others compute from this picture (plugin states), kept as long as the picture itself."""

    def for_path(self, path: str) -> SubsiteEntry | None:
        """The subsite whose home page is the nearest ancestor of, or is, the page at this treebeard path."""
        for end in range(len(path), 0, -PATH_STEP):
            if entry := self.by_path.get(path[:end]):
                return entry
        return None

    def for_page(self, page: Page) -> SubsiteEntry | None:
        """The subsite a page belongs to, or None for pages above all subsites."""
        return self.for_path(page.path)

    def derive[T](self, name: str, compute: Callable[["SubsiteTable"], T]) -> T:
        """Something computed once per picture."""
        if name not in self.derived:
            self.derived[name] = compute(self)
        result: T = self.derived[name]
        return result


_SETTINGS_FIELDS = tuple(f.name for f in fields(SettingsEntry))
_lock = threading.Lock()


class _Process:
    """What this process holds: the newest picture with its token."""

    current: tuple[Any, SubsiteTable] | None = None


def _read() -> SubsiteTable:
    subsites = list(
        Subsite.objects.select_related("organisation__parent", "root_page", "settings").order_by(
            "organisation__pinyin", "organisation__code"
        )
    )
    keys = [subsite.root_page.translation_key for subsite in subsites]
    roots: dict[UUID, dict[str, RootEntry]] = {}
    homes = Page.objects.filter(
        Q(live=True) | Q(pk__in=[subsite.root_page_id for subsite in subsites]), translation_key__in=keys
    )
    for page in homes.select_related("locale"):
        roots.setdefault(page.translation_key, {})[page.locale.language_code] = RootEntry(
            page.pk, page.path, page.url_path
        )
    entries = []
    by_path = {}
    for subsite in subsites:
        organisation = subsite.organisation
        marks = getattr(subsite, "settings", None) or SubsiteSettings()
        entry = SubsiteEntry(
            id=subsite.pk,
            organisation_id=organisation.pk,
            code=organisation.code,
            slug=organisation.slug,
            name=organisation.name,
            name_en=organisation.name_en,
            kind=organisation.kind,
            parent_code=organisation.parent.code if organisation.parent else "",
            address=organisation.address,
            phone=organisation.phone,
            pinyin=organisation.pinyin,
            pinyin_initial=organisation.pinyin_initial,
            profile=subsite.profile,
            theme=subsite.theme,
            hostname=subsite.hostname or "",
            collection_id=subsite.collection_id,
            root_page_id=subsite.root_page_id,
            root_path=subsite.root_page.path,
            roots=roots[subsite.root_page.translation_key],
            settings=SettingsEntry(**{name: getattr(marks, name) for name in _SETTINGS_FIELDS}),
        )
        entries.append(entry)
        for root in entry.roots.values():
            by_path[root.path] = entry
    return SubsiteTable(
        all=tuple(entries),
        by_id={entry.id: entry for entry in entries},
        by_slug={entry.slug: entry for entry in entries},
        by_code={entry.code: entry for entry in entries},
        by_hostname={entry.hostname: entry for entry in entries if entry.hostname},
        by_path=by_path,
        portal=next((entry for entry in entries if entry.kind == "county"), None),
    )


def _token() -> Any:
    """The token as the database keeps it: it is only compared. In SQL, because every request asks for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM core_tenancy_tenancyrevision WHERE id = 1")
        row = cursor.fetchone()
    return row[0] if row else None


def subsite_table() -> SubsiteTable:
    """The present picture. One query when nothing changed, three more when something did."""
    token = _token()
    held = _Process.current
    if held is not None and token is not None and held[0] == token:
        return held[1]
    with _lock:
        held = _Process.current
        if held is not None and token is not None and held[0] == token:
            # Another thread was quicker. One token has one picture: who follows something compares them.
            return held[1]
        # The token was read first: a write in between makes the next call read again, never miss it.
        table = _read()
        _Process.current = (token, table)
    return table


def touch_revision() -> None:
    """Make every process read the table again. Call it inside the transaction of the write."""
    TenancyRevision.objects.update_or_create(pk=1, defaults={"token": uuid4()})
