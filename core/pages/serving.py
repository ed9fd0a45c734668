"""Finding the page for an address, in two queries whatever its depth, with a fall-back between languages."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from core.tenancy.table import RootEntry

from .addresses import host_subsite


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The deepest page on an address, what is left of the address, and the language it was found in."""

    page: Page
    rest: list[str]
    language: str


def _deepest(root: RootEntry, components: list[str]) -> tuple[Page, list[str]] | None:
    url_paths = [root.url_path]
    for component in components:
        url_paths.append(f"{url_paths[-1]}{component}/")
    page = Page.objects.filter(url_path__in=url_paths, path__startswith=root.path).order_by("-depth").first()
    if page is None:
        return None
    return page, components[url_paths.index(page.url_path) :]


def find_page(request: HttpRequest, path: str) -> FoundPage:
    """The page for a path below the asked host, in the active language or, failing that, the default one.

    Raises Http404 when there is none, or when its type's code is not installed.
    """
    host = host_subsite(request)
    if host is None:
        raise Http404
    components = [component for component in path.split("/") if component]
    language = get_language() or settings.LANGUAGE_CODE
    best: FoundPage | None = None
    for code in dict.fromkeys((language, settings.LANGUAGE_CODE)):
        root = host.roots.get(code)
        found = _deepest(root, components) if root else None
        if found and (best is None or len(found[1]) < len(best.rest)):
            best = FoundPage(*found, code)
        if best and not best.rest:
            break
    if best is None or best.page.specific_class is None:
        raise Http404
    return FoundPage(best.page.specific, best.rest, best.language)
