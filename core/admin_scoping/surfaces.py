"""Which views of the administration are open to offices, by the name their address has.

What is not declared is closed: 404 for everybody but central administrators. Wagtail's views are declared in
`wagtail_surfaces`; an app of ours declares its own in an attribute `admin_surfaces` on its AppConfig; views of
plugins carry the mark that `core.plugin_api.viewsets` puts on them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.http import HttpRequest

type ObjectCheck = Callable[[HttpRequest, Any], bool]
"""Whether the person may meet the object that the address names."""

SCOPED = "scoped_by_itself"
"""Attribute of a view that asks for each object itself; set where a scoped view is built."""


@dataclass(frozen=True, slots=True)
class Surface:
    """One open view: `name` as `reverse` takes it, and why it is safe to open.

    `objects` names the check of each argument in the address; an argument without one closes the view.
    None says that the view checks all of them itself.
    """

    name: str
    reason: str
    objects: Mapping[str, ObjectCheck] | None = None
    public: bool = False
    """Answered before anybody signed in, as the login itself is."""
    view: str = ""
    """Dotted path of our own view, which answers in the place of Wagtail's, for the centre as well."""
    central_permission: str = ""
    """The permission, held on the portal, without which the view is closed to everybody, the centre as well."""


def own_screens(reason: str, *names: str) -> tuple[Surface, ...]:
    """Screens of ours that check each object themselves, for `admin_surfaces`."""
    return tuple(Surface(name, reason) for name in names)


@cache
def surfaces() -> Mapping[str, Surface]:
    """All open views by name."""
    from .wagtail_surfaces import WAGTAIL_SURFACES

    declared: list[Iterable[Surface]] = [WAGTAIL_SURFACES]
    declared += [getattr(config, "admin_surfaces", ()) for config in apps.get_app_configs()]
    return {surface.name: surface for group in declared for surface in group}
