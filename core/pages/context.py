"""What every public page's template receives."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page

from core.navigation.tree import navigation_tree
from core.slots.rendering import FilledSlots
from core.tenancy.current import set_current_page, subsite_of, table_of

from .addresses import Addresses, addresses_of, language_prefix

SEARCH_ADDRESS = "-/search/"


def page_context(request: HttpRequest, page: Any) -> Mapping[str, Any]:
    """The context of a public page; three queries: the way to the page with the menu, and its translations.

    `page` is the specific page. Plugin views that answer below a home page pass that home page.
    """
    set_current_page(request, page)
    subsite = subsite_of(request)
    table = table_of(request)
    addresses = addresses_of(request)
    if subsite is None:
        return {"addresses": addresses, "subsite": None, "portal": table.portal}
    home_url = addresses.home(subsite)
    tree = navigation_tree(page, subsite, addresses)
    canonical = addresses.canonical(page)
    return {
        "addresses": addresses,
        "subsite": subsite,
        "portal": table.portal,
        "portal_url": addresses.home(table.portal) if table.portal else "/",
        "home_url": home_url,
        "page_url": addresses.of(page),
        "navigation": tree.menu,
        "breadcrumbs": tree.breadcrumbs,
        "language_alternates": _alternates(page, addresses),
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


def _alternates(page: Page, addresses: Addresses) -> Any:
    return SimpleLazyObject(lambda: _read_alternates(page, addresses))


def _read_alternates(page: Page, addresses: Addresses) -> list[dict[str, Any]]:
    """The page's address in each language; where no translation exists, its place on that language's side."""
    active = get_language() or settings.LANGUAGE_CODE
    translations = {
        translation.locale.language_code: translation
        for translation in Page.objects.filter(
            translation_key=page.translation_key, live=True
        ).select_related("locale")
    }
    found = []
    for code, label in settings.WAGTAILADMIN_PERMITTED_LANGUAGES:
        translation = translations.get(code)
        url = _on_this_host(addresses, translation or page, code)
        found.append(
            {
                "code": "zh-Hans" if code == "zh-hans" else code,
                "label": label,
                "url": url,
                "absolute_url": addresses.canonical(translation) if translation else "",
                "current": code == active,
                "available": translation is not None,
            }
        )
    return found


def _on_this_host(addresses: Addresses, page: Page, code: str) -> str:
    """The address of a page on the side of a language, on the host that the visitor is on."""
    if addresses.host is not None:
        for root in addresses.host.roots.values():
            if page.path.startswith(root.path):
                return f"{language_prefix(code)}/{page.url_path[len(root.url_path) :]}"
    return addresses.of(page)
