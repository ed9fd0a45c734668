"""The plugins' part of the API: `/api/v1/<slug>/<name>/`."""

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import SimpleRouter

from core.plugin_api.contributions import ApiRoute

from .registry import builds, contributions_at


def urlpatterns_of_plugins() -> list[URLPattern | URLResolver]:
    """Addresses for `include` below `/api/v1/`; names are `<slug>:<name>-list` and `-detail`.

    All installed plugins' routes are here; each request asks the gate (SubsiteApiViewSet).
    """
    routers: dict[str, SimpleRouter] = {}
    for owned in contributions_at(ApiRoute.point):
        route = owned.contribution
        if isinstance(route, ApiRoute) and builds(owned, route.viewset.get_extra_actions):
            router = routers.setdefault(owned.owner, SimpleRouter())
            router.register(route.name, route.viewset, basename=route.name)
    return [path(f"{slug}/", include((router.urls, slug))) for slug, router in routers.items()]
