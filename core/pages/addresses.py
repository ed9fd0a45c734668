"""Addresses of pages, computed from the table of subsites without asking the database."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.translation import get_language
from wagtail.models import Site

from core.tenancy.current import table_of
from core.tenancy.holding import held_table
from core.tenancy.table import PATH_STEP, RootEntry, SubsiteEntry, SubsiteTable

DEFAULT_LANGUAGE = settings.LANGUAGE_CODE


def served_scheme_and_port(request: Any) -> tuple[str, str]:
    """("http", ":8000") as the visitor wrote them, or of the configured base address outside a request."""
    if isinstance(request, HttpRequest):
        scheme, port = str(request.scheme), split_domain_port(request.get_host())[1]
    else:
        parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        scheme, port = parts.scheme, str(parts.port or "")
    usual = {"http": "80", "https": "443"}[scheme]
    return scheme, "" if port in {"", usual} else f":{port}"


def _read_site_ids(table: SubsiteTable) -> dict[str, int]:
    return dict(Site.objects.values_list("hostname", "pk"))


def url_parts(page: "Placed", request: Any) -> tuple[int, str, str] | None:
    """Wagtail's (site id, root address, path): on the asked host when the page lies there, else canonical.

    None for a page outside all subsites, and for one whose host has no Site row.
    """
    table = table_of(request) if isinstance(request, HttpRequest) else held_table()
    entry = table.for_path(page.path)
    if entry is None:
        return None
    asked = host_subsite(request) if isinstance(request, HttpRequest) else None
    for host in (asked, address_root(table, entry)):
        for language, root in host.roots.items() if host else ():
            if page.path.startswith(root.path):
                name = host.hostname or settings.PORTAL_HOST if host else ""
                site_id = table.derive("site ids", _read_site_ids).get(name)
                scheme, port = served_scheme_and_port(request)
                address = f"{scheme}://{name}{port}"
                return (site_id, address, _local(language, root, page.url_path)) if site_id else None
    return None


def language_prefix(language: str) -> str:
    """ "" for the default language, "/en" for English."""
    return "" if language == DEFAULT_LANGUAGE else f"/{language}"


def address_root(table: SubsiteTable, entry: SubsiteEntry) -> SubsiteEntry:
    """The subsite whose host name an address without a host of its own hangs on."""
    path = entry.root_path
    for end in range(len(path), 0, -PATH_STEP):
        candidate = table.by_path.get(path[:end])
        if candidate is not None and candidate.hostname:
            return candidate
    return entry


class Placed(Protocol):
    """Anything that has a place in the tree: a page, or a row of a structure."""

    @property
    def path(self) -> str: ...

    @property
    def url_path(self) -> str: ...


class Addresses:
    """Addresses as the visitor of one request should see them: relative on the host they are on."""

    def __init__(self, request: HttpRequest) -> None:
        self.table = table_of(request)
        self.scheme, self.port = served_scheme_and_port(request)
        self.host = host_subsite(request)
        self.language = get_language() or DEFAULT_LANGUAGE
        self._homes: dict[int, str] = {}

    def of(self, page: Placed, *, absolute: bool = False) -> str:
        """Address of a page (any instance with path and url_path); "" for one outside all subsites."""
        return self.at(page.path, page.url_path, absolute=absolute)

    def at(self, path: str, url_path: str, *, absolute: bool = False) -> str:
        """Address of the page at this treebeard path and Wagtail url_path."""
        if self.host is not None and not absolute:
            for language, root in self.host.roots.items():
                if path.startswith(root.path):
                    return _local(self._side(language), root, url_path)
        entry = self.table.for_path(path)
        if entry is None:
            return ""
        return self._absolute(address_root(self.table, entry), path, url_path, keep_language=absolute)

    def _side(self, language: str) -> str:
        """A visitor of the English side stays on it: what is not translated is shown there with a notice."""
        return self.language if language == DEFAULT_LANGUAGE else language

    def canonical(self, page: Placed) -> str:
        """The one address of a page: under its subsite's host name where it has one."""
        return self.of(page, absolute=True)

    def home(self, entry: SubsiteEntry) -> str:
        """Address of a subsite's home page on the visitor's language side."""
        if entry.id not in self._homes:
            root = entry.roots.get(self.language) or entry.roots[DEFAULT_LANGUAGE]
            self._homes[entry.id] = self.at(root.path, root.url_path)
        return self._homes[entry.id]

    def keep[T](self, name: str, roots: Iterable[str], compute: Callable[[], T]) -> T:
        """Something made from the table of subsites and from addresses below these tree paths only.

        Computed once per picture of the subsites, host and language; each time where an address would be absolute,
        since it then holds the port that the visitor wrote.
        """
        host = self.host
        if host is None or not all(
            any(path.startswith(root.path) for root in host.roots.values()) for path in roots
        ):
            return compute()
        return self.table.derive(f"{name} {host.id} {self.language}", lambda _table: compute())

    def _absolute(self, host: SubsiteEntry, path: str, url_path: str, *, keep_language: bool) -> str:
        for language, root in host.roots.items():
            if path.startswith(root.path):
                name = host.hostname or settings.PORTAL_HOST
                side = language if keep_language else self._side(language)
                return f"{self.scheme}://{name}{self.port}{_local(side, root, url_path)}"
        return ""


def _local(language: str, root: RootEntry, url_path: str) -> str:
    return f"{language_prefix(language)}/{url_path[len(root.url_path) :]}"


def host_subsite(request: HttpRequest) -> SubsiteEntry | None:
    """The subsite whose home page stands at "/" of the host asked: where the walk down the tree begins.

    This is the address's root, not the current subsite: below the portal's host lie all subsites.
    """
    table = table_of(request)
    host = split_domain_port(request.get_host())[0]
    return table.by_hostname.get(host) or table.portal


def addresses_of(request: HttpRequest) -> Addresses:
    """The request's Addresses, made once per language."""
    language = get_language()
    held: dict[str | None, Addresses] = request.__dict__.setdefault("_addresses", {})
    if language not in held:
        held[language] = Addresses(request)
    return held[language]
