"""All domains of policy and their items, as the installed apps declare them."""

from collections.abc import Mapping
from functools import cache

from django.apps import apps
from django.utils.module_loading import import_string

from .items import PolicyDomain, PolicyItem


@cache
def domains() -> tuple[PolicyDomain, ...]:
    """The declared domains, in their order."""
    found = [
        import_string(path)
        for config in apps.get_app_configs()
        for path in getattr(config, "policy_domains", ())
    ]
    return tuple(sorted(found, key=lambda domain: (domain.order, domain.slug)))


def items_by_domain() -> list[tuple[PolicyDomain, tuple[PolicyItem, ...]]]:
    """Each domain with its items; asked anew each time, for plugins come and go."""
    return [(domain, tuple(domain.items())) for domain in domains()]


def items() -> Mapping[str, PolicyItem]:
    """All items by slug."""
    return {item.slug: item for _domain, found in items_by_domain() for item in found}


def item_named(slug: str) -> PolicyItem:
    """One item. Raises ValueError for a slug that nobody declares: a mistake in code, not a no."""
    found = items().get(slug)
    if found is None:
        raise ValueError(f"There is no policy item {slug!r}.")
    return found
