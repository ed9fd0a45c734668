from django.utils.translation import gettext_lazy as _

from core.tenancy.profiles import ProfileConfig


class CountyConfig(ProfileConfig):
    name = "sites.county"
    slug = "county"
    title = _("County portal")
    theme = "county"
    plugins = ("interviews", "queries", "surveys")
