"""Addresses of the API, version 1: the core's resources, the plugins', and the description of both."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from core.plugin_host.api import urlpatterns_of_plugins

from .views import ArticleViewSet, SubsiteViewSet

router = SimpleRouter()
router.register("subsites", SubsiteViewSet, basename="subsites")
router.register("articles", ArticleViewSet, basename="articles")

urlpatterns = [
    path("v1/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("v1/", include((router.urls, "core"), namespace="core")),
    path("v1/", include(urlpatterns_of_plugins())),
]
