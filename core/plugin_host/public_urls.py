"""The public addresses of plugins: `-/<slug>/…` below a subsite's home page."""

from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, URLResolver
from django.urls.resolvers import RegexPattern
from django.utils.module_loading import module_has_submodule
from django.utils.translation import get_language

from core.pages.addresses import DEFAULT_LANGUAGE, addresses_of, language_prefix, served_scheme_and_port
from core.plugin_api.manifest import PluginConfig, plugin
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

from .faults import record_fault
from .gate import is_open


@cache
def resolver_of(config: PluginConfig) -> URLResolver | None:
    """The resolver of a plugin's `urls.py`, or None when it has none."""
    if not module_has_submodule(config.module, "urls"):
        return None
    return URLResolver(RegexPattern(r"^"), import_module(f"{config.name}.urls"))


def resolve_plugin_url(slug: str, rest: str, subsite: Any) -> ResolverMatch:
    """The view that answers `-/<slug>/<rest>` below the subsite's home page, with its arguments.

    Raises Http404 when the gate is closed, and when the plugin has no such address.
    """
    config = plugin(slug)
    if config is None or not is_open(slug, subsite):
        raise Http404
    try:
        resolver = resolver_of(config)
    except Exception as error:  # its urls.py can't be read: the check says so too (E114)
        record_fault(slug, f"{slug}.urls", error)
        raise Http404 from error
    if resolver is None:
        raise Http404
    try:
        return resolver.resolve(rest)
    except Resolver404 as error:
        raise Http404 from error


def plugin_url(subsite: Any, name: str, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> str:
    """The address of a plugin's view on a subsite, in the active language.

    plugin_url(entry, "queries:table", pk=3); the name is `<slug>:<name in the plugin's urls.py>`. With the
    request, the address is relative on the visitor's host; without it, it is absolute. Raises NoReverseMatch
    when there is no such address.
    """
    slug, _colon, inner = name.partition(":")
    config = plugin(slug)
    resolver = resolver_of(config) if config else None
    if resolver is None:
        raise NoReverseMatch(f"{name!r}: there is no plugin {slug!r} with public addresses.")
    entry = subsite if isinstance(subsite, SubsiteEntry) else held_table().by_id[subsite.pk]
    rest = resolver.reverse(inner, *args, **kwargs)
    return f"{_home_address(entry, request)}-/{slug}/{rest}"


def _home_address(entry: SubsiteEntry, request: HttpRequest | None) -> str:
    if request is not None:
        return addresses_of(request).home(entry)
    language = get_language() or DEFAULT_LANGUAGE
    side = language_prefix(language if language in entry.roots else DEFAULT_LANGUAGE)
    root = entry.roots.get(language) or entry.roots[DEFAULT_LANGUAGE]
    scheme, port = served_scheme_and_port(None)
    if entry.hostname:
        return f"{scheme}://{entry.hostname}{port}{side}/"
    portal = held_table().portal
    above = portal.roots.get(language if side else DEFAULT_LANGUAGE) if portal else None
    inside = root.url_path.removeprefix(above.url_path) if above else ""
    return f"{scheme}://{settings.PORTAL_HOST}{port}{side}/{inside}"
