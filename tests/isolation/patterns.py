"""Every address that the running project answers, from the resolver."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver


@dataclass(frozen=True, order=True)
class Pattern:
    """One address: its name with namespaces, or its route where it has none, and its arguments."""

    name: str
    route: str
    arguments: tuple[str, ...]


def _below(resolver: URLResolver, names: str, route: str) -> Iterator[Pattern]:
    for found in resolver.url_patterns:
        here = route + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from _below(found, f"{names}{found.namespace}:" if found.namespace else names, here)
        elif isinstance(found, URLPattern):
            arguments = tuple(sorted({*found.pattern.regex.groupindex, *found.pattern.converters}))
            yield Pattern(names + found.name if found.name else here, here, arguments)


def patterns() -> list[Pattern]:
    """All of them."""
    return sorted(set(_below(get_resolver(), "", "")))
