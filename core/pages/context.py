"""What every public page's template receives."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from core.navigation.structure import root_of
from core.navigation.tree import MenuItem, navigation_tree
from core.slots.rendering import FilledSlots
from core.tenancy.current import set_current_page, subsite_of, table_of
from core.tenancy.table import RootEntry, SubsiteEntry

from .addresses import Addresses, Placed, addresses_of, language_prefix
from .below import Below
from .prepared import Prepared, adapted, given

SEARCH_ADDRESS = "-/search/"


def page_context(request: HttpRequest, page: Any, below: Below | None = None) -> Mapping[str, Any]:
    """The context of a public page; one query, for its translations.

    `page` is the specific page. What answers below a page passes that page and says by `below` where it is: canonical
    link, page mark, languages and breadcrumb are then its own. `page_url` is always the page's.
    """
    set_current_page(request, page)
    subsite = subsite_of(request)
    table = table_of(request)
    addresses = addresses_of(request)
    if subsite is None:
        return {"addresses": addresses, "subsite": None, "portal": table.portal}
    home_url = addresses.home(subsite)
    tree = navigation_tree(page, subsite, addresses)
    rest = below.quoted if below else ""
    canonical = f"{addresses.canonical(page)}{rest}"
    page_url = addresses.of(page)
    return {
        "addresses": addresses,
        "subsite": subsite,
        "portal": table.portal,
        "portal_url": addresses.home(table.portal) if table.portal else "/",
        "home_url": home_url,
        "page_url": page_url,
        "navigation": tree.menu,
        "breadcrumbs": [*tree.breadcrumbs, *(below.breadcrumbs(page_url) if below else ())],
        "site_map": partial(_site_map, page, subsite, addresses, tree.menu),
        "language_alternates": _alternates(page, addresses, rest, alone=len(subsite.roots) == 1),
        "canonical_url": canonical,
        "untranslated": getattr(request, "untranslated", False),
        "page_marks": [
            ("SiteName", subsite.display_name),
            ("SiteDomain", subsite.hostname or (table.portal.hostname if table.portal else "")),
            ("SiteIDCode", subsite.settings.site_id_code),
            *page.marks(request),
            ("Url", canonical),
        ],
        "feeds": [],
        "search_url": f"{home_url}{SEARCH_ADDRESS}",
        "slots": FilledSlots(request=request, subsite=subsite, page=page),
    }


def _site_map(
    page: Page, subsite: SubsiteEntry, addresses: Addresses, menu: Sequence[MenuItem]
) -> SafeString:
    """All columns at the foot: the same on every page of a subsite, so it is drawn once (`Addresses.keep`)."""
    root = root_of(page.path, subsite)
    return addresses.keep(
        f"site map {root}",
        [root],
        lambda: render_to_string("design/parts/site_map.html", {"navigation": menu}),
    )


def language_of(page: Placed, addresses: Addresses) -> str:
    """The language of a page, by the home page that it lies below."""
    entry = addresses.table.for_path(page.path)
    roots = entry.roots.items() if entry else ()
    return next((code for code, root in roots if page.path.startswith(root.path)), settings.LANGUAGE_CODE)


_TRANSLATIONS = Prepared(
    lambda: (
        Page.objects.filter(translation_key=given("key"), live=True)
        .exclude(pk=given("pk"))
        .order_by()
        .values_list("pk", "path", "url_path")
    )
)


def _alternates(page: Page, addresses: Addresses, rest: str, *, alone: bool) -> Any:
    return SimpleLazyObject(lambda: _read_alternates(page, addresses, rest, alone=alone))


def _translations(page: Page, addresses: Addresses) -> Mapping[str, Placed]:
    """The page's live translations by language; those of home pages are in the table already."""
    if entry := addresses.table.by_path.get(page.path):
        return entry.roots
    rows = _TRANSLATIONS.rows(key=adapted(page.translation_key), pk=page.pk)
    places = [RootEntry(*row) for row in rows]
    return {language_of(place, addresses): place for place in places}


def _read_alternates(page: Page, addresses: Addresses, rest: str, *, alone: bool) -> list[dict[str, Any]]:
    """The page's address in each language; where no translation exists, its place on that language's side.

    `rest` is appended to each: what answers below a page answers below its translations too.
    `alone`: the subsite has no home page in another language, so nothing below it has a translation either.
    """
    active = get_language() or settings.LANGUAGE_CODE
    own = language_of(page, addresses)
    translations: Mapping[str, Placed] = (
        {own: page} if alone else {**_translations(page, addresses), own: page}
    )
    found = []
    for code, label in settings.WAGTAILADMIN_PERMITTED_LANGUAGES:
        translation = translations.get(code)
        url = _on_this_host(addresses, translation or page, code)
        found.append(
            {
                "code": "zh-Hans" if code == "zh-hans" else code,
                "label": label,
                "url": f"{url}{rest}",
                "absolute_url": f"{addresses.of(translation, absolute=True)}{rest}" if translation else "",
                "current": code == active,
                "available": translation is not None,
            }
        )
    return found


def _on_this_host(addresses: Addresses, page: Placed, code: str) -> str:
    """The address of a page on the side of a language, on the host that the visitor is on."""
    if addresses.host is not None:
        for root in addresses.host.roots.values():
            if page.path.startswith(root.path):
                return f"{language_prefix(code)}/{page.url_path[len(root.url_path) :]}"
    return addresses.of(page)
