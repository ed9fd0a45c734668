from django.utils.translation import gettext_lazy as _

from core.tenancy.profiles import ProfileConfig


class DepartmentConfig(ProfileConfig):
    name = "sites.department"
    slug = "department"
    title = _("Department")
    theme = "department"
    plugins = ("interviews", "queries", "surveys")
