"""Finding the page for an address, in two queries whatever its depth, with a fall-back between languages."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from core.tenancy.table import RootEntry

from .addresses import host_subsite
from .prepared import Prepared, given

DEEPEST = 16
"""Steps of an address below which nothing is looked for."""

_NAMES = tuple(f"step{number}" for number in range(DEEPEST))
_BY_ADDRESS = Prepared(
    lambda: (
        Page.objects.filter(url_path__in=[given(name) for name in _NAMES])
        .order_by("-depth")
        .values_list("pk", "content_type_id", "url_path")[:1]
    )
)


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The deepest page on an address, what is left of the address, and the language it was found in."""

    page: Page
    rest: list[str]
    language: str


@dataclass(frozen=True, slots=True)
class _Place:
    """The deepest page on an address, not loaded yet, and what is left of the address."""

    pk: int
    content_type_id: int
    rest: list[str]
    language: str


def _deepest(root: RootEntry, components: list[str], language: str) -> _Place | None:
    url_paths = [root.url_path]
    for component in components:
        url_paths.append(f"{url_paths[-1]}{component}/")
    if len(url_paths) > DEEPEST:
        return None
    padded = [*url_paths, *[url_paths[-1]] * (DEEPEST - len(url_paths))]
    row = next(iter(_BY_ADDRESS.rows(**dict(zip(_NAMES, padded, strict=True)))), None)
    if row is None:
        return None
    return _Place(row[0], row[1], components[url_paths.index(row[2]) :], language)


def find_page(request: HttpRequest, path: str) -> FoundPage:
    """The page for a path below the asked host, in the active language or, failing that, the default one.

    Raises Http404 when there is none, or when its type's code is not installed.
    """
    host = host_subsite(request)
    if host is None:
        raise Http404
    components = [component for component in path.split("/") if component]
    language = get_language() or settings.LANGUAGE_CODE
    best: _Place | None = None
    for code in dict.fromkeys((language, settings.LANGUAGE_CODE)):
        root = host.roots.get(code)
        found = _deepest(root, components, code) if root else None
        if found and (best is None or len(found.rest) < len(best.rest)):
            best = found
        if best and not best.rest:
            break
    page_type = ContentType.objects.get_for_id(best.content_type_id).model_class() if best else None
    if best is None or page_type is None:
        raise Http404
    return FoundPage(_load(page_type, best.pk), best.rest, best.language)


def _load(page_type: Any, pk: int) -> Page:
    page = next(_by_number(page_type).instances(pk=pk), None)
    if page is None:
        raise Http404
    return page


@cache
def _by_number(page_type: Any) -> Prepared[Page]:
    return Prepared(lambda: page_type._default_manager.filter(pk=given("pk")).order_by())
