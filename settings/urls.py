"""Addresses: the administration, the API, and everything else is a page."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.decorators.csp import csp_override
from django.views.generic import RedirectView
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.accounts.sign_on import urls as sign_on_urls
from core.admin_scoping.gate import gated
from core.citizens import urls as citizens_urls
from core.media.ranges import with_ranges
from core.media.views import private_picture
from core.pages import views
from core.pages.robots import robots

handler403 = "core.pages.errors.forbidden"
handler404 = "core.pages.errors.not_found"

PAGE_ADDRESS = r"^((?:[\w\-]+/)*(?:[\w\-]+\.[a-z]{3,4})?)$"
"""Pages end in a slash; files that pages make (feeds, sitemaps, downloads) have an ending."""

admin_patterns = decorate_urlpatterns(list(wagtailadmin_urls.urlpatterns), gated)
admin_patterns = decorate_urlpatterns(admin_patterns, csp_override(settings.ADMIN_CSP))

urlpatterns = [
    path("healthz", views.health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", include(admin_patterns)),
    path(
        "accounts/",
        include(decorate_urlpatterns(list(sign_on_urls.urlpatterns), csp_override(settings.SIGN_ON_CSP))),
    ),
    path("citizens/", include(citizens_urls)),
    path("documents/", include(decorate_urlpatterns(list(wagtaildocs_urls.urlpatterns), with_ranges))),
    path("media/private_pictures/<path:path>", private_picture, name="private_picture"),
    path("api/", include("core.api.urls")),
    *i18n_patterns(
        # Wagtail's own addresses (the word of a private page, the login of visitors) look like pages: they come first.
        *(found for found in wagtail_urls.urlpatterns if found.name != "wagtail_serve"),
        re_path(PAGE_ADDRESS, views.serve, name="wagtail_serve"),
        prefix_default_language=False,
    ),
]

if settings.SERVE_PICTURES:
    # Pictures only: attachments go through Wagtail's view, which asks for permission.
    for folder in ("images", "original_images"):
        urlpatterns.insert(
            0,
            re_path(
                rf"^media/{folder}/(?P<path>.+)$", serve_file, {"document_root": settings.MEDIA_ROOT / folder}
            ),
        )
