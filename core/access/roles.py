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
    CENTRAL_ADMINISTRATOR = "central_administrator", _("Central administrator")


CENTRAL_ROLES = frozenset({Role.CENTRAL_ADMINISTRATOR})
"""Given on the county portal only; their reach is every subsite."""
