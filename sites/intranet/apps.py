from django.utils.translation import gettext_lazy as _

from core.tenancy.profiles import ProfileConfig


class IntranetConfig(ProfileConfig):
    name = "sites.intranet"
    slug = "intranet"
    title = _("Internal network")
    theme = "intranet"
    private = True
