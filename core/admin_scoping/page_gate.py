"""Pages of plugins that are off: no screen of the administration knows them, whoever asks."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.urls import ResolverMatch
from wagtail.models import Page

from core.plugin_host.gate import is_open, page_is_open, slug_of_label
from core.tenancy.holding import held_table

from .keys import whole_numbers
from .objects import explored_page, own_page, own_translation, translated_page
from .surfaces import Surface

PAGE_ARGUMENTS = ("page_id", "page_to_move_id", "parent_page_id", "destination_id")
"""What Wagtail calls a page in an address; a declared surface says it by its check."""


def pages_in_address(match: ResolverMatch, surface: Surface | None) -> list[Page]:
    """The pages that an address names, in its order; one query, or none when it names no page."""
    keys = list(_keys(match, surface))
    if not keys:
        return []
    found = Page.objects.in_bulk(keys)
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def is_behind_gate(match: ResolverMatch, pages: list[Page]) -> bool:
    """Whether one of the pages, or the type that a page is to be made of, belongs to a plugin that is off there."""
    if not all(page_is_open(page) for page in pages):
        return True
    slug = slug_of_label(match.kwargs.get("content_type_app_name", ""))
    if slug is None or "parent_page_id" not in match.kwargs:
        return False
    return not any(is_open(slug, held_table().for_path(page.path)) for page in pages)


def _keys(match: ResolverMatch, surface: Surface | None) -> Iterator[int]:
    checks = (surface.objects if surface else None) or {}
    for name, value in match.kwargs.items():
        check = checks.get(name)
        if check is own_translation:
            if (page := translated_page(value)) is not None:
                yield page.pk
        elif check in {own_page, explored_page} or (check is None and name in PAGE_ARGUMENTS):
            yield from whole_numbers([value])
    if _is_page_type(match.kwargs):
        yield from whole_numbers([match.kwargs["object_id"]])


def _is_page_type(kwargs: dict[str, Any]) -> bool:
    """An object named by its model, as in the address at which an editor tells that it is still open."""
    if not kwargs.keys() >= {"app_label", "model_name", "object_id"}:
        return False
    try:
        return issubclass(apps.get_model(kwargs["app_label"], kwargs["model_name"]), Page)
    except LookupError:
        return False
