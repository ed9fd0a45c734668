"""The gate in front of every view of the administration: closed unless declared.

A view that an upgrade or a new app adds is closed to offices until somebody has looked at it.
"""

import logging
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import ResolverMatch
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.defaults import page_not_found
from wagtail.admin.auth import require_admin_access

from core.access.grants import has_permission, is_central
from core.tenancy.holding import held_table

from .acting import acting_as, note_page
from .page_gate import is_behind_gate, pages_in_address
from .surfaces import SCOPED, Surface, surfaces
from .wagtail_surfaces import CLOSED_TO_ALL

type View = Callable[..., HttpResponseBase]

logger = logging.getLogger("countywide.admin_scoping")


def surface_of(match: ResolverMatch) -> Surface | None:
    """What is declared for the view that an address resolves to."""
    if getattr(match.func, SCOPED, False):
        return Surface(match.view_name, "Marked where the view was built.")
    return surfaces().get(match.view_name)


def is_closed_to_all(view_name: str) -> bool:
    """Views that nobody needs."""
    return view_name.startswith(CLOSED_TO_ALL)


def may_enter(request: HttpRequest, match: ResolverMatch) -> bool:
    """Whether this person may see the view at all, whatever its objects."""
    if is_closed_to_all(match.view_name):
        return False
    surface = surface_of(match)
    if surface is None:
        return is_central(request.user)
    permission = surface.central_permission
    return not permission or has_permission(request.user, permission, held_table().portal)


def may_meet(request: HttpRequest, match: ResolverMatch) -> bool:
    """Whether this person may use the view with the objects that the address names."""
    if not may_enter(request, match):
        return False
    surface = surface_of(match)
    if is_central(request.user) or surface is None or surface.objects is None:
        return True
    if match.args or not surface.objects.keys() >= match.kwargs.keys():
        return False
    return all(surface.objects[name](request, value) for name, value in match.kwargs.items())


@cache
def _replacement(path: str) -> View:
    """Our view in the place of Wagtail's, never cached by a browser, as all of Wagtail's are not."""
    found = import_string(path)
    view: View = found.as_view() if hasattr(found, "as_view") else found
    return never_cache(view)


def gated(view: View) -> View:
    """Decorator of the administration's views: the same 404 for what is closed, foreign, switched off or not there."""

    def behind(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        match = request.resolver_match
        if match is None or not may_meet(request, match):
            logger.info("closed to this person: %s", match.view_name if match else "")
            return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")
        surface = surface_of(match)
        pages = pages_in_address(match, surface)
        if is_behind_gate(match, pages):
            logger.info("the plugin is off: %s", match.view_name)
            return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")
        note_page(pages[0] if pages else None)
        answering = _replacement(surface.view) if surface and surface.view else view
        try:
            return answering(request, *args, **kwargs)
        except Http404 as missing:
            return page_not_found(request, missing, template_name="wagtailadmin/404.html")

    guarded: View = require_admin_access(behind)

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        match = request.resolver_match
        surface = surface_of(match) if match else None
        if surface is not None and surface.public:
            return view(request, *args, **kwargs)
        with acting_as(request.user):
            response = guarded(request, *args, **kwargs)
            # Templates print choosers, so they are rendered while it is known who looks.
            return response.render() if isinstance(response, SimpleTemplateResponse) else response

    return gate
