"""The roles of a county's website, from who supplies to who answers for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A named set of permissions, given to a person for one subsite."""

    CONTRIBUTOR = "contributor", _("Contributor")
    REVIEWER = "reviewer", _("Reviewer")
    SECRECY_REVIEWER = "secrecy_reviewer", _("Secrecy reviewer")
    APPROVER = "approver", _("Approver")
    MANAGER = "manager", _("Manager")
    AUDITOR = "auditor", _("Auditor")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("System administrator")
    CENTRAL_ADMINISTRATOR = "central_administrator", _("Central administrator")
    CENTRAL_AUDITOR = "central_auditor", _("Central auditor")


CENTRAL_ROLES = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.CENTRAL_ADMINISTRATOR, Role.CENTRAL_AUDITOR})
"""The three powers: system, security, audit. Given on the county portal only, each to people who hold nothing
else; the reach of the last two is every subsite."""
