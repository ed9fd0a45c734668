from django.utils.translation import gettext_lazy as _

from core.tenancy.profiles import ProfileConfig


class TownshipConfig(ProfileConfig):
    name = "sites.township"
    slug = "township"
    title = _("Township")
    theme = "township-green"
    plugins = ("interviews", "queries", "surveys")
